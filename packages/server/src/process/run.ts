import cluster from 'node:cluster';
import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { ConfigError, loadConfig } from '../infra/config/index.ts';
import { DataFolderError } from '../infra/data-folder/index.ts';
import { DatabaseServerError } from '../infra/database-server/index.ts';
import { MigrationError } from '../infra/db/migrate.ts';
import { ListenError } from '../infra/http/listen.ts';
import { createLogger } from '../infra/log/index.ts';
import { DatabaseUrlError, type RunningServer, serve } from './serve.ts';
import { runWorker, WorkerError } from './workers.ts';

/** SIGTERM promises an end within 10 s; what is not done by then is finished by the next start. */
const STOP_LIMIT_MS = 9_000;

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLogger(config.logLevel);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };

  let server: RunningServer | undefined;
  let stopping = false;
  const stop = async (exitCode: number): Promise<void> => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(exitCode || 1), STOP_LIMIT_MS).unref();
    await server?.stop();
    process.exit(exitCode);
  };
  let stopRequested = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (!stopRequested) log.info({ signal }, 'stopping');
      stopRequested = true;
      if (server !== undefined) void stop(0);
    });
  }
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'an error was not handled'));

  server = await serve(config, version, log);
  log.info({ version }, 'ready');
  // Now, for the end has to be quick.
  flushCompileCache();
  if (stopRequested) return stop(0);
  const reason = await server.broken;
  log.fatal({ reason }, 'the server cannot go on');
  await stop(1);
}

/** Errors whose message is a sentence for the operator; anything else is a fault of ours and shows its origin. */
function isOperatorError(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof DataFolderError ||
    error instanceof DatabaseServerError ||
    error instanceof DatabaseUrlError ||
    error instanceof ListenError ||
    error instanceof WorkerError ||
    error instanceof MigrationError
  );
}

/** The life of a process of the server, whether it is the primary one or a worker. */
export async function run(): Promise<void> {
  try {
    await (cluster.isWorker ? runWorker() : main());
  } catch (error) {
    const text = isOperatorError(error)
      ? error.message
      : error instanceof Error
        ? error.stack
        : String(error);
    process.stderr.write(`Deskfleet did not start: ${text}\n`);
    process.exit(1);
  }
}
