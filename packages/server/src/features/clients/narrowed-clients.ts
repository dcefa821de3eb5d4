import { type ExpressionBuilder, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely';
import type { Database } from '../../infra/db/index.ts';
import type { AddressSpan } from './address-filter.ts';
import { addressesOf, type ClientFilter, versionLimitOf } from './client-filter.ts';
import { LOGGED_ON } from './client-profile.ts';
import type { AccessMode, ClientState, MobilityState } from './client-selection.schema.ts';

type ClientsQuery<Output> = SelectQueryBuilder<Database, 'clients', Output>;
type Where = ExpressionBuilder<Database, 'clients'>;

/** A phone that has not asked by DCMP for so long asks no more: polls are a day apart at most (guide 13.1). */
const POLLS_COUNT_HOURS = 48;

/** Narrows a query on clients; every word of the search and every filter has to hold. */
export function narrowed<Output>(query: ClientsQuery<Output>, filter: ClientFilter): ClientsQuery<Output> {
  let result = query;
  for (const word of (filter.search ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    result = result.where('clients.searchText', 'like', containing(word));
  }
  if (filter.e164 !== undefined) {
    const digits = filter.e164.trim();
    result = result
      .where('clients.searchText', 'like', containing(digits.toLowerCase()))
      .where('clients.e164', 'like', containing(digits));
  }
  if (filter.deviceId !== undefined) {
    const plain = filter.deviceId.replaceAll(/[\s:-]/g, '').toLowerCase();
    result = result
      .where('clients.searchText', 'like', containing(plain))
      .where((where) => withDeviceId(where, plain));
  }
  if (filter.softwareVersion !== undefined) {
    const version = filter.softwareVersion.trim().toLowerCase();
    result = result.where(
      sql<boolean>`clients.software_version = any(array(${versionsContaining(version)}))`,
    );
  }
  if (filter.softwareOlderThan !== undefined) {
    // From '0' on, for those that cannot be compared stand for themselves.
    const limit = versionLimitOf(filter.softwareOlderThan);
    result = result
      .where('clients.softwareVersionKey', '>=', '0')
      .where('clients.softwareVersionKey', '<', limit);
  }
  if (filter.softwareType !== undefined)
    result = result.where('clients.softwareType', '=', filter.softwareType);
  if (filter.deviceType !== undefined) result = result.where('clients.model', '=', filter.deviceType);
  const { address, mobility, access, group, state } = filter;
  if (address !== undefined) result = result.where((where) => calledFrom(where, addressesOf(address)));
  if (mobility !== undefined) result = result.where((where) => withMobility(where, mobility));
  if (access !== undefined) result = result.where((where) => withAccess(where, access));
  if (group !== undefined) {
    result = result.where('clients.id', 'in', (db) =>
      db.selectFrom('groupMembers').select('groupMembers.clientId').where('groupMembers.groupId', '=', group),
    );
  }
  if (state !== undefined) result = result.where((where) => inState(where, state));
  return result;
}

function containing(text: string): string {
  return `%${escaped(text)}%`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

/** Of the few versions that a fleet has those with this text, by a walk from one to the next in the index. */
function versionsContaining(text: string): RawBuilder<string> {
  return sql<string>`
    with recursive versions (version) as (
      (select software_version from clients order by software_version limit 1)
      union all
      select (
        select c.software_version from clients c where c.software_version > v.version order by c.software_version limit 1
      ) from versions v where v.version is not null
    )
    select version from versions where lower(version) like ${containing(text)}`;
}

/**
 * What is typed as a part of a device ID, without colons. In MAC addresses, which have them after every two digits, it begins with the
 * first digit of a pair or with the second; others are rare enough to be looked at one by one. The index on all that is searched finds
 * the few rows that are looked at, or holds all that is asked when they are many.
 */
function withDeviceId(where: Where, plain: string) {
  const upper = plain.toUpperCase();
  const [first = '', ...rest] = upper;
  const pairs = [colons(upper), `${first}${rest.length === 0 ? '' : `:${colons(rest.join(''))}`}`];
  return where.or([
    ...pairs.map((text) => where('clients.deviceId', 'like', containing(text))),
    sql<boolean>`(clients.device_id !~ '^([0-9A-F]{2}:){5}[0-9A-F]{2}$'
      and lower(replace(clients.device_id, ':', '')) like ${containing(plain)})`,
  ]);
}

function colons(digits: string): string {
  return digits.replaceAll(/..(?=.)/g, '$&:');
}

function calledFrom(where: Where, ranges: readonly AddressSpan[]) {
  return where.or(
    ranges.map(
      ({ first, last }) => sql<boolean>`clients.called_from between ${first}::inet and ${last}::inet`,
    ),
  );
}

function withMobility(where: Where, mobility: MobilityState) {
  const enabled = where('clients.mobilityEnabled', '=', mobility !== 'off');
  if (mobility === 'off') return enabled;
  // Word for word what the indexes on each of the two say.
  const state = sql<boolean>`clients.mobility_state ${sql.raw(mobility === 'logged-on' ? '=' : 'is distinct from')} ${sql.lit(LOGGED_ON)}`;
  return where.and([enabled, state]);
}

/** Whether the phone asks by DCMP whether there is work. */
export const hasPolled = sql<boolean>`exists (
  select from client_polls p
  where p.client_id = clients.id and p.polled_at > now() - make_interval(hours => ${sql.lit(POLLS_COUNT_HOURS)})
)`;

function withAccess(where: Where, access: AccessMode) {
  const direct = where('clients.directAccess', '=', access === 'direct');
  if (access === 'direct') return direct;
  return where.and([direct, access === 'dcmp' ? hasPolled : where.not(hasPolled)]);
}

function inState(where: Where, state: ClientState) {
  switch (state) {
    case 'open-work':
      return where('clients.id', 'in', (db) =>
        db.selectFrom('jobTargets').select('clientId').where('open', '=', true),
      );
    case 'drift':
      return where('clients.id', 'in', (db) =>
        db.selectFrom('effectiveValues').select('clientId').where('drift', '=', true),
      );
    case 'refused':
      return where('clients.id', 'in', (db) =>
        db.selectFrom('effectiveValues').select('clientId').where('refusedStatus', 'is not', null),
      );
  }
}
