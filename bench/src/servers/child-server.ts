import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { BenchError } from '../bench-error.ts';

/** A server as a process of its own. */
export interface ChildServer {
  readonly pid: number;
  /** The first line of JSON that it printed. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** From its start to that line. */
  readonly startMs: number;
  /** Ends it properly and waits until it is gone. */
  stop(): Promise<void>;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
}

const READY_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 15_000;
const KEPT_LOG_LINES = 20;

/**
 * Starts a program and waits for the line of JSON that tells that it is ready.
 * @throws BenchError with the end of what it said on standard error
 */
export async function startChildServer(
  command: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ChildServer> {
  const [program = '', ...args] = command;
  const beganMs = performance.now();
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], env });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > KEPT_LOG_LINES) log.shift();
  });
  const gone = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const atExit = () => void child.kill('SIGKILL');
  process.once('exit', atExit);
  void gone.then(() => process.off('exit', atExit));

  const line = await readyLine(child);
  if (line === undefined) {
    child.kill('SIGKILL');
    throw new BenchError(`${command.join(' ')} did not become ready: ${log.join('\n')}`);
  }
  return {
    pid: child.pid ?? -1,
    ready: JSON.parse(line) as Record<string, unknown>,
    startMs: performance.now() - beganMs,
    stop: async () => {
      const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      child.kill('SIGTERM');
      await gone;
      clearTimeout(limit);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function readyLine(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined;
  const lines = createInterface({ input: child.stdout });
  const timer = AbortSignal.timeout(READY_LIMIT_MS);
  try {
    const [line] = (await Promise.race([
      once(lines, 'line', { signal: timer }),
      once(lines, 'close', { signal: timer }).then(() => [undefined]),
    ])) as [string | undefined];
    return line;
  } catch {
    return undefined;
  }
}
