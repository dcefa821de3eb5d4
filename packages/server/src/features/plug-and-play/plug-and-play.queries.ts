import type { ClientBase, Pool } from 'pg';
import type { PreparedValue, SecureModeChoice } from '../../infra/db/index.ts';

/** What is stored of a preparation. */
export interface StoredPreparation {
  readonly deviceId: string | null;
  readonly e164: string | null;
  readonly hardwareType: string;
  readonly secureMode: SecureModeChoice;
  readonly templateId: string | null;
  readonly values: readonly PreparedValue[];
}

/** Who changes it. */
export interface Editor {
  readonly accountId: string | null;
  readonly username: string;
}

/** A prepared client as stored. */
export interface PreparedRow extends StoredPreparation {
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  readonly accountId: string | null;
  readonly replacesClientId: string | null;
  readonly recognizedAt: Date | null;
  readonly recognizedBy: 'device-id' | 'number' | null;
  readonly clientId: string | null;
}

export const preparedColumns = `
  p.id, p.device_id as "deviceId", p.e164, p.hardware_type as "hardwareType", p.secure_mode as "secureMode",
  p.template_id as "templateId", p."values", p.version, p.created_at as "createdAt", p.created_by as "createdBy",
  p.updated_at as "updatedAt", p.updated_by as "updatedBy", p.account_id as "accountId",
  p.replaces_client_id as "replacesClientId", p.recognized_at as "recognizedAt", p.recognized_by as "recognizedBy",
  p.client_id as "clientId"`;

/** @returns undefined when the device ID or the number is taken by another one that waits */
export async function insertPrepared(
  tx: ClientBase,
  prepared: StoredPreparation,
  editor: Editor,
  now: Date,
  replacesClientId: string | null = null,
): Promise<PreparedRow | undefined> {
  const { rows } = await tx.query<PreparedRow>(
    `insert into plug_and_play_clients as p (device_id, e164, hardware_type, secure_mode, template_id, "values", created_at,
       created_by, updated_at, updated_by, account_id, replaces_client_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $7, $8, $9, $10)
     on conflict do nothing
     returning ${preparedColumns}`,
    [
      prepared.deviceId,
      prepared.e164,
      prepared.hardwareType,
      prepared.secureMode,
      prepared.templateId,
      JSON.stringify(prepared.values),
      now,
      editor.username,
      editor.accountId,
      replacesClientId,
    ],
  );
  return rows[0];
}

export async function updatePrepared(
  tx: ClientBase,
  id: string,
  prepared: StoredPreparation,
  editor: Editor,
  now: Date,
): Promise<void> {
  await tx.query(
    `update plug_and_play_clients set device_id = $2, e164 = $3, hardware_type = $4, secure_mode = $5, template_id = $6,
       "values" = $7, version = version + 1, updated_at = $8, updated_by = $9, account_id = $10
     where id = $1`,
    [
      id,
      prepared.deviceId,
      prepared.e164,
      prepared.hardwareType,
      prepared.secureMode,
      prepared.templateId,
      JSON.stringify(prepared.values),
      now,
      editor.username,
      editor.accountId,
    ],
  );
}

/** One of them, held until the transaction ends. */
export async function holdPrepared(tx: ClientBase, id: string): Promise<PreparedRow | undefined> {
  const { rows } = await tx.query<PreparedRow>(
    `select ${preparedColumns} from plug_and_play_clients p where p.id = $1 for update`,
    [id],
  );
  return rows[0];
}

/** Several of them that are to be deleted, held until the transaction ends; in the order of their ids. */
export async function holdSeveralPrepared(
  tx: ClientBase,
  ids: readonly string[],
): Promise<HeldPreparation[]> {
  const { rows } = await tx.query<HeldPreparation>(
    `select id, coalesce(e164, device_id, '') as name, version, updated_at as "updatedAt", updated_by as "updatedBy"
     from plug_and_play_clients where id = any($1::bigint[]) order by id for update`,
    [ids],
  );
  return rows;
}

