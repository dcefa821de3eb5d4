import type { Item } from '@deskfleet/protocol';
import { type ArrivedContact, type KnownClient, profileHash, profileOf } from '../features/clients/index.ts';
import { asksForUser, LOGGED_OFF, readMobilityWords } from '../features/users/index.ts';
import type { Logger } from '../infra/log/index.ts';
import type { Admission } from './admission.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import type { SharedRoundTrips } from './shared-round-trips.ts';

export interface RecordContactDeps {
  readonly shared: Pick<SharedRoundTrips, 'contacts' | 'profiles'>;
  readonly admission: Admission;
  readonly log: Logger;
  /** Called before an unknown phone is met: waits until there is less to do. */
  readonly stand: () => Promise<void> | undefined;
}

/**
 * Records the contact; a phone that is new or says something new of itself is stored with its profile. Undefined for an unknown
 * phone that may not register (yet).
 */
export async function recordContact(
  { shared, admission, log, stand }: RecordContactDeps,
  { decoded, address }: ArrivedMessage,
  deviceId: string,
): Promise<Omit<KnownClient, 'unchanged'> | undefined> {
  const { items, reason } = decoded.message;
  const contact: ArrivedContact = { deviceId, profileHash: profileHash(items, address), reason, address };
  const { known } = await shared.contacts.add(contact);
  if (known?.unchanged === true) return known;
  // Who asks for a user tells what the phone shall become; it is stored when it says that it is so.
  const asks = asksForUser(readMobilityWords(reason, items));
  if (asks && known !== null) return known;

  if (known === null) await stand();
  const profile = profileOf(deviceId, asks ? withoutUser(items) : items);
  const admitted = known === null ? await admission.admit({ deviceId, address, profile }) : 'at-once';
  if (admitted === 'no') return undefined;
  const stored = await shared.profiles.add({ ...contact, profile, heldBefore: admitted === 'held-before' });
  if (stored.registered) log.info({ deviceId, address }, 'a new client registered');
  return {
    clientId: stored.clientId,
    hasInventory: known?.hasInventory ?? false,
    inventoryHash: known?.inventoryHash ?? null,
    hasWork: stored.mayHaveWork || (known?.hasWork ?? false),
    hasDialogue: known?.hasDialogue ?? false,
    hasUser: known?.hasUser ?? false,
    contactRequestedAt: known?.contactRequestedAt ?? null,
    contactRequestedAddress: known?.contactRequestedAddress ?? null,
    softwareChanged: stored.softwareChanged,
  };
}

/** What a phone says of itself that asks for a user: it has none yet. */
function withoutUser(items: readonly Item[]): Item[] {
  const own = items.find(({ name }) => name === 'basic-e164')?.value ?? '';
  return items.map((item) =>
    item.name === 'e164'
      ? { ...item, value: own }
      : item.name === 'sip-mobility-state'
        ? { ...item, value: LOGGED_OFF }
        : item,
  );
}
