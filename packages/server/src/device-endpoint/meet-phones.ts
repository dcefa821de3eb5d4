import type { Pool } from 'pg';
import { forgetHeld } from '../features/acceptance/index.ts';
import { type ProfiledContact, type StoredProfile, storeProfiles } from '../features/clients/index.ts';
import { type NewNotification, raiseNotifications } from '../features/notifications/index.ts';
import {
  findMatches,
  type Match,
  type Recognized,
  recognizeCallers,
} from '../features/plug-and-play/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import { inTransaction } from '../infra/db/index.ts';
import type { EventHub } from '../infra/events/index.ts';

export interface MeetDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
}

/** A phone that is new, or says something new of itself. */
export interface PhoneToMeet extends ProfiledContact {
  /** It had to wait until somebody approved it. */
  readonly heldBefore?: boolean;
}

/** A phone whose profile is stored. */
export interface MetPhone extends StoredProfile {
  /** It was recognized, so that there may be work for it. */
  readonly recognized: boolean;
}

/** More new phones than this in one batch are told as a number: their names would push out all other notifications. */
const MAX_NAMED = 3;

const nobody: Recognized = { byClient: new Map(), jobIds: [], news: [] };

/**
 * Stores the profiles of phones that are new or say something new of themselves. Those that were prepared for get what was
 * prepared in the same transaction: a phone that is known once does not come this way again. Administrators are told of phones
 * that are new, recognized, or call from a new address.
 */
export async function meetPhones(deps: MeetDeps, contacts: readonly PhoneToMeet[]): Promise<MetPhone[]> {
  const { pool, clock, events } = deps;
  const now = clock.now();
  const matches = await findMatches(
    pool,
    contacts.map(({ deviceId, profile }) => ({ deviceId, e164: profile.e164 })),
  );
  const { stored, recognized } =
    matches.size === 0
      ? { stored: await storeProfiles(pool, contacts, now), recognized: nobody }
      : await storeAndRecognize(pool, contacts, matches, now);
  const heldBefore = contacts.filter((contact) => contact.heldBefore === true);
  await forgetHeld(
    pool,
    heldBefore.map(({ deviceId }) => deviceId),
  );
  if (heldBefore.length > 0) events.changed('heldPhones', 'all');
  const news = [...newsOf(contacts, stored, recognized), ...recognitionNews(recognized)];
  if ((await raiseNotifications(pool, news, now)) > 0) events.changed('notifications', 'all');
  if (recognized.byClient.size > 0) {
    events.changed(
      'plugAndPlay',
      [...recognized.byClient.values()].map(({ id }) => id),
    );
  }
  if (recognized.jobIds.length > 0) events.changed('jobs', recognized.jobIds);
  return stored.map((row) => ({ ...row, recognized: recognized.byClient.has(row.clientId) }));
}

function storeAndRecognize(
  pool: Pool,
  contacts: readonly ProfiledContact[],
  matches: ReadonlyMap<number, Match>,
  now: Date,
): Promise<{ stored: StoredProfile[]; recognized: Recognized }> {
  return inTransaction(pool, async (tx) => {
    const stored = await storeProfiles(tx, contacts, now);
    const callers = [...matches].flatMap(([place, match]) => {
      const contact = contacts[place];
      const row = stored[place];
      if (contact === undefined || row === undefined) return [];
      const { deviceId, address, profile } = contact;
      return [
        { ...match, clientId: row.clientId, deviceId, address, e164: profile.e164, model: profile.model },
      ];
    });
    return { stored, recognized: await recognizeCallers(tx, callers, now) };
  });
}

function newsOf(
  contacts: readonly ProfiledContact[],
  stored: readonly StoredProfile[],
  recognized: Recognized,
): NewNotification[] {
  const isUnexpected = ({ registered, clientId }: StoredProfile) =>
    registered && !recognized.byClient.has(clientId);
  const registered = stored.filter(isUnexpected).length;
  const isStorm = registered > MAX_NAMED;
  const news = contacts.flatMap(({ profile, address }, position): NewNotification[] => {
    const row = stored[position];
    if (row === undefined) return [];
    const { clientId, previousAddress } = row;
    const { deviceId, e164, model } = profile;
    if (isUnexpected(row)) {
      if (isStorm) return [];
      const params = { deviceId, e164, model, address };
      return [{ kind: 'client.registered', clientId, params, dedupeKey: clientId }];
    }
    if (!row.newAddress) return [];
    const params = { deviceId, e164, address, previousAddress };
    return [{ kind: 'client.new_address', clientId, params, dedupeKey: `${clientId} ${address}` }];
  });
  if (isStorm) {
    news.push({ kind: 'client.registered_many', params: { count: registered }, dedupeKey: '' });
  }
  return news;
}

/** Many that go as expected are told as a number; what was not expected is always told. */
function recognitionNews({ news }: Recognized): NewNotification[] {
  const expected = news.filter(({ kind }) => kind === 'client.recognized');
  if (expected.length <= MAX_NAMED) return [...news];
  return [
    ...news.filter(({ kind }) => kind !== 'client.recognized'),
    { kind: 'client.recognized_many', params: { count: expected.length }, dedupeKey: '' },
  ];
}
