import type { ClientBase, Pool } from 'pg';
import { forgetHeld } from '../features/acceptance/index.ts';
import { type ProfiledContact, type StoredProfile, storeProfiles } from '../features/clients/index.ts';
import { callerPatience, followClients } from '../features/groups/index.ts';
import { type NewNotification, raiseNotifications } from '../features/notifications/index.ts';
import {
  findMatches,
  type Match,
  type Recognized,
  recognizeCallers,
} from '../features/plug-and-play/index.ts';
import { assignOnRegistration } from '../features/templates/index.ts';
import { markValuesDue } from '../features/values/index.ts';
import type { CatalogInUse } from '../infra/catalog/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import { inTransaction } from '../infra/db/index.ts';
import type { EventHub } from '../infra/events/index.ts';

export interface MeetDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly catalog: CatalogInUse;
}

/** A phone that is new, or says something new of itself. */
export interface PhoneToMeet extends ProfiledContact {
  /** It had to wait until somebody approved it. */
  readonly heldBefore?: boolean;
}

/** A phone whose profile is stored. */
export interface MetPhone extends StoredProfile {
  /** There may be work for it since then: what was prepared for it, or what templates want. */
  readonly mayHaveWork: boolean;
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
  const { stored, recognized, withValues } = await inTransaction(pool, async (tx) => {
    const stored = await storeProfiles(tx, contacts, now);
    const recognized = await recognize(tx, contacts, stored, matches, now);
    return { stored, recognized, withValues: await assignTemplates(tx, deps, stored, recognized, now) };
  });
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
  return stored.map((row) => ({
    ...row,
    mayHaveWork: recognized.byClient.has(row.clientId) || withValues.has(row.clientId),
  }));
}

async function recognize(
  tx: ClientBase,
  contacts: readonly ProfiledContact[],
  stored: readonly StoredProfile[],
  matches: ReadonlyMap<number, Match>,
  now: Date,
): Promise<Recognized> {
  if (matches.size === 0) return nobody;
  const callers = [...matches].flatMap(([place, match]) => {
    const contact = contacts[place];
    const row = stored[place];
    if (contact === undefined || row === undefined) return [];
    const { deviceId, address, profile } = contact;
    return [
      { ...match, clientId: row.clientId, deviceId, address, e164: profile.e164, model: profile.model },
    ];
  });
  return recognizeCallers(tx, callers, now);
}

/**
 * Gives new phones the templates that are there for them, and lets the groups of all follow what they say. Also in the transaction
 * of the registration: none is ever registered without.
 *
 * @returns clients on which values have become due
 */
async function assignTemplates(
  tx: ClientBase,
  { catalog }: Pick<MeetDeps, 'catalog'>,
  stored: readonly StoredProfile[],
  { byClient }: Recognized,
  now: Date,
): Promise<Set<string>> {
  const context = { catalog: catalog.current(), by: null, now };
  const registrations = stored
    .filter(({ registered, clientId }) => registered || byClient.has(clientId))
    .map(({ clientId }) => ({ clientId, templateId: byClient.get(clientId)?.templateId ?? null }));
  const keys = await assignOnRegistration(tx, registrations, context);
  const nextAttemptAt = callerPatience(now);
  await markValuesDue(tx, keys, nextAttemptAt);
  const clientIds = stored.map(({ clientId }) => clientId);
  const followed = await followClients(tx, { clientIds, nextAttemptAt }, context);
  return new Set([...keys.keys(), ...followed]);
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
