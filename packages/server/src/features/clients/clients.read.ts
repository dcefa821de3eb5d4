import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ClientSelection, ClientState } from './client-selection.schema.ts';
import { hasPolled, narrowed } from './narrowed-clients.ts';

/** What every view of a client shows of it. */
export const columns = [
  'clients.id',
  'clients.e164',
  'clients.basicE164',
  'clients.deviceType',
  'clients.model',
  'clients.deviceId',
  'clients.softwareType',
  'clients.softwareVersion',
  'clientContacts.address',
  'clients.contactMeUri',
  'clients.firstSeenAt',
  'clientContacts.lastContactAt',
  'clientContacts.lastContactReason',
  'clients.mobilityEnabled',
  'clients.mobilityState',
  'clients.partNumber',
  'clients.keyModules',
  'clients.backlightType',
  'clients.gigabitEthernet',
  hasPolled.as('hasPolled'),
] as const;

/** Groups, the mobile user, and how much is open or off on a client; computed only for the rows that are shown. */
export const counts = [
  sql<{ id: string; name: string }[]>`coalesce((
    select jsonb_agg(jsonb_build_object('id', g.id::text, 'name', g.name) order by g.ranking, lower(g.name))
    from group_members m join groups g on g.id = m.group_id where m.client_id = clients.id
  ), '[]')`.as('groups'),
  sql<string | null>`(select u.id from users u where u.client_id = clients.id and u.confirmed)`.as('userId'),
  sql<Date | null>`(select u.logged_on_at from users u where u.client_id = clients.id and u.confirmed)`.as(
    'userSince',
  ),
  sql<number>`(select count(*)::int from job_targets t where t.client_id = clients.id and t.open)`.as(
    'openTargets',
  ),
  sql<number>`(select count(*)::int from effective_values v where v.client_id = clients.id and v.drift)`.as(
    'driftCount',
  ),
  sql<number>`(select count(*)::int from effective_values v where v.client_id = clients.id and v.refused_status is not null)`.as(
    'refusedCount',
  ),
] as const;

export async function findClient(db: Db, id: string) {
  const row = await db
    .selectFrom('clients')
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .innerJoin('clientBasicItems', 'clientBasicItems.clientId', 'clients.id')
    .select([...columns, 'clientBasicItems.items as basicItems', 'clientContacts.inventoryAt'])
    .select([...counts])
    .where('clients.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const addresses = await db
    .selectFrom('clientAddresses')
    .select(['address', 'firstSeenAt', 'lastSeenAt'])
    .where('clientId', '=', id)
    .orderBy('lastSeenAt', 'desc')
    .limit(50)
    .execute();
  return { ...row, addresses };
}

/**
 * Ids of the selected clients that exist, in the order of their ids.
 *
 * @throws AppError `client.selection_grown` when more match now than somebody confirmed: nothing happens to a client unseen
 */
export async function findSelectedClients(db: Db, selection: ClientSelection): Promise<string[]> {
  const query = db.selectFrom('clients').select('clients.id').orderBy('clients.id');
  if ('ids' in selection) {
    const rows = await query.where('clients.id', '=', sql<string>`any(${selection.ids}::bigint[])`).execute();
    return rows.map((row) => row.id);
  }
  const rows = await narrowed(query, selection.filter).execute();
  const { confirmedCount = rows.length } = selection;
  if (rows.length > confirmedCount) {
    const text = {
      en: `There are ${rows.length} clients that match now, ${rows.length - confirmedCount} more than the ${confirmedCount} that were confirmed: look at the list and confirm again.`,
      de: `Jetzt passen ${rows.length} Telefone, ${rows.length - confirmedCount} mehr als die bestätigten ${confirmedCount}: Sehen Sie sich die Liste an und bestätigen Sie erneut.`,
    };
    throw new AppError('client.selection_grown', text.en, {
      errors: [{ field: 'clients.confirmedCount', message: text.en, text }],
    });
  }
  return rows.map((row) => row.id);
}

/** Counts for filters and the home page. */
export async function countClients(db: Db) {
  const [types, open, drift, refused] = await Promise.all([
    db
      .selectFrom('clients')
      .select(['model', 'softwareType', sql<number>`count(*)::int`.as('count')])
      .groupBy(['model', 'softwareType'])
      .execute(),
    countDistinct(db, 'open-work'),
    countDistinct(db, 'drift'),
    countDistinct(db, 'refused'),
  ]);
  return {
    deviceTypes: summed(types, (row) => row.model),
    softwareTypes: summed(types, (row) => row.softwareType),
    total: types.reduce((sum, row) => sum + row.count, 0),
    openWork: open,
    drift,
    refused,
  };
}

async function countDistinct(db: Db, state: ClientState): Promise<number> {
  const { count } = await narrowed(db.selectFrom('clients').select(sql<number>`count(*)::int`.as('count')), {
    state,
  }).executeTakeFirstOrThrow();
  return count;
}

function summed<Row extends { readonly count: number }>(rows: readonly Row[], typeOf: (row: Row) => string) {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(typeOf(row), (sums.get(typeOf(row)) ?? 0) + row.count);
  return [...sums].map(([type, count]) => ({ type, count })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** What of clients decides on the values that they can take, in the order of their ids; those that are gone are left out. */
export function findClientKinds(db: Db, ids: readonly string[]) {
  return db
    .selectFrom('clients')
    .select(['id', 'e164', 'basicE164', 'deviceId', 'softwareType', 'model', 'softwareVersion'])
    .select(['mobilityEnabled', 'mobilityState'])
    .where('id', '=', sql<string>`any(${ids}::bigint[])`)
    .orderBy('id')
    .execute();
}
