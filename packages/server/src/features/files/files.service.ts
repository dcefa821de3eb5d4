import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { atProvider, contentRefused, fileNotFound, filesInUse } from './file-errors.ts';
import { findNameFault } from './file-name.ts';
import {
  deleteFileRows,
  type FileCorrection,
  findFileUses,
  type LockedFile,
  lockFiles,
  updateFile,
} from './files.queries.ts';
import { findFile } from './files.read.ts';
import type { FileChange, FileView } from './files.schema.ts';
import { releaseText } from './recognition/name.ts';
import { canBeOfType, findLie } from './recognition/recognize.ts';

export type FileDeps = Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events'>;

/** Which state is changed, and by whom. */
export interface GuardedChange {
  readonly ifMatch: string | undefined;
  readonly username: string;
}

/** @throws AppError `file.not_found` */
export async function getFile({ db }: Pick<FileDeps, 'db'>, id: string): Promise<FileView> {
  const file = await findFile(db, id);
  if (file === undefined) throw fileNotFound(id);
  return file;
}

/** @throws AppError `file.not_found`, `request.precondition_required`, `request.outdated`, `request.invalid`, `file.refused` */
export async function correctFile(
  deps: FileDeps,
  id: string,
  change: FileChange,
  { ifMatch, username }: GuardedChange,
): Promise<FileView> {
  await inTransaction(deps.pool, async (tx) => {
    const current = await lockForChange(tx, deps, id, ifMatch);
    const corrected = correctionOf(current, change);
    await updateFile(tx, id, corrected, { username, now: deps.clock.now() });
  });
  deps.events.changed('files', [id]);
  return getFile(deps, id);
}

async function lockForChange(
  tx: ClientBase,
  deps: Pick<FileDeps, 'db'>,
  id: string,
  ifMatch: string | undefined,
): Promise<FileView> {
  const [locked] = await lockFiles(tx, [id]);
  if (locked === undefined) throw fileNotFound(id);
  // Read over another connection, and yet the committed state: whoever wants to change it waits for this transaction.
  const current = await getFile(deps, id);
  checkIfMatch(ifMatch, current);
  return current;
}

function correctionOf(current: FileView, change: FileChange): FileCorrection {
  const errors: FieldError[] = [];
  if (change.name !== undefined) {
    const fault = findNameFault(change.name, 'name');
    if (fault !== undefined) errors.push(fault);
  }
  const given = change.softwareVersion ?? null;
  const softwareVersion = given === null ? null : releaseText(given);
  if (given !== null && softwareVersion === null) errors.push(unreadableVersion(given));
  if (errors.length > 0) throw invalidRequest(errors);
  const type = change.type ?? current.type;
  const { format } = current.facts;
  const lie = change.name === undefined || format === undefined ? undefined : findLie(change.name, format);
  if (lie !== undefined) throw contentRefused([lie], 'name');
  if (change.type !== undefined && !canBeOfType(format, type)) {
    throw contentRefused([{ code: 'not-of-type', params: { format: format ?? 'other', type } }], 'type');
  }
  const isSoftware = type === 'software';
  return {
    name: change.name ?? current.name,
    type,
    softwareType: !isSoftware
      ? null
      : change.softwareType === undefined
        ? current.softwareType
        : change.softwareType,
    softwareVersion: !isSoftware
      ? null
      : change.softwareVersion === undefined
        ? current.softwareVersion
        : softwareVersion,
    models: change.models ?? current.models,
  };
}

function unreadableVersion(text: string): FieldError {
  const sentence = {
    en: `“${text}” is no version: write it as V3 R5.12.0 or 3.5.12.0.`,
    de: `„${text}“ ist keine Version: Schreiben Sie V3 R5.12.0 oder 3.5.12.0.`,
  };
  return { field: 'softwareVersion', message: sentence.en, code: 'file.version_form', text: sentence };
}

/** @throws AppError as `correctFile`, and `file.in_use`, `file.at_provider` */
export async function deleteFile(deps: FileDeps, id: string, ifMatch: string | undefined): Promise<void> {
  await inTransaction(deps.pool, async (tx) => {
    const current = await lockForChange(tx, deps, id, ifMatch);
    await remove(tx, [{ ...current, isMissing: current.missingSince !== null }]);
  });
  deps.events.changed('files', [id]);
}

/** All of them or none. @returns how many there were @throws AppError `file.in_use`, `file.at_provider`, `request.outdated` */
export async function deleteFiles(
  deps: FileDeps,
  ids: readonly string[],
  versions: SeenVersions | undefined,
): Promise<number> {
  const existing = await inTransaction(deps.pool, async (tx) => {
    const found = await lockFiles(tx, ids);
    checkSeenVersions(versions, found);
    await remove(tx, found);
    return found.map(({ id }) => id);
  });
  if (existing.length > 0) deps.events.changed('files', existing);
  return existing.length;
}

/** The content itself is cleared away later, some pieces at a time. */
async function remove(
  tx: ClientBase,
  files: readonly Pick<LockedFile, 'id' | 'name' | 'store' | 'isMissing'>[],
): Promise<void> {
  const elsewhere = files.find(({ store, isMissing }) => store === 'provider' && !isMissing);
  if (elsewhere !== undefined) throw atProvider(elsewhere.name);
  const ids = files.map(({ id }) => id);
  const uses = await findFileUses(tx, ids);
  if (uses.length > 0) throw filesInUse(uses);
  await deleteFileRows(tx, ids);
}
