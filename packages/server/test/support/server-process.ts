import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program of ours in a process of its own, which prints one line of JSON for everything that happens to it. */
export interface ServerProcess {
  readonly pid: number;
  /**
   * The next event of one of these names (`{ event: name }` or `{ [name]: true }`); throws when the process ends before, with what it
   * wrote to standard error.
   */
  next(...names: readonly string[]): Promise<Record<string, unknown>>;
  /** What it has written to standard error. */
  readonly errors: () => string;
  signal(signal: NodeJS.Signals): void;
  /** Ends it without any farewell, and waits until it is gone. */
  kill(): Promise<void>;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

export interface ServerProcessOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Runs it as another user; for tests that run as root. */
  readonly uid?: number | undefined;
  readonly gid?: number | undefined;
  /** Command and arguments that start it instead of starting it directly. */
  readonly wrapper?: readonly string[];
}

export function startServerProcess(
  file: string,
  args: readonly string[],
  options: ServerProcessOptions = {},
): ServerProcess {
  const [command = process.execPath, ...rest] = [...(options.wrapper ?? []), process.execPath, file, ...args];
  const child = spawn(command, rest, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  const events: Record<string, unknown>[] = [];
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => events.push(parse(line)));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ?? code ?? -1));
  });
  ended.catch(() => {});
  return {
    pid: child.pid ?? -1,
    ended,
    errors: () => errors,
    next: (...names) => waitFor(child, events, names, () => errors),
    signal: (signal) => void child.kill(signal),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function waitFor(
  child: ChildProcess,
  events: Record<string, unknown>[],
  names: readonly string[],
  errors: () => string,
): Promise<Record<string, unknown>> {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(10)) {
    const index = events.findIndex((one) =>
      names.some((name) => one['event'] === name || one[name] === true),
    );
    if (index >= 0) return events.splice(index, 1)[0] ?? {};
    // Its last lines may arrive after it has ended.
    if ((child.exitCode ?? child.signalCode) !== null && child.stdout?.readableEnded !== false) break;
  }
  throw new Error(`No "${names.join('" or "')}", only ${JSON.stringify(events)} and: ${errors()}`);
}

function parse(line: string): Record<string, unknown> {
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null ? { ...value } : { value };
}