/** A preparation while somebody deletes it. */
export interface HeldPreparation {
  readonly id: string;
  /** The number or, without one, the device ID. */
  readonly name: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

export async function deletePrepared(tx: Pool | ClientBase, ids: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query('delete from plug_and_play_clients where id = any($1::bigint[])', [
    ids,
  ]);
  return rowCount ?? 0;
}

/** Whose device ID or number it is already. */
export interface Holder {
  readonly field: 'deviceId' | 'e164';
  readonly kind: 'client' | 'plug-and-play';
  readonly id: string;
  readonly deviceId: string | null;
  readonly e164: string | null;
  readonly model: string;
}

/**
 * Who has this device ID or number already: a client, or another one that is prepared.
 *
 * @param except the one that is changed, and the client that is replaced
 */
export async function findHolders(
  tx: ClientBase,
  { deviceId, e164 }: Pick<StoredPreparation, 'deviceId' | 'e164'>,
  except: { readonly id: string | null; readonly clientId: string | null },
): Promise<Holder[]> {
  const { rows } = await tx.query<Holder>(
    `select 'deviceId' as field, 'client' as kind, id, device_id as "deviceId", e164, model from clients
       where device_id = $1 and id is distinct from $4
     union all
     select 'deviceId', 'plug-and-play', id, device_id, e164, hardware_type from plug_and_play_clients
       where device_id = $1 and recognized_at is null and id is distinct from $3
     union all
     (select 'e164', 'client', id, device_id, e164, model from clients
       where e164 = $2 and id is distinct from $4 and device_id is distinct from $1 order by id limit 1)
     union all
     select 'e164', 'plug-and-play', id, device_id, e164, hardware_type from plug_and_play_clients
       where e164 = $2 and recognized_at is null and id is distinct from $3`,
    [deviceId, e164, except.id, except.clientId],
  );
  return rows;
}

/** A phone that calls, as far as it can be recognized. */
export interface Caller {
  readonly deviceId: string;
  /** Empty when it has none. */
  readonly e164: string;
}

/** Who is prepared for a caller, and how it is recognized: the device ID goes first. */
export interface Match {
  readonly id: string;
  readonly by: 'device-id' | 'number';
}

/** Looks for what is prepared for phones that are new or say something new of themselves; by place in the list. */
export async function findMatches(
  db: Pool | ClientBase,
  callers: readonly Caller[],
): Promise<Map<number, Match>> {
  const { rows } = await db.query<{ place: number; id: string; by: Match['by'] }>({
    name: 'find-prepared',
    text: `
      select i.place::int, p.id, 'device-id' as by
      from unnest($1::text[]) with ordinality as i (device_id, place)
      join plug_and_play_clients p on p.device_id = i.device_id and p.recognized_at is null
      union all
      select i.place::int, p.id, 'number'
      from unnest($2::text[]) with ordinality as i (e164, place)
      join plug_and_play_clients p on p.e164 = i.e164 and p.recognized_at is null
      where i.e164 <> ''`,
    values: [callers.map(({ deviceId }) => deviceId), callers.map(({ e164 }) => e164)],
  });
  const matches = new Map<number, Match>();
  for (const { place, id, by } of rows) {
    if (!matches.has(place - 1) || by === 'device-id') matches.set(place - 1, { id, by });
  }
  return matches;
}

/** What a phone takes when it is recognized. */
export interface Recognition extends Match {
  readonly clientId: string;
}

/**
 * Gives what is prepared to clients: of several phones that claim the same only one gets it. What was prepared is answered as
 * it was; its secrets stay here no longer.
 */
export async function takePrepared(
  tx: ClientBase,
  recognitions: readonly Recognition[],
  now: Date,
): Promise<PreparedRow[]> {
  const { rows } = await tx.query<PreparedRow>({
    name: 'take-prepared',
    text: `
      with free as materialized (
        select p.*, i.by, i.client_id as becomes
        from unnest($1::bigint[], $2::text[], $3::bigint[]) as i (id, by, client_id)
        join plug_and_play_clients p on p.id = i.id
        where p.recognized_at is null
        order by p.id for update of p
      ), taken as (
        update plug_and_play_clients t
        set recognized_at = $4, recognized_by = free.by, client_id = free.becomes, "values" = '[]', version = t.version + 1
        from free where t.id = free.id and t.recognized_at is null
        returning t.id
      )
      select p.id, p.device_id as "deviceId", p.e164, p.hardware_type as "hardwareType", p.secure_mode as "secureMode",
        p.template_id as "templateId", p."values", p.version, p.created_at as "createdAt", p.created_by as "createdBy",
        p.updated_at as "updatedAt", p.updated_by as "updatedBy", p.account_id as "accountId",
        p.replaces_client_id as "replacesClientId", $4::timestamptz as "recognizedAt", p.by as "recognizedBy",
        p.becomes as "clientId"
      from free p join taken on taken.id = p.id`,
    values: [
      recognitions.map(({ id }) => id),
      recognitions.map(({ by }) => by),
      recognitions.map(({ clientId }) => clientId),
      now,
    ],
  });
  return rows;
}
