import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { type NodeInputs, type RunningNode, startNode } from '../app.ts';
import { loadConfig } from '../infra/config/index.ts';
import { createLogger, type Logger, type LogLevel } from '../infra/log/index.ts';

/** What the primary process hands to a worker; over their channel, so that the secrets stand in no environment. */
interface Assignment {
  readonly kind: 'start';
  readonly databaseUrl: string;
  readonly secretKey: string;
  readonly version: string;
}

type FromWorker =
  | { readonly kind: 'ready'; readonly ports: RunningNode['ports'] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'log-level'; readonly level: LogLevel };

/** A worker could not be started. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

const RESTART_AFTER_MS = 1_000;

/**
 * Runs several processes that serve, all on the same ports (`DESKFLEET_WORKERS`). A worker that dies is replaced; what it
 * was doing is finished by another one, because nothing is kept in a process alone.
 */
export async function startWorkers(inputs: NodeInputs): Promise<RunningNode> {
  const { log, config } = inputs;
  const state = { stopping: false };
  const start = async (): Promise<RunningNode['ports']> => {
    const worker = cluster.fork();
    const ports = await assign(worker, inputs);
    worker.once('exit', (code, signal) => {
      if (state.stopping) return;
      log.error({ code, signal }, 'a worker ended by itself and is replaced');
      const again = () => {
        if (state.stopping) return;
        start().catch((error: unknown) => {
          log.error({ err: error }, 'a worker could not be replaced yet');
          setTimeout(again, RESTART_AFTER_MS);
        });
      };
      setTimeout(again, RESTART_AFTER_MS);
    });
    return ports;
  };
  const [ports] = await Promise.all(Array.from({ length: config.workers }, start));
  if (ports === undefined) throw new WorkerError('no worker was started');
  return {
    ports,
    stop: async () => {
      state.stopping = true;
      await Promise.all(
        Object.values(cluster.workers ?? {}).map((worker) => worker && stopWorker(worker, log)),
      );
    },
  };
}

async function assign(worker: Worker, inputs: NodeInputs): Promise<RunningNode['ports']> {
  const assignment: Assignment = {
    kind: 'start',
    databaseUrl: inputs.databaseUrl,
    secretKey: Buffer.from(inputs.secretKey).toString('base64'),
    version: inputs.version,
  };
  worker.send(assignment);
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'ready') resolve(message.ports);
      else if (message.kind === 'failed') reject(new WorkerError(message.message));
      // The primary process looks into no settings.
      else inputs.log.level = message.level;
    });
    worker.once('exit', (code) =>
      reject(new WorkerError(`a worker ended with code ${code} before it was ready`)),
    );
  });
}

async function stopWorker(worker: Worker, log: Logger): Promise<void> {
  const gone = once(worker, 'exit');
  worker.send({ kind: 'stop' });
  const limit = setTimeout(() => {
    log.warn('a worker did not stop in time');
    worker.kill('SIGKILL');
  }, 7_000);
  await gone;
  clearTimeout(limit);
}

/** A worker's life: it waits for its assignment, serves, and ends with the primary process at the latest. */
export async function runWorker(): Promise<void> {
  // Ctrl+C reaches the whole group; the primary process decides when a worker stops.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => {});
  // What is written to a primary process that has just ended fails: then there is nothing left to serve for.
  cluster.worker?.once('error', () => process.exit(1));
  const assignment = await new Promise<Assignment>((resolve) => {
    process.once('message', (message: Assignment) => resolve(message));
  });
  const config = loadConfig(process.env);
  const log = createLogger(config.logLevel);
  let node: RunningNode;
  try {
    node = await startNode({
      config,
      databaseUrl: assignment.databaseUrl,
      secretKey: Buffer.from(assignment.secretKey, 'base64'),
      version: assignment.version,
      log,
      onLogLevel: (level) => tell({ kind: 'log-level', level }),
    });
  } catch (error) {
    log.error({ err: error }, 'a worker could not start');
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    process.exit(1);
  }
  const end = async () => {
    await node.stop();
    process.exit(0);
  };
  process.on('message', (message: { kind: string }) => {
    if (message.kind === 'stop') void end();
  });
  process.once('disconnect', () => void end());
  tell({ kind: 'ready', ports: node.ports });
}

function tell(message: FromWorker): void {
  process.send?.(message);
}
