import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface WholeFileOptions {
  /** Permissions of the file. */
  readonly mode: number;
  /** Whether file and name are forced to the disk before it counts as written. */
  readonly durable: boolean;
  /** Group that gets the file. */
  readonly gid?: number | undefined;
}

/** Writes a file so that a reader, also one after a crash, sees the old content or the new one and nothing between. */
export async function writeWhole(path: string, text: string, options: WholeFileOptions): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(draft, 'wx', options.mode);
    try {
      await file.writeFile(text);
      if (options.gid !== undefined) await file.chown(process.getuid?.() ?? 0, options.gid);
      if (options.durable) await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  if (options.durable) await syncFolder(dirname(path));
}

/** Forces the names in a folder to the disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The content of a file, undefined when there is none. */
export async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(ignoreMissing);
}

/** Turns "no such file" into `undefined`, throws any other error. */
export function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
