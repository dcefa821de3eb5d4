import type { Pool } from 'pg';
import type { Static } from 'typebox';
import { type FetchedPart, findFetched } from '../files/index.ts';
import type { DeploymentOfJob, TargetFile, targetFileStates } from './deployment.schema.ts';
import {
  type DeploymentPayload,
  type DeploymentProgress,
  type FileProgress,
  leftOutOf,
  type OrderedFile,
} from './deployment-order.ts';
import { filesFor } from './file-fit.ts';

/** What a job does with files; null for jobs that do nothing with files. */
export function deploymentOf(type: string, payload: object): Static<typeof DeploymentOfJob> | null {
  if (type !== 'deploy-files') return null;
  const { files, priority, allowsDowngrade, repeats, onlyFitting } = payload as DeploymentPayload;
  return {
    files: files.map((file) =>
      file.action === 'delete'
        ? { ...file, fileId: null, bytes: null, softwareType: null, softwareVersion: null }
        : {
            action: file.action,
            fileId: file.fileId,
            type: file.type,
            name: file.name,
            bytes: file.bytes,
            softwareType: file.softwareType,
            softwareVersion: file.softwareVersion,
          },
    ),
    priority,
    allowDowngrade: allowsDowngrade,
    repeat: repeats,
    onlyFitting,
  };
}

/** A target of a job with files. */
export interface DeployingTarget {
  readonly id: string;
  readonly model: string;
  readonly progress: object;
}

/** How the files of targets stand, by target. */
export async function findTargetFiles(
  pool: Pool,
  payload: object,
  targets: readonly DeployingTarget[],
): Promise<Map<string, Static<typeof TargetFile>[]>> {
  const { files } = payload as DeploymentPayload;
  const fetched = Map.groupBy(
    await findFetched(
      pool,
      targets.map(({ id }) => id),
    ),
    ({ targetId }) => targetId,
  );
  return new Map(
    targets.map((target) => {
      const { files: states = {} } = target.progress as Partial<DeploymentProgress>;
      const known = Object.keys(states);
      const leftOut = leftOutOf({ files: states });
      // Before a phone is told of anything only its model says which files are for it.
      const places =
        known.length > leftOut.size
          ? known
          : [...filesFor(files, { model: target.model, softwareType: '' }, leftOut).files.keys(), ...leftOut];
      return [
        target.id,
        places.flatMap((place): Static<typeof TargetFile>[] => {
          const file = files[Number(place)];
          if (file === undefined) return [];
          return [toTargetFile(file, states[place], fetched.get(target.id) ?? [])];
        }),
      ];
    }),
  );
}

function toTargetFile(
  file: OrderedFile,
  progress: FileProgress | undefined,
  fetched: readonly FetchedPart[],
): Static<typeof TargetFile> {
  const part = file.action === 'deploy' ? fetched.find(({ fileId }) => fileId === file.fileId) : undefined;
  const reason = progress?.reason ?? null;
  return {
    action: file.action,
    type: file.type,
    name: file.name,
    state: stateOf(file, progress?.state ?? 'pending', part),
    bytes: file.action === 'deploy' ? file.bytes : null,
    fetchedBytes: part?.bytes ?? 0,
    reason: reason && { ...reason, params: { ...reason.params } },
  };
}

function stateOf(
  file: OrderedFile,
  state: FileProgress['state'],
  part: FetchedPart | undefined,
): (typeof targetFileStates)[number] {
  if (state !== 'told' || part === undefined) return state;
  if (!part.isComplete) return 'fetching';
  return file.type === 'software' ? 'rebooting' : 'fetched';
}
