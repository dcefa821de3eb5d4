import type { Item } from '@deskfleet/protocol';
import { toDeploymentItems } from './deployment.ts';
import { type WriteOutcome, withStatus } from './item-store.ts';
import type { MachineHost } from './machine-host.ts';
import { isContainer } from './mobility.ts';
import type { PhoneMemory } from './phone-memory.ts';

/** Everything the phone reports of itself (reference, section 10: ReadAllItems). */
export function readAllItems(host: MachineHost): Item[] {
  return [...host.store.listAll(), ...toDeploymentItems(host.files.files, true)];
}

/** What the phone answers to ReadItems: values, or a status for each item without one. */
export function readItems(host: MachineHost, requests: readonly Item[]): Item[] {
  return requests.flatMap((request) => {
    if (isContainer(request.name)) return readContainer(host, request);
    if (!request.name.startsWith('file-deployment-')) return host.store.read(request);
    const told = toDeploymentItems(host.files.files, true).filter((item) => item.name === request.name);
    return request.index === undefined ? told : told.filter((item) => item.index === request.index);
  });
}

/**
 * Carries out WriteItems.
 * @returns the refused items with the phone's words; everything else is stored
 */
export function writeItems(
  host: MachineHost,
  items: readonly Item[],
  dialogue: number,
  memory: PhoneMemory,
): Item[] {
  const refused: Item[] = [];
  for (const item of items) {
    const refusal = host.findRefusal(item);
    const { status, repeated } =
      refusal === undefined ? write(host, item) : { status: refusal, repeated: false };
    if (status === undefined) memory.dropChange(item);
    else refused.push(withStatus(item.name, item.index, status));
    host.onItem(item, dialogue, status, repeated);
  }
  return refused;
}

/** Parts of a container that have something in them; of an empty one that it is empty. */
function readContainer(host: MachineHost, request: Item): Item[] {
  const parts = host.store.read(request).filter((item) => item.value !== '' || item.status !== undefined);
  return parts.length > 0 ? parts : [{ name: request.name, value: '' }];
}

/** The state of mobility can be written only where mobility is enabled; for everybody else it is the phone's own word. */
function write(host: MachineHost, item: Item): WriteOutcome {
  if (item.name !== 'sip-mobility-state') return host.store.write(item);
  return host.mobility.writeState(item.value)
    ? { repeated: false }
    : { status: 'read only', repeated: false };
}
