import type { Environment } from '../environment.ts';
import { FEW_CLIENTS } from '../environment.ts';
import { type ClosedLoop, runClosedLoop } from '../load/closed-loop.ts';
import { randomKnownPhones } from '../load/phone-picker.ts';
import type { Contender } from '../measure/rounds.ts';

/** Phones that call at the same time. */
export const CONNECTIONS = 64;

/** A load without what follows from the server it is put on. */
export type Load = Pick<ClosedLoop, 'script' | 'connecting' | 'keyKind' | 'nextCounters'>;

/** The servers that a row compares, in the order of their turns. */
export async function contendersFor(
  environment: Environment,
  names: readonly ('bare' | 'floor' | 'ours')[],
  load: Load,
): Promise<Contender[]> {
  const contenders: Contender[] = [];
  for (const name of names) {
    contenders.push(
      name === 'ours'
        ? await ourContender(environment, 'ours', FEW_CLIENTS, load)
        : await referenceContender(environment, name, load),
    );
  }
  return contenders;
}

async function referenceContender(
  environment: Environment,
  name: 'bare' | 'floor',
  load: Load,
): Promise<Contender> {
  const { pid, port } = await environment.reference(name);
  const nextPhone = randomKnownPhones(FEW_CLIENTS, CONNECTIONS);
  return {
    name,
    pid,
    load: (seconds) =>
      runClosedLoop({
        ...load,
        port,
        seconds,
        nextPhone,
        connections: CONNECTIONS,
        constantAnswer: name === 'bare',
      }),
  };
}

/** Our server with a fleet of this many clients, which call in no order. */
export async function ourContender(
  environment: Environment,
  name: string,
  clients: number,
  load: Load & Partial<Pick<ClosedLoop, 'nextPhone'>>,
): Promise<Contender> {
  const installation = await environment.installation(clients);
  const { pid, postmasterPid, phonePort: port } = installation;
  const nextPhone = load.nextPhone ?? randomKnownPhones(clients, CONNECTIONS);
  return {
    name,
    pid,
    postmasterPid,
    load: (seconds) => runClosedLoop({ ...load, port, seconds, nextPhone, connections: CONNECTIONS }),
  };
}

let counter = 0;

/** Counters that change with every dialogue, so that no inventory is that of the last time. */
export function changingInventories(): { inventory: number } {
  counter += 1;
  return { inventory: counter };
}
