import type { ClientBase, Pool } from 'pg';
import type { ClientProfile } from '../clients/index.ts';

/** An unknown phone that is not accepted without being looked at. */
export interface HeldCall {
  readonly deviceId: string;
  readonly address: string;
  readonly profile: ClientProfile;
}

export type HeldState = 'waiting' | 'approved' | 'refused';

interface KnownHeld {
  readonly deviceId: string;
  readonly state: HeldState;
  readonly lastCalledAt: Date;
  readonly notifiedAt: Date;
}

/** Phones that the list holds at most: whoever invents MACs must not fill the database. */
export const MAX_HELD = 10_000;
/** A phone that calls again sooner changes nothing. */
const QUIET_MS = 60_000;
const NOTIFY_AGAIN_MS = 24 * 3_600_000;
/** A phone that has not called for so long makes room for others. */
const FORGET_MS = 30 * 24 * 3_600_000;

export interface HeldResult {
  /** By place in the list: the state after the call; undefined when there was no room for it. */
  readonly states: readonly (HeldState | undefined)[];
  /** Places of phones of which administrators should be told. */
  readonly toTell: readonly number[];
  readonly isFull: boolean;
}

/**
 * Writes down unknown phones that have to wait for approval. The cost of one that calls again and again is a look-up; its row
 * changes once a minute at most.
 */
export async function recordHeldCalls(
  pool: Pool,
  calls: readonly HeldCall[],
  now: Date,
): Promise<HeldResult> {
  const known = await findHeld(pool, calls);
  const before = (ms: number) => now.getTime() - ms;
  const fresh = calls.filter(({ deviceId }) => !known.has(deviceId));
  const again = calls.filter(({ deviceId }) => {
    const held = known.get(deviceId);
    return held !== undefined && held.lastCalledAt.getTime() <= before(QUIET_MS);
  });
  const isDue = (deviceId: string) => {
    const held = known.get(deviceId);
    return held?.state === 'waiting' && held.notifiedAt.getTime() <= before(NOTIFY_AGAIN_MS);
  };
  const inserted = await insertHeld(pool, fresh, now);
  await updateHeld(
    pool,
    again,
    again.filter(({ deviceId }) => isDue(deviceId)).map(({ deviceId }) => deviceId),
    now,
  );
  const states = calls.map(
    ({ deviceId }) => known.get(deviceId)?.state ?? (inserted.has(deviceId) ? 'waiting' : undefined),
  );
  const told = new Set([...inserted, ...again.map(({ deviceId }) => deviceId).filter(isDue)]);
  return {
    states,
    toTell: calls.flatMap(({ deviceId }, place) => (told.has(deviceId) ? [place] : [])),
    isFull: states.includes(undefined),
  };
}

async function findHeld(pool: Pool, calls: readonly HeldCall[]): Promise<Map<string, KnownHeld>> {
  const { rows } = await pool.query<KnownHeld>({
    name: 'find-held',
    text: `
      select device_id as "deviceId", state, last_called_at as "lastCalledAt", notified_at as "notifiedAt"
      from held_phones where device_id = any($1::text[])`,
    values: [calls.map(({ deviceId }) => deviceId)],
  });
  return new Map(rows.map((row) => [row.deviceId, row]));
}

/** @returns device IDs that there was room for */
async function insertHeld(pool: Pool, calls: readonly HeldCall[], now: Date): Promise<Set<string>> {
  if (calls.length === 0) return new Set();
  let room = await findRoom(pool);
  if (room < calls.length) {
    await pool.query(
      `delete from held_phones h
       where (h.state = 'waiting' and h.last_called_at < $1)
         or exists (select from clients c where c.device_id = h.device_id)`,
      [new Date(now.getTime() - FORGET_MS)],
    );
    room = await findRoom(pool);
  }
  const some = calls.slice(0, Math.max(0, room));
  const { rows } = await pool.query<{ device_id: string }>({
    name: 'insert-held',
    text: `
      insert into held_phones (device_id, e164, device_type, model, software_type, software_version, address,
        contact_me_uri, first_called_at, last_called_at, notified_at)
      select device_id, e164, device_type, model, software_type, software_version, address, contact_me_uri, $2, $2, $2
      from jsonb_to_recordset($1::jsonb) as i (device_id text, e164 text, device_type text, model text, software_type text,
        software_version text, address text, contact_me_uri text)
      on conflict (device_id) do nothing
      returning device_id`,
    values: [rowsOf(some), now],
  });
  return new Set(rows.map((row) => row.device_id));
}

