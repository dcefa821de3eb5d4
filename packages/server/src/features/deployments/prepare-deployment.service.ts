import type { ClientBase, Pool } from 'pg';
import type { Static } from 'typebox';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { type DeployableFile, findFiles } from '../files/index.ts';
import type { deployOrder } from './deployment.schema.ts';
import type { DeploymentPayload, FileToBring, OrderedFile } from './deployment-order.ts';

/** What an order to deploy files says; see `deployOrder`. */
export interface DeploymentOrder {
  readonly files: Static<typeof deployOrder.files>;
  readonly priority?: 'immediate' | 'normal';
  readonly allowDowngrade?: boolean;
  readonly repeat?: boolean;
}

/**
 * The order with its files as they are now.
 *
 * @throws AppError `job.unknown_file` when one of them does not exist
 */
export async function prepareDeployment(
  db: Pool | ClientBase,
  { files, priority = 'immediate', allowDowngrade = false, repeat = false }: DeploymentOrder,
): Promise<DeploymentPayload> {
  return {
    files: await findOrdered(db, files),
    priority,
    allowsDowngrade: allowDowngrade,
    repeats: repeat,
    onlyFitting: false,
  };
}

/** @throws AppError `job.unknown_file` */
export async function findOrdered(
  db: Pool | ClientBase,
  files: DeploymentOrder['files'],
): Promise<OrderedFile[]> {
  const ids = files.flatMap((file) => (file.action === 'deploy' ? [file.fileId] : []));
  const found = await findFiles(db, ids);
  const errors: FieldError[] = [];
  const ordered = files.flatMap((file, place): OrderedFile[] => {
    if (file.action === 'delete') return [file];
    const stored = found.get(file.fileId);
    if (stored !== undefined && !stored.isMissing) return [toFileToBring(stored)];
    errors.push(unknownFile(`files.${place}.fileId`, file.fileId, stored?.name));
    return [];
  });
  const [first] = errors;
  if (first !== undefined) throw new AppError('job.unknown_file', first.message, { errors });
  return ordered;
}

/** @param name of one that a storage provider has no longer; undefined: there is none */
export function unknownFile(field: string, id: string, name: string | undefined): FieldError {
  const text =
    name === undefined
      ? {
          en: `There is no file with the id ${id}: it may have been deleted.`,
          de: `Es gibt keine Datei mit der Id ${id}: Vielleicht wurde sie gelöscht.`,
        }
      : {
          en: `The storage provider has “${name}” no longer: scan it again, or choose another file.`,
          de: `Der Speicheranbieter hat „${name}“ nicht mehr: Lesen Sie ihn neu ein, oder wählen Sie eine andere Datei.`,
        };
  return { field, message: text.en, code: 'job.unknown_file', text };
}

/** A file of this installation as an order keeps it: with all that decides for which phones it is. */
export function toFileToBring(file: DeployableFile): FileToBring {
  return {
    action: 'deploy',
    fileId: file.id,
    type: file.type,
    name: file.name,
    bytes: file.size,
    sha256: file.sha256,
    softwareType: file.softwareType,
    softwareVersion: file.softwareVersion,
    models: file.models,
  };
}
