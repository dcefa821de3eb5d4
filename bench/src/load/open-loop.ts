import { type KeyKind, PhoneConnection, phoneTls } from './connection.ts';
import type { LoadPhone } from './phones.ts';
import { errorWord, type Script, ScriptRunner } from './script.ts';

/** Load that comes at a fixed rate, whatever the server does: what waits because the server is slow counts as latency. */
export interface OpenLoop {
  readonly port: number;
  readonly script: Script;
  readonly keyKind: KeyKind;
  readonly connections: number;
  readonly seconds: number;
  /** Dialogues that begin in a second. */
  readonly rate: number;
  readonly nextPhone: (connection: number) => LoadPhone;
  readonly nextCounters?: () => { readonly startUp?: number; readonly inventory?: number };
}

export interface OpenLoopResult {
  readonly units: number;
  /**
   * By place of the message in the dialogue: the first one from the moment at which it was to be sent, the others from the
   * answer before.
   */
  readonly latenciesMs: readonly (readonly number[])[];
  readonly errors: ReadonlyMap<string, number>;
}

const GRACE_MS = 10_000;

export async function runOpenLoop(load: OpenLoop): Promise<OpenLoopResult> {
  const tls = phoneTls(load.keyKind);
  const latenciesMs: number[][] = load.script.steps.map(() => []);
  const errors = new Map<string, number>();
  const count = (error: unknown) => {
    const word = errorWord(error);
    errors.set(word, (errors.get(word) ?? 0) + 1);
  };
  const connections = await Promise.all(
    Array.from({ length: load.connections }, () => PhoneConnection.open(load.port, tls)),
  );
  const onAnswer = (step: number, ms: number) => void latenciesMs[step]?.push(ms);
  const idle = connections.map((connection, number) => ({
    connection,
    number,
    runner: new ScriptRunner(load.script, { onAnswer }),
  }));
  const total = Math.floor(load.rate * load.seconds);
  const startMs = performance.now();
  const running = new Set<Promise<void>>();
  let begun = 0;
  let units = 0;

  const beginDue = () => {
    while (begun < total && idle.length > 0) {
      const dueMs = startMs + (begun / load.rate) * 1_000;
      if (dueMs > performance.now()) return;
      const phone = idle.shift();
      if (phone === undefined) return;
      begun += 1;
      const dialogue = phone.runner
        .run(phone.connection, load.nextPhone(phone.number), load.nextCounters?.() ?? {}, dueMs)
        .then(() => {
          units += 1;
        }, count)
        .finally(() => {
          running.delete(dialogue);
          // A connection that broke is not used again.
          if (phone.connection.isUsable) idle.push(phone);
          beginDue();
        });
      running.add(dialogue);
    }
  };
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      beginDue();
      const isLate = performance.now() > startMs + load.seconds * 1_000 + GRACE_MS;
      if (begun < total && !isLate) return;
      clearInterval(timer);
      resolve();
    }, 1);
  });
  const guard = setTimeout(() => {
    for (const connection of connections) connection.abort('no answer in time');
  }, GRACE_MS);
  await Promise.all(running);
  clearTimeout(guard);
  if (begun < total) errors.set('not sent at all', total - begun);
  for (const connection of connections) connection.close();
  return { units, latenciesMs, errors };
}
