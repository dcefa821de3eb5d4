import type { Pool } from 'pg';
import { findKinds } from '../../features/clients/index.ts';
import {
  type BroughtFile,
  filesFor,
  findBroughtFiles,
  findFileReach,
  findRoom,
  findSoftwareOrders,
  isPresent,
  leftOutOf,
  type OrderedFile,
} from '../../features/deployments/index.ts';
import { type DeployableFile, type FetchedPart, findFetched, findFiles } from '../../features/files/index.ts';
import type { OpenTarget } from '../../features/jobs/index.ts';
import { SOFTWARE_GUARD_SECONDS, STATUS_PATIENCE_SECONDS } from '../dialogue/deployments.ts';
import type { DeployWork } from '../dialogue/dialogue.ts';

export type DeployTarget = Extract<OpenTarget, { type: 'deploy-files' }>;

export function isDeployTarget(target: OpenTarget): target is DeployTarget {
  return target.type === 'deploy-files';
}

/** What the dialogue has to know of targets with files, by target; costs nothing when there are none. */
export async function loadDeployWork(
  pool: Pool,
  targets: readonly OpenTarget[],
  now: Date,
): Promise<Map<string, DeployWork>> {
  const deploying = targets.filter(isDeployTarget);
  if (deploying.length === 0) return new Map();
  const clientIds = [...new Set(deploying.map(({ clientId }) => clientId))];
  const targetIds = deploying.map(({ targetId }) => targetId);
  const kinds = new Map((await findKinds(pool, clientIds)).map((kind) => [kind.clientId, kind]));
  const guards = await findSoftwareOrders(pool, clientIds);
  const brought = await findBroughtFiles(pool, clientIds);
  const room = await findRoom(pool, targetIds);
  const ordered = deploying.flatMap(({ payload }) => payload.files);
  const existing = await findFiles(pool, [...new Set(fileIdsOf(ordered))]);
  const reach = await findFileReach(pool, ordered);
  const parts = Map.groupBy(await findFetched(pool, targetIds), (part) => part.targetId);
  return new Map(
    deploying.map((target) => {
      const { targetId, clientId, payload, progress } = target;
      const kind = kinds.get(clientId) ?? { model: '', softwareType: '', softwareVersion: '' };
      const { files } = filesFor(payload.files, kind, leftOutOf(progress));
      const work: DeployWork = {
        kind: 'deploy-files',
        targetId,
        clientId,
        files,
        priority: payload.priority,
        allowsDowngrade: payload.allowsDowngrade,
        repeats: payload.repeats,
        progress,
        gone: new Set(
          [...files]
            .filter(([, file]) => file.action === 'deploy' && existing.get(file.fileId)?.isMissing !== false)
            .map(([place]) => place),
        ),
        unserved: new Set(
          [...files].filter(([, file]) => reach(file, kind) !== undefined).map(([place]) => place),
        ),
        present: presentAmong(files, brought.get(clientId) ?? []),
        fetched: fetchedOf(files, parts.get(targetId) ?? [], existing),
        softwareVersion: kind.softwareVersion,
        softwareGuardSeconds: secondsLeft(guards.get(clientId), SOFTWARE_GUARD_SECONDS, now),
        isOverdue: isOverdue(progress.toldAt, now),
        hasRoom: room.has(targetId),
      };
      return [targetId, work];
    }),
  );
}

/** Places of files that lie on the phone with the same content. */
function presentAmong(files: ReadonlyMap<string, OrderedFile>, brought: readonly BroughtFile[]): Set<string> {
  return new Set([...files].filter(([, file]) => isPresent(file, brought)).map(([place]) => place));
}

function fileIdsOf(files: readonly OrderedFile[]): string[] {
  return files.flatMap((file) => (file.action === 'deploy' ? [file.fileId] : []));
}

/** Of files that come from elsewhere nobody knows what was fetched, unless they were passed on by this server. */
function fetchedOf(
  files: ReadonlyMap<string, OrderedFile>,
  parts: readonly FetchedPart[],
  existing: ReadonlyMap<string, DeployableFile>,
): DeployWork['fetched'] {
  return new Map(
    [...files].flatMap(([place, file]) => {
      if (file.action === 'delete') return [];
      const part = parts.find(({ fileId }) => fileId === file.fileId);
      if (part === undefined && existing.get(file.fileId)?.store !== 'database') return [];
      const fetched = part === undefined ? 'nothing' : part.isComplete ? 'all' : 'part';
      return [[place, fetched] as const];
    }),
  );
}

function secondsLeft(since: Date | undefined, seconds: number, now: Date): number {
  if (since === undefined) return 0;
  return Math.max(0, Math.ceil((since.getTime() - now.getTime()) / 1_000) + seconds);
}

function isOverdue(toldAt: string | undefined, now: Date): boolean {
  return toldAt !== undefined && now.getTime() - Date.parse(toldAt) >= STATUS_PATIENCE_SECONDS * 1_000;
}
