import { randomBytes } from 'node:crypto';
import { access, chmod, constants, mkdir, readdir, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { DataFolderError, explain } from './errors.ts';
import { takeLock } from './folder-lock.ts';
import { isNewer } from './versions.ts';
import { readIfThere, writeWhole } from './whole-files.ts';

/** The folder that holds everything an installation keeps on disk; this process alone uses it until `release()`. */
export interface DataFolder {
  /** Absolute path. */
  readonly path: string;
  /** Makes a folder in it (mode 0700) unless it is there, and gives its path. */
  subfolder(name: string): Promise<string>;
  /**
   * The installation's own key: 32 bytes that encrypt secrets at rest, made at the first call.
   *
   * @throws DataFolderError when it was there once and is lost or damaged, for another one would open nothing
   */
  readSecretKey(): Promise<Uint8Array>;
  /** Lets another server have it; to be called last. */
  release(): void;
}

export interface DataFolderOptions {
  /** Version of the server, e.g. `0.1.0`. */
  readonly version: string;
}

/** What stands in `deskfleet.json`. */
interface Note {
  /** Version of the newest server that has used the folder. */
  readonly version: string;
  /** Who uses the folder, or did so last. */
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
  readonly hasSecretKey: boolean;
}

const NOTE = 'deskfleet.json';
const LOCK = 'server.lock';
const SECRET_KEY = 'secret.key';
const KEY_BYTES = 32;

/**
 * What a folder may hold that becomes a data folder: what a first start makes before it is killed, what a mount brings, and
 * corrections that an administrator has put there beforehand.
 */
const HARMLESS = /^(server\.lock|deskfleet\.json\.[0-9a-f]+|lost\+found|item-names\.json)$/;

/**
 * Opens the data folder for this process alone, and creates it if it is missing.
 *
 * @throws DataFolderError when another server uses it, it cannot be written, a newer version wrote it, or it holds
 *   something else
 */
export async function openDataFolder(path: string, options: DataFolderOptions): Promise<DataFolder> {
  const folder = resolve(path);
  let release: (() => void) | undefined;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const note = await readNote(folder);
    refuseNewer(folder, note, options.version);
    if (!note) await refuseForeign(folder);
    release = await takeLock(join(folder, LOCK), folder);
    if (!release) throw await inUse(folder);
    return await use(folder, options.version, release);
  } catch (error) {
    release?.();
    throw explain(folder, error);
  }
}

/** Goes on with the lock in hand. */
async function use(folder: string, version: string, release: () => void): Promise<DataFolder> {
  // Read again: another server may have had the folder in the meantime.
  const found = await readNote(folder);
  refuseNewer(folder, found, version);
  await closeToOthers(folder);
  let note: Note = {
    version,
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    hasSecretKey: found?.hasSecretKey ?? false,
  };
  await writeNote(folder, note);
  return {
    path: folder,
    subfolder: async (name) => {
      const inner = join(folder, name);
      await mkdir(inner, { recursive: true, mode: 0o700 });
      return inner;
    },
    readSecretKey: async () => {
      const file = join(folder, SECRET_KEY);
      const text = await readIfThere(file);
      if (text !== undefined) return readKey(file, text);
      if (note.hasSecretKey) throw lostKey(file, 'is missing');
      const key = randomBytes(KEY_BYTES);
      await writeWhole(file, `${key.toString('hex')}\n`, { mode: 0o600, durable: true });
      note = { ...note, hasSecretKey: true };
      await writeNote(folder, note);
      return key;
    },
    release,
  };
}

async function readKey(file: string, text: string): Promise<Uint8Array> {
  if (!new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`).test(text.trim())) throw lostKey(file, 'is damaged');
  if (((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600);
  return Buffer.from(text.trim(), 'hex');
}

function lostKey(file: string, what: string): DataFolderError {
  return new DataFolderError(
    `The key that opens this installation's stored secrets ${what}: restore "${file}" from a backup, or set DESKFLEET_SECRET_KEY to what it was.`,
  );
}

async function readNote(folder: string): Promise<Note | undefined> {
  const text = await readIfThere(join(folder, NOTE));
  if (text === undefined) return undefined;
  const note = parse(text);
  if (!note)
    throw new DataFolderError(
      `The file "${join(folder, NOTE)}" is damaged: restore it from a backup, or set DESKFLEET_DATA to another folder.`,
    );
  return note;
}

function parse(text: string): Note | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const fields: Partial<Record<string, unknown>> = { ...value };
  const { version, pid, host, startedAt, hasSecretKey } = fields;
  if (typeof version !== 'string' || typeof pid !== 'number' || typeof host !== 'string') return undefined;
  if (typeof startedAt !== 'string' || typeof hasSecretKey !== 'boolean') return undefined;
  return { version, pid, host, startedAt, hasSecretKey };
}

async function writeNote(folder: string, note: Note): Promise<void> {
  await writeWhole(join(folder, NOTE), `${JSON.stringify(note, undefined, 2)}\n`, {
    mode: 0o600,
    durable: true,
  });
}

function refuseNewer(folder: string, note: Note | undefined, version: string): void {
  if (note && isNewer(note.version, version))
    throw new DataFolderError(
      `The data folder "${folder}" was written by Deskfleet ${note.version}, but this is ${version}: start that version or a newer one, or set DESKFLEET_DATA to another folder.`,
    );
}

/** A mistyped path must not lock a home folder or a checkout away from its users. */
async function refuseForeign(folder: string): Promise<void> {
  const foreign = (await readdir(folder)).find((name) => !HARMLESS.test(name));
  if (foreign !== undefined)
    throw new DataFolderError(
      `The folder "${folder}" is no data folder of Deskfleet, for it holds other files, such as "${foreign}": set DESKFLEET_DATA to an empty or a new folder.`,
    );
}

async function inUse(folder: string): Promise<DataFolderError> {
  const note = await readNote(folder);
  const who = note ? ` (process ${note.pid} on ${note.host}, since ${note.startedAt})` : '';
  return new DataFolderError(
    `The data folder "${folder}" is in use by another Deskfleet${who}: stop that one, or set DESKFLEET_DATA to another folder.`,
  );
}

/** For its user alone; the right to pass, which the embedded database's account needs, is left. */
async function closeToOthers(folder: string): Promise<void> {
  const { mode, uid } = await stat(folder);
  // On volumes that belong to somebody else, what lies inside has modes of its own.
  if ((mode & 0o067) !== 0 && uid === process.getuid?.()) await chmod(folder, mode & 0o710);
}