async function findRoom(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>({
    name: 'count-held',
    text: 'select count(*)::int as count from held_phones',
  });
  return MAX_HELD - (rows[0]?.count ?? 0);
}

async function updateHeld(
  pool: Pool,
  calls: readonly HeldCall[],
  toldIds: readonly string[],
  now: Date,
): Promise<void> {
  if (calls.length === 0) return;
  await pool.query({
    name: 'update-held',
    text: `
      with input as materialized (
        select i.*, h.id from jsonb_to_recordset($1::jsonb) as i (device_id text, e164 text, device_type text, model text,
          software_type text, software_version text, address text, contact_me_uri text)
        join held_phones h on h.device_id = i.device_id
        order by h.id for no key update of h
      )
      update held_phones h set e164 = i.e164, device_type = i.device_type, model = i.model,
        software_type = i.software_type, software_version = i.software_version, address = i.address,
        contact_me_uri = i.contact_me_uri, calls = h.calls + 1, last_called_at = $2,
        notified_at = case when i.device_id = any($3::text[]) then $2 else h.notified_at end
      from input i where h.id = i.id`,
    values: [rowsOf(calls), now, toldIds],
  });
}

function rowsOf(calls: readonly HeldCall[]): string {
  return JSON.stringify(
    calls.map(({ deviceId, address, profile }) => ({
      device_id: deviceId,
      e164: profile.e164,
      device_type: profile.deviceType,
      model: profile.model,
      software_type: profile.softwareType,
      software_version: profile.softwareVersion,
      address,
      contact_me_uri: profile.contactMeUri,
    })),
  );
}

/** Phones that have registered wait no longer. */
export async function forgetHeld(tx: Pool | ClientBase, deviceIds: readonly string[]): Promise<void> {
  if (deviceIds.length === 0) return;
  await tx.query({
    name: 'forget-held',
    text: 'delete from held_phones where device_id = any($1::text[])',
    values: [deviceIds],
  });
}

/** @returns ids of those whose state changed */
export async function decideHeld(
  tx: ClientBase,
  ids: readonly string[] | 'all',
  state: 'approved' | 'refused',
  by: string,
  now: Date,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `update held_phones set state = $2, decided_at = $3, decided_by = $4
     where ($1::bigint[] is null and state = 'waiting' or id = any($1::bigint[])) and state <> $2
     returning id`,
    [ids === 'all' ? null : ids, state, now, by],
  );
  return rows.map((row) => row.id);
}

export async function deleteHeld(tx: Pool | ClientBase, ids: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query('delete from held_phones where id = any($1::bigint[])', [ids]);
  return rowCount ?? 0;
}

/** An approved phone that may be asked to call now. */
export interface Invitation {
  readonly id: string;
  readonly contactMeUri: string;
  readonly address: string;
}

/** Claims the right to ask approved phones to call; none twice within the interval, whatever node asks. */
export async function claimInvitations(
  pool: Pool,
  ids: readonly string[],
  now: Date,
  intervalSeconds: number,
): Promise<Invitation[]> {
  const { rows } = await pool.query<Invitation>(
    `update held_phones set invited_at = $2
     where id = any($1::bigint[]) and state = 'approved'
       and (invited_at is null or invited_at <= $2::timestamptz - make_interval(secs => $3))
     returning id, contact_me_uri as "contactMeUri", address`,
    [ids, now, intervalSeconds],
  );
  return rows;
}
