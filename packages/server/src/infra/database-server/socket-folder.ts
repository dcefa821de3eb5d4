import { chown, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../data-folder/whole-files.ts';
import type { Account } from './account.ts';
import type { ClusterPaths } from './cluster.ts';
import { removeSockets, SOCKET_PORT } from './postmaster.ts';

/** The shorter of the limits of Linux (108 bytes with the final zero) and macOS (104). */
const SOCKET_PATH_BYTES = 103;
const SHORT_PREFIX = '/tmp/deskfleet-';
const SHORT_FOLDER = /^\/tmp\/deskfleet-[A-Za-z0-9]{6}$/;

/** Chooses the folder of the Unix socket: the one in the database folder, or one outside where its path is too long. */
export async function chooseSocketFolder(paths: ClusterPaths, account: Account): Promise<string> {
  await removeNotedFolder(paths);
  if (Buffer.byteLength(join(paths.sockets, `.s.PGSQL.${SOCKET_PORT}`)) <= SOCKET_PATH_BYTES)
    return paths.sockets;
  const short = await mkdtemp(SHORT_PREFIX);
  // Noted, so that the start after a kill finds what was left.
  await writeWhole(noteOf(paths), short, { mode: 0o600, durable: false });
  if (account.uid !== process.getuid?.()) await chown(short, account.uid, account.gid);
  return short;
}

/** Removes the socket folder if it lies outside; for when nothing listens any more. */
export async function removeNotedFolder(paths: ClusterPaths): Promise<void> {
  const folder = await readIfThere(noteOf(paths));
  if (folder === undefined) return;
  if (SHORT_FOLDER.test(folder)) {
    await removeSockets(folder);
    await rmdir(folder).catch(() => {});
  }
  await rm(noteOf(paths), { force: true });
}

function noteOf(paths: ClusterPaths): string {
  return join(paths.folder, 'socket-folder');
}
