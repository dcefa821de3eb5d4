import type { ClientBase, Pool } from 'pg';
import { type ClientProfile, clientRow } from './client-profile.ts';
import { checkContactAddress } from './contact-address.ts';

/** An initial message about to be recorded. */
export interface ArrivedContact {
  readonly deviceId: string;
  /** See `profileHash`. */
  readonly profileHash: string;
  readonly reason: string;
  readonly address: string;
}

/** What the database knows of the phone that called; undefined when it has never called before. */
export interface KnownClient {
  readonly clientId: string;
  /** Its basic items and address are those of its last contact. */
  readonly unchanged: boolean;
  readonly hasInventory: boolean;
  /** Fingerprint of the raw inventory that is stored, in hexadecimal digits; null when there is none, or it has changed since. */
  readonly inventoryHash: string | null;
  /** The inventory was told by other software. */
  readonly softwareChanged: boolean;
  readonly hasWork: boolean;
  readonly hasDialogue: boolean;
  /** A mobile user is logged on, or the user's profile is on its way. */
  readonly hasUser: boolean;
  readonly contactRequestedAt: Date | null;
  readonly contactRequestedAddress: string | null;
}

/** Addresses that are remembered of a client. */
const MAX_ADDRESSES = 50;

/** Few and short columns: at thousands of contacts a second, taking rows apart costs as much as all the rest. */
interface ContactRow {
  /** Place of the contact in the batch, from 1. */
  readonly place: number;
  readonly client_id: string;
  readonly flags: number;
  readonly inventory_hash: string | null;
  readonly contact_requested_at: Date | null;
  readonly contact_requested_address: string | null;
}

const UNCHANGED = 1;
const HAS_INVENTORY = 2;
const SOFTWARE_CHANGED = 4;
const HAS_WORK = 8;
const HAS_DIALOGUE = 16;
const HAS_USER = 32;

function knownClient(row: ContactRow): KnownClient {
  const has = (flag: number) => (row.flags & flag) !== 0;
  return {
    clientId: row.client_id,
    unchanged: has(UNCHANGED),
    hasInventory: has(HAS_INVENTORY),
    inventoryHash: row.inventory_hash,
    softwareChanged: has(SOFTWARE_CHANGED),
    hasWork: has(HAS_WORK),
    hasDialogue: has(HAS_DIALOGUE),
    hasUser: has(HAS_USER),
    contactRequestedAt: row.contact_requested_at,
    contactRequestedAddress: row.contact_requested_address,
  };
}

/**
 * Records a batch of contacts of known phones and reads what decides on their answers, in one statement: this is the
 * hot path of a storm of start-ups. Rows are taken in the order of their keys, so that nodes never wait for each other
 * in a circle.
 *
 * @param pool one by key (see `createPool`), else the order is not kept
 */
export async function recordContacts(
  pool: Pool,
  contacts: readonly ArrivedContact[],
  now: Date,
): Promise<(KnownClient | null)[]> {
  const sorted = [...contacts].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  const { rows } = await pool.query<ContactRow>({
    name: 'record-contacts',
    text: `
      update client_contacts c
      set last_contact_at = $5, last_contact_reason = i.reason, address = i.address
      from unnest(
        string_to_array($1, chr(10)), string_to_array($2, chr(10)), string_to_array($3, chr(10)), string_to_array($4, chr(10))
      ) with ordinality as i (device_id, profile_hash, reason, address, place)
      where c.device_id = i.device_id
      returning i.place::int, c.client_id,
        (c.profile_hash = decode(i.profile_hash, 'hex'))::int * ${UNCHANGED}
        + (c.inventory_at is not null)::int * ${HAS_INVENTORY}
        + c.inventory_outdated::int * ${SOFTWARE_CHANGED}
        + (exists (select from job_targets t where t.client_id = c.client_id and t.open)
          or exists (select from values_due w where w.client_id = c.client_id))::int * ${HAS_WORK}
        + exists (select from dialogues d where d.client_id = c.client_id)::int * ${HAS_DIALOGUE}
        + exists (select from users u where u.client_id = c.client_id)::int * ${HAS_USER} as flags,
        encode(c.inventory_hash, 'hex') as inventory_hash, c.contact_requested_at, c.contact_requested_address`,
    values: [
      // None of these has a line break: device IDs and addresses are checked, reasons are words of the protocol.
      sorted.map((contact) => contact.deviceId).join('\n'),
      sorted.map((contact) => contact.profileHash).join('\n'),
      sorted.map((contact) => contact.reason).join('\n'),
      sorted.map((contact) => contact.address).join('\n'),
      now,
    ],
  });
  const known = new Map(rows.map((row) => [sorted[row.place - 1]?.deviceId, knownClient(row)]));
  return contacts.map((contact) => known.get(contact.deviceId) ?? null);
}

/** A phone that is new, or says something new of itself. */
export interface ProfiledContact extends ArrivedContact {
  readonly profile: ClientProfile;
}

