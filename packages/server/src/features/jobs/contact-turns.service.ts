import type { ClientBase } from 'pg';
import { getJobSettings } from '../settings/index.ts';
import { findClientsToAsk } from '../values/index.ts';
import {
  countContactPlaces,
  countUnderWay,
  findPlacesToAsk,
  holdContactPlaces,
} from './contact-places.queries.ts';
import { type ContactLimits, ContactRoom, chooseInTurn } from './contact-room.ts';
import { findDueClients } from './due-targets.queries.ts';

/** Clients that are enqueued in one go. */
const MAX_DUE = 2_000;
/** With a limit per subnet, so many times more are looked at: some are passed over. */
const SPREAD = 4;

/**
 * Whose turn it is to be asked to call: as many as there is room for, the jobs by turns. Values that are due without a job are one job
 * more.
 */
export async function findClientsInTurn(tx: ClientBase, limits: ContactLimits, now: Date): Promise<string[]> {
  const room = new ContactRoom(limits, await countContactPlaces(tx, now));
  const most = Math.min(MAX_DUE, room.free ?? MAX_DUE);
  if (most === 0) return [];
  const bySubnet = limits.maxContactsPerSubnet !== null;
  const offered = most * (bySubnet ? SPREAD : 1);
  const underWay = await countUnderWay(tx);
  const jobs = await findDueClients(tx, now, offered);
  const due = [
    { underWay: underWay.get(null) ?? 0, clientIds: await findClientsToAsk(tx, now, offered) },
    ...jobs.map(({ jobId, clientIds }) => ({ underWay: underWay.get(jobId) ?? 0, clientIds })),
  ];
  const places = bySubnet
    ? await findPlacesToAsk(tx, [...new Set(due.flatMap(({ clientIds }) => clientIds))])
    : [];
  const placeOf = new Map(places.map((place) => [place.clientId, place]));
  const lanes = due.map((lane) => ({
    underWay: lane.underWay,
    due: lane.clientIds.flatMap((clientId) =>
      bySubnet ? (placeOf.get(clientId) ?? []) : { clientId, address: '' },
    ),
  }));
  return chooseInTurn(lanes, room, most);
}

/**
 * Those of the clients that may be asked now, with their subnets; the others stay due until it is their turn. Their places are
 * held for this transaction, and are to be taken in it.
 */
export async function admitContacts(
  tx: ClientBase,
  clientIds: readonly string[],
  now: Date,
): Promise<Map<string, string>> {
  const limits = await getJobSettings(tx);
  await holdContactPlaces(tx);
  const room = new ContactRoom(limits, await countContactPlaces(tx, now));
  const places = await findPlacesToAsk(tx, clientIds);
  return new Map(
    places.flatMap((place) => (room.enter(place) ? [[place.clientId, room.subnetOf(place.address)]] : [])),
  );
}
