import { DatabaseError } from 'pg';
import { type NodeInputs, prepareDatabase, type RunningNode, startNode } from '../app.ts';
import type { Config } from '../infra/config/index.ts';
import { openDataFolder } from '../infra/data-folder/index.ts';
import { type DatabaseServer, startDatabaseServer } from '../infra/database-server/index.ts';
import { isDatabaseUnavailable } from '../infra/db/index.ts';
import type { Logger } from '../infra/log/index.ts';
import { readyLine } from './ready-line.ts';
import { startWorkers } from './workers.ts';

/** The external database cannot be used; the message is one sentence for the operator. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

export interface RunningServer {
  /** Resolves, with a reason for the log, when the server cannot go on. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts everything: the data folder, the embedded database unless there is an external one, and one or several processes
 * that serve. Prints the ready line at the end.
 *
 * @throws ConfigError, DataFolderError, DatabaseServerError, DatabaseUrlError, MigrationError, ListenError, WorkerError, each
 *   with one sentence for the operator
 */
export async function serve(config: Config, version: string, log: Logger): Promise<RunningServer> {
  const folder = await openDataFolder(config.dataFolder, { version });
  let database: DatabaseServer | undefined;
  let node: RunningNode | undefined;
  const stop = async (): Promise<void> => {
    await node?.stop();
    await database?.stop();
    folder.release();
  };
  try {
    const secretKey = config.secretKey ?? (await folder.readSecretKey());
    if (config.databaseUrl === undefined) {
      database = await startDatabaseServer(await folder.subfolder('postgres'), {
        ownFolders: [folder.path],
        log: (line) => log.debug({ line }, 'postgres'),
      });
    }
    const databaseUrl = config.databaseUrl ?? database?.url ?? '';
    // The embedded database is locked with the data folder.
    const isOnlyNode = config.databaseUrl === undefined && config.workers === 1;
    const inputs: NodeInputs = { config, databaseUrl, secretKey, version, log, isOnlyNode };
    await prepareDatabase(inputs).catch((error: unknown) => {
      throw config.databaseUrl === undefined ? error : unusableDatabase(error);
    });
    node = config.workers > 1 ? await startWorkers(inputs) : await startNode(inputs);
    process.stdout.write(`${readyLine(config, node.ports, version)}\n`);
    return { broken: brokenDatabase(database), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the operator has to know when the database that he named does not let us in; it says nothing of the password. */
function unusableDatabase(error: unknown): unknown {
  const isRefused = error instanceof DatabaseError && /^(28|3D|42501)/.test(error.code ?? '');
  if (!isRefused && !isDatabaseUnavailable(error)) return error;
  const { message, code } = error as NodeJS.ErrnoException;
  const why = message === '' ? code : message;
  return new DatabaseUrlError(`The database of DESKFLEET_DATABASE_URL cannot be used: ${why}.`, {
    cause: error,
  });
}

async function brokenDatabase(database: DatabaseServer | undefined): Promise<string> {
  if (database === undefined) return new Promise(() => {});
  const exit = await database.exited;
  return exit.requested ? new Promise(() => {}) : exit.description;
}