/** A client whose profile has just been stored, and what of it is new. */
export interface StoredProfile {
  readonly clientId: string;
  /** It has never called before. */
  readonly registered: boolean;
  /** It has called before, but never from this address. */
  readonly newAddress: boolean;
  /** Where it called from before; empty for a new phone. */
  readonly previousAddress: string;
  /** The inventory was told by other software. */
  readonly softwareChanged: boolean;
}

/** Stores the profiles of a batch of phones; a phone that calls for the first time is registered. */
export async function storeProfiles(
  pool: Pool | ClientBase,
  contacts: readonly ProfiledContact[],
  now: Date,
): Promise<StoredProfile[]> {
  const sorted = [...contacts].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  const { rows } = await pool.query<StoredProfile & { deviceId: string }>({
    name: 'store-profiles',
    text: `
      with input as (
        select * from jsonb_to_recordset($1::jsonb) as i (
          device_id text, e164 text, basic_e164 text, device_type text, model text, software_type text,
          software_version text, software_version_key text, part_number text, contact_me_uri text,
          gigabit_ethernet boolean, backlight_type smallint, key_modules smallint, mobility_enabled boolean,
          mobility_state smallint, direct_access boolean, basic_items jsonb, profile_hash text, reason text, address text
        )
      ), before as (
        select c.device_id, c.software_version from clients c join input using (device_id)
      ), stored as (
        insert into clients as c (
          device_id, e164, basic_e164, device_type, model, software_type, software_version, software_version_key,
          part_number, contact_me_uri, gigabit_ethernet, backlight_type, key_modules, mobility_enabled, mobility_state,
          direct_access, called_from, first_seen_at
        )
        select device_id, e164, basic_e164, device_type, model, software_type, software_version, software_version_key,
          part_number, contact_me_uri, gigabit_ethernet, backlight_type, key_modules, mobility_enabled, mobility_state,
          direct_access, case when pg_input_is_valid(address, 'inet') then address::inet end, $2
        from input
        on conflict (device_id) do update set
          e164 = excluded.e164, basic_e164 = excluded.basic_e164, device_type = excluded.device_type,
          model = excluded.model, software_type = excluded.software_type,
          software_version = case when excluded.software_version = '' then c.software_version
            else excluded.software_version end,
          software_version_key = case when excluded.software_version = '' then c.software_version_key
            else excluded.software_version_key end,
          part_number = excluded.part_number, contact_me_uri = excluded.contact_me_uri,
          gigabit_ethernet = coalesce(excluded.gigabit_ethernet, c.gigabit_ethernet),
          backlight_type = coalesce(excluded.backlight_type, c.backlight_type),
          key_modules = coalesce(excluded.key_modules, c.key_modules),
          mobility_enabled = excluded.mobility_enabled, mobility_state = excluded.mobility_state,
          direct_access = excluded.direct_access, called_from = excluded.called_from
        returning c.id, c.device_id, c.software_version
      ), basics as (
        insert into client_basic_items as b (client_id, items)
        select s.id, i.basic_items from input i join stored s using (device_id)
        on conflict (client_id) do update set items = excluded.items
      ), contacts as (
        insert into client_contacts as k (
          client_id, device_id, last_contact_at, last_contact_reason, address, profile_hash, inventory_outdated
        )
        select s.id, s.device_id, $2, i.reason, i.address, decode(i.profile_hash, 'hex'),
          coalesce(b.software_version <> s.software_version, false)
        from input i join stored s using (device_id) left join before b using (device_id)
        order by s.device_id collate "C"
        on conflict (client_id) do update set
          last_contact_at = excluded.last_contact_at, last_contact_reason = excluded.last_contact_reason,
          address = excluded.address, profile_hash = excluded.profile_hash,
          inventory_outdated = k.inventory_outdated or (excluded.inventory_outdated and k.inventory_at is not null)
        returning k.client_id, k.address, k.inventory_outdated
      ), addresses as (
        insert into client_addresses as a (client_id, address, first_seen_at, last_seen_at)
        select client_id, address, $2, $2 from contacts
        on conflict (client_id, address) do update set last_seen_at = excluded.last_seen_at
        returning a.client_id, a.address, a.first_seen_at = $2 as is_new
      )
      select s.id as "clientId", s.device_id as "deviceId", b.device_id is null as "registered",
        a.is_new and b.device_id is not null as "newAddress", k.inventory_outdated as "softwareChanged",
        coalesce((
          select o.address from client_addresses o where o.client_id = s.id and o.address <> a.address
          order by o.last_seen_at desc limit 1
        ), '') as "previousAddress"
      from stored s
      join contacts k on k.client_id = s.id
      join addresses a on a.client_id = s.id
      left join before b on b.device_id = s.device_id`,
    values: [
      JSON.stringify(
        sorted.map((contact) => ({
          ...clientRow(contact.profile),
          direct_access: checkContactAddress(contact.profile.contactMeUri, contact.address).usable,
          profile_hash: contact.profileHash,
          reason: contact.reason,
          address: contact.address,
        })),
      ),
      now,
    ],
  });
  await forgetOldAddresses(
    pool,
    rows.filter((row) => row.newAddress).map((row) => row.clientId),
  );
  const stored = new Map(rows.map((row) => [row.deviceId, row]));
  return contacts.map((contact) => {
    const row = stored.get(contact.deviceId);
    if (row === undefined) throw new TypeError(`the profile of ${contact.deviceId} was not stored`);
    return row;
  });
}

