import { open } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { DataFolderError } from './errors.ts';

const SQLITE_BUSY = 5;

/**
 * Takes the lock that only one process has at a time, or gives back undefined when another one has it.
 *
 * Node has no call for file locks, but its SQLite takes one on its file for an exclusive transaction. It is the
 * kernel's: it ends with the process however that ends, so there is no lock of a dead process to be told from one of
 * a living, and it holds between containers that share the folder, where process ids say nothing.
 *
 * The kernel drops it as well when this process opens and closes the file in any other way: never read it.
 *
 * @returns how to give the lock back
 */
export async function takeLock(file: string, folder: string): Promise<(() => void) | undefined> {
  await createEmpty(file);
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('begin exclusive');
    return () => {
      if (database.isOpen) database.close();
    };
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw new DataFolderError(
      `The data folder "${folder}" cannot be locked (${error instanceof Error ? error.message : String(error)}): put it on a file system that supports file locks, such as a local disk.`,
      { cause: error },
    );
  }
}

async function createEmpty(file: string): Promise<void> {
  try {
    await (await open(file, 'wx', 0o600)).close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
