import { setTimeout as sleep } from 'node:timers/promises';
import { type KeyKind, PhoneConnection, phoneTls } from './connection.ts';
import type { LoadPhone } from './phones.ts';
import { errorWord, type Script, ScriptRunner } from './script.ts';

/** Load in which as many phones as there are connections call one after the other. */
export interface ClosedLoop {
  readonly port: number;
  readonly script: Script;
  /** `new`: each dialogue over a connection of its own, without resumption; `kept`: all over one each. */
  readonly connecting: 'new' | 'kept';
  readonly keyKind: KeyKind;
  readonly connections: number;
  readonly seconds: number;
  /** Gives the phone of the next dialogue; no phone is in two dialogues at once. */
  readonly nextPhone: (connection: number) => LoadPhone;
  /** Content of the changing items of the next dialogue. */
  readonly nextCounters?: () => { readonly startUp?: number; readonly inventory?: number };
  readonly constantAnswer?: boolean;
}

export interface LoadResult {
  /** Dialogues led to their end. */
  readonly units: number;
  readonly elapsedMs: number;
  /** Of whole dialogues, connecting included. */
  readonly latenciesMs: readonly number[];
  /** How often what went wrong. */
  readonly errors: ReadonlyMap<string, number>;
}

/** An answer that takes longer is an error: nothing waits for ever. */
const GRACE_MS = 10_000;
const PAUSE_AFTER_ERROR_MS = 20;

export async function runClosedLoop(load: ClosedLoop): Promise<LoadResult> {
  const tls = phoneTls(load.keyKind);
  const latenciesMs: number[] = [];
  const errors = new Map<string, number>();
  const open = new Set<PhoneConnection>();
  const startMs = performance.now();
  const endMs = startMs + load.seconds * 1_000;
  const guard = setTimeout(
    () => {
      for (const connection of open) connection.abort('no answer in time');
    },
    load.seconds * 1_000 + GRACE_MS,
  );

  const callAllTheTime = async (number: number): Promise<void> => {
    const runner = new ScriptRunner(load.script, { constantAnswer: load.constantAnswer ?? false });
    let connection: PhoneConnection | undefined;
    const hangUp = () => {
      if (connection === undefined) return;
      connection.close();
      open.delete(connection);
      connection = undefined;
    };
    while (performance.now() < endMs) {
      const phone = load.nextPhone(number);
      const beganMs = performance.now();
      try {
        connection ??= await PhoneConnection.open(load.port, tls);
        open.add(connection);
        await runner.run(connection, phone, load.nextCounters?.() ?? {}, beganMs);
        latenciesMs.push(performance.now() - beganMs);
        if (load.connecting === 'new') hangUp();
      } catch (error) {
        const word = errorWord(error);
        errors.set(word, (errors.get(word) ?? 0) + 1);
        hangUp();
        await sleep(PAUSE_AFTER_ERROR_MS);
      }
    }
    hangUp();
  };
  await Promise.all(Array.from({ length: load.connections }, (_, number) => callAllTheTime(number)));
  clearTimeout(guard);
  return { units: latenciesMs.length, elapsedMs: performance.now() - startMs, latenciesMs, errors };
}