/** Whoever claims a MAC may call from ever new addresses; only the latest ones of a client are kept. */
async function forgetOldAddresses(pool: Pool | ClientBase, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await pool.query({
    name: 'forget-old-addresses',
    text: `
      delete from client_addresses a
      using (
        select client_id, address, row_number() over (partition by client_id order by last_seen_at desc, address) as place
        from client_addresses where client_id = any($1::bigint[])
      ) known
      where a.client_id = known.client_id and a.address = known.address and known.place > $2`,
    values: [clientIds, MAX_ADDRESSES],
  });
}

/**
 * Keeps other transactions from changing these clients until this one ends. Whoever changes several clients in one
 * transaction begins with this, for everybody takes rows in one order: first all of `clients`, then all of
 * `client_contacts`, both by device ID.
 */
export async function lockClients(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  if (clientIds.length === 0) return;
  await tx.query({
    name: 'lock-clients',
    text: `
      with locked as materialized (
        select id from clients where id = any($1::bigint[]) order by device_id collate "C" for no key update
      )
      select from client_contacts k where k.client_id in (select id from locked)
      order by k.device_id collate "C" for no key update of k`,
    values: [clientIds],
  });
}

/**
 * The first half of `lockClients`: keeps others from changing these clients and what belongs to them, and lets them call all
 * the while. For whoever needs long and changes nothing that a contact changes.
 */
export async function holdClients(tx: ClientBase, clientIds: readonly string[]): Promise<void> {
  await tx.query({
    name: 'hold-clients',
    text: 'select from clients where id = any($1::bigint[]) order by device_id collate "C" for no key update',
    values: [clientIds],
  });
}

/** What of clients decides on the values that they can take; those that are gone are left out. */
export async function findKinds(
  tx: Pool | ClientBase,
  clientIds: readonly string[],
): Promise<{ clientId: string; softwareType: string; model: string; softwareVersion: string }[]> {
  const { rows } = await tx.query<{
    clientId: string;
    softwareType: string;
    model: string;
    softwareVersion: string;
  }>({
    name: 'client-kinds',
    text: `
      select id as "clientId", software_type as "softwareType", model, software_version as "softwareVersion" from clients
      where id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows;
}

/** A client as far as another phone can take its place. */
export interface ReplaceableClient {
  readonly id: string;
  readonly e164: string;
  readonly basicE164: string;
  readonly deviceId: string;
  readonly softwareType: string;
  readonly model: string;
  readonly softwareVersion: string;
  readonly mobilityEnabled: boolean;
  readonly mobilityState: number | null;
}

/** Clients by their devices; those that do not exist are left out. */
export async function findByDevice(
  tx: Pool | ClientBase,
  deviceIds: readonly string[],
): Promise<Map<string, ReplaceableClient>> {
  const { rows } = await tx.query<ReplaceableClient>({
    name: 'clients-by-device',
    text: `
      select id, e164, basic_e164 as "basicE164", device_id as "deviceId", software_type as "softwareType", model,
        software_version as "softwareVersion", mobility_enabled as "mobilityEnabled", mobility_state as "mobilityState"
      from clients where device_id = any($1::text[])`,
    values: [deviceIds],
  });
  return new Map(rows.map((client) => [client.deviceId, client]));
}

/** Numbers that phones confirmed to use from now on. */
export async function storeConfirmedNumbers(
  tx: ClientBase,
  confirmed: readonly { readonly clientId: string; readonly e164: string }[],
): Promise<void> {
  if (confirmed.length === 0) return;
  await tx.query({
    name: 'store-confirmed-numbers',
    text: `
      update clients c set e164 = i.e164
      from unnest($1::bigint[], $2::text[]) as i (id, e164)
      where c.id = i.id and c.e164 <> i.e164`,
    values: [confirmed.map((row) => row.clientId), confirmed.map((row) => row.e164)],
  });
}

/** Removes clients with everything that belongs to them alone. @returns how many there were */
export async function deleteClients(tx: ClientBase, clientIds: readonly string[]): Promise<number> {
  await lockClients(tx, clientIds);
  const { rowCount } = await tx.query({
    name: 'delete-clients',
    text: 'delete from clients where id = any($1::bigint[])',
    values: [clientIds],
  });
  return rowCount ?? 0;
}
