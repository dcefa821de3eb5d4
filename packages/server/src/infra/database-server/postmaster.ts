import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { readIfThere } from '../data-folder/whole-files.ts';
import type { ClusterPaths } from './cluster.ts';
import { DatabaseServerError } from './errors.ts';

const run = promisify(execFile);

/** What PostgreSQL's main process notes in `postmaster.pid` (PostgreSQL documentation, "Database File Layout"). */
export interface PostmasterNote {
  readonly pid: number;
  readonly dataDirectory: string;
  readonly ready: boolean;
}

/** Name of the socket inside its folder: PostgreSQL puts the port there even if it listens on no port. */
export const SOCKET_PORT = 5432;

/** How long an orphaned database may take to stop: properly, then at once (it then recovers at its next start). */
const FAST_STOP_MS = 10_000;
const IMMEDIATE_STOP_MS = 5_000;
const KILL_MS = 2_000;
const POLL_MS = 20;

export async function readPostmasterNote(cluster: string): Promise<PostmasterNote | undefined> {
  const text = await readIfThere(join(cluster, 'postmaster.pid'));
  if (text === undefined) return undefined;
  const [pid, dataDirectory, , , , , , status] = text.split('\n').map((line) => line.trim());
  return {
    pid: Number(pid),
    dataDirectory: dataDirectory ?? '',
    ready: status === 'ready',
  };
}

/**
 * Makes sure that no PostgreSQL works on the cluster and that nothing of an earlier one is in the way of the next:
 * stops the database of a server that was killed, and clears what a killed database left.
 *
 * It is stopped and not taken over, so that every start has the settings of this version and a database that is its
 * own child, whose end it notices.
 */
export async function clearOrphan(paths: ClusterPaths, log: (line: string) => void): Promise<void> {
  const note = await readPostmasterNote(paths.cluster);
  if (note) {
    if (await isPostmasterOf(note, paths.cluster)) {
      log(`LOG:  stopping the database of a server that was killed (process ${note.pid})`);
      await stopProcess(note, paths.cluster);
    }
    // PostgreSQL does this itself, but not while the process is a zombie or its number belongs to another one.
    await rm(join(paths.cluster, 'postmaster.pid'), { force: true });
  }
  await removeSockets(paths.sockets);
}

async function stopProcess(note: PostmasterNote, cluster: string): Promise<void> {
  const steps = [
    ['SIGINT', FAST_STOP_MS],
    ['SIGQUIT', IMMEDIATE_STOP_MS],
    ['SIGKILL', KILL_MS],
  ] as const;
  for (const [signal, limit] of steps) {
    try {
      process.kill(note.pid, signal);
    } catch {
      // gone already, or not ours to stop: the wait tells which
    }
    for (const end = Date.now() + limit; Date.now() < end; await sleep(POLL_MS))
      if (!(await isPostmasterOf(note, cluster))) return;
  }
  throw new DatabaseServerError(
    `Process ${note.pid} is a PostgreSQL that works on "${cluster}" and cannot be stopped: stop it, then start Deskfleet again.`,
  );
}

/**
 * Whether the noted process lives and is the one that works on this very folder. The number alone proves nothing: it
 * may belong to another process since a reboot or in another container.
 */
async function isPostmasterOf(note: PostmasterNote, cluster: string): Promise<boolean> {
  if (!Number.isSafeInteger(note.pid) || note.pid <= 1) return false;
  return process.platform === 'linux' ? worksIn(note.pid, cluster) : isNamedIn(note.pid, note.dataDirectory);
}

/** PostgreSQL's processes have the cluster as working folder; of a zombie the kernel tells none. */
async function worksIn(pid: number, cluster: string): Promise<boolean> {
  try {
    // Compared by identity, for the process may see the folder under another path.
    const [there, here] = await Promise.all([stat(`/proc/${pid}/cwd`), stat(cluster)]);
    return there.dev === here.dev && there.ino === here.ino;
  } catch {
    return false;
  }
}

async function isNamedIn(pid: number, dataDirectory: string): Promise<boolean> {
  try {
    const { stdout } = await run('ps', ['-o', 'stat=,command=', '-p', String(pid)]);
    return !stdout.trim().startsWith('Z') && stdout.includes('postgres') && stdout.includes(dataDirectory);
  } catch {
    return false;
  }
}

/** Removes what PostgreSQL leaves in the folder of its socket when it is killed. */
export async function removeSockets(folder: string): Promise<void> {
  for (const name of [`.s.PGSQL.${SOCKET_PORT}`, `.s.PGSQL.${SOCKET_PORT}.lock`])
    await rm(join(folder, name), { force: true });
}
