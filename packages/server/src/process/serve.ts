import { type NodeInputs, prepareDatabase, type RunningNode, startNode } from '../app.ts';
import type { Config } from '../infra/config/index.ts';
import { openDataFolder } from '../infra/data-folder/index.ts';
import { type DatabaseServer, startDatabaseServer } from '../infra/database-server/index.ts';
import type { Logger } from '../infra/log/index.ts';
import { readyLine } from './ready-line.ts';
import { startWorkers } from './workers.ts';

export interface RunningServer {
  /** Resolves, with a reason for the log, when the server cannot go on. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/**
 * Starts everything: the data folder, the embedded database unless there is an external one, and one or several processes
 * that serve. Prints the ready line at the end.
 *
 * @throws ConfigError, DataFolderError, DatabaseServerError, MigrationError, each with one sentence for the operator
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
    const inputs: NodeInputs = { config, databaseUrl, secretKey, version, log };
    await prepareDatabase(inputs);
    node = config.workers > 1 ? await startWorkers(inputs) : await startNode(inputs);
    process.stdout.write(`${readyLine(config, node.ports, version)}\n`);
    return { broken: brokenDatabase(database), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function brokenDatabase(database: DatabaseServer | undefined): Promise<string> {
  if (database === undefined) return new Promise(() => {});
  const exit = await database.exited;
  return exit.requested ? new Promise(() => {}) : exit.description;
}
