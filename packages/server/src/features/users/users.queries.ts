import type { ClientBase, Pool } from 'pg';

/** A mobile user as the API shows it, without password. */
export interface UserRow {
  readonly id: string;
  readonly e164: string;
  readonly baseClientId: string | null;
  readonly baseDeviceId: string | null;
  readonly baseE164: string | null;
  readonly baseModel: string | null;
  readonly clientId: string | null;
  readonly deviceId: string | null;
  readonly deviceE164: string | null;
  readonly model: string | null;
  readonly loggedOnAt: Date | null;
  readonly lastLogonAt: Date | null;
  readonly lastLogoffAt: Date | null;
  readonly profileBytes: number;
  readonly valueCount: number;
  /** The job after which the user is deleted, as long as it is under way. */
  readonly leavingJobId: string | null;
  readonly version: number;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

export const userColumns = `
  u.id, u.e164, u.base_client_id as "baseClientId", b.device_id as "baseDeviceId",
  coalesce(nullif(b.basic_e164, ''), b.e164) as "baseE164", b.model as "baseModel", u.client_id as "clientId",
  c.device_id as "deviceId", coalesce(nullif(c.basic_e164, ''), c.e164) as "deviceE164", c.model,
  case when u.client_id is not null then u.logged_on_at end as "loggedOnAt", u.last_logon_at as "lastLogonAt",
  u.last_logoff_at as "lastLogoffAt", u.profile_bytes as "profileBytes", u.version, u.created_at as "createdAt",
  u.created_by as "createdBy", u.updated_at as "updatedAt", u.updated_by as "updatedBy",
  (select count(*)::int from user_values v where v.user_id = u.id) as "valueCount",
  (select j.id from jobs j where j.id = u.leaving_job_id and j.finished_at is null and j.canceled_at is null)
    as "leavingJobId"`;

export const userTables = `
  users u left join clients b on b.id = u.base_client_id left join clients c on c.id = u.client_id`;

export async function findUser(db: Pool | ClientBase, id: string): Promise<UserRow | undefined> {
  const { rows } = await db.query<UserRow>(`select ${userColumns} from ${userTables} where u.id = $1`, [id]);
  return rows[0];
}

/** Keeps others from changing these users until the transaction ends; in the order of their ids. */
export async function holdUsers(tx: ClientBase, ids: readonly string[]): Promise<HeldUser[]> {
  const { rows } = await tx.query<HeldUser>(
    `select id, e164 as name, version, updated_at as "updatedAt", updated_by as "updatedBy"
     from users where id = any($1::bigint[]) order by id for no key update`,
    [ids],
  );
  return rows;
}

/** A mobile user while somebody changes it. */
export interface HeldUser {
  readonly id: string;
  /** The number. */
  readonly name: string;
  readonly version: number;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
}

/** What is stored of a user by an administrator. */
export interface StoredUser {
  readonly e164: string;
  /** Sealed. */
  readonly password: string;
  readonly baseClientId: string | null;
}

/** @returns the ids in the order of the users; undefined where the number is taken */
export async function insertUsers(
  tx: ClientBase,
  users: readonly StoredUser[],
  by: string | null,
  now: Date,
): Promise<(string | undefined)[]> {
  const { rows } = await tx.query<{ id: string; e164: string }>(
    `insert into users (e164, password, base_client_id, created_at, created_by, updated_at, updated_by)
     select i.e164, i.password, i.base, $4, $5, $4, $5
     from unnest($1::text[], $2::text[], $3::bigint[]) as i (e164, password, base)
     order by i.e164
     on conflict (e164) do nothing
     returning id, e164`,
    [
      users.map(({ e164 }) => e164),
      users.map(({ password }) => password),
      users.map(({ baseClientId }) => baseClientId),
      now,
      by,
    ],
  );
  const byNumber = new Map(rows.map(({ id, e164 }) => [e164, id]));
  return users.map(({ e164 }) => byNumber.get(e164));
}

/** A change of a user; what is absent stays. */
export interface UserChange {
  readonly id: string;
  readonly e164?: string;
  readonly password?: string;
  /** Absent: stays; null: none. */
  readonly baseClientId?: string | null;
}

export async function updateUsers(
  tx: ClientBase,
  changes: readonly UserChange[],
  by: string | null,
  now: Date,
): Promise<void> {
  if (changes.length === 0) return;
  await tx.query(
    `update users u set e164 = coalesce(i.e164, u.e164), password = coalesce(i.password, u.password),
       base_client_id = case when i.has_base then i.base else u.base_client_id end,
       failed_attempts = case when i.password is null then u.failed_attempts else 0 end,
       version = u.version + 1, updated_at = $2, updated_by = $3
     from jsonb_to_recordset($1::jsonb) as i (id bigint, e164 text, password text, has_base boolean, base bigint)
     where u.id = i.id`,
    [
      JSON.stringify(
        changes.map(({ id, e164, password, baseClientId }) => ({
          id,
          e164,
          password,
          has_base: baseClientId !== undefined,
          base: baseClientId,
        })),
      ),
      now,
      by,
    ],
  );
}

/** Users by number, with their sealed passwords. */
export async function findByNumber(
  db: Pool | ClientBase,
  numbers: readonly string[],
): Promise<{ id: string; e164: string; password: string; baseClientId: string | null }[]> {
  const { rows } = await db.query<{
    id: string;
    e164: string;
    password: string;
    baseClientId: string | null;
  }>(`select id, e164, password, base_client_id as "baseClientId" from users where e164 = any($1::text[])`, [
    numbers,
  ]);
  return rows;
}

/** Where those of these users are who are logged on. */
export async function findLoggedOn(
  tx: ClientBase,
  ids: readonly string[],
): Promise<{ id: string; e164: string; deviceId: string; model: string }[]> {
  const { rows } = await tx.query<{ id: string; e164: string; deviceId: string; model: string }>(
    `select u.id, u.e164, c.device_id as "deviceId", c.model
     from users u join clients c on c.id = u.client_id where u.id = any($1::bigint[]) order by u.e164`,
    [ids],
  );
  return rows;
}

export async function deleteUsers(tx: ClientBase, ids: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query('delete from users where id = any($1::bigint[])', [ids]);
  return rowCount ?? 0;
}

/** Marks users who are deleted when a job has logged them off. */
export async function markLeaving(tx: ClientBase, ids: readonly string[], jobId: string): Promise<void> {
  await tx.query('update users set leaving_job_id = $2 where id = any($1::bigint[])', [ids, jobId]);
}

export async function countUsers(db: Pool | ClientBase): Promise<number> {
  const { rows } = await db.query<{ count: number }>('select count(*)::int as count from users');
  return rows[0]?.count ?? 0;
}

/** Clients by device ID. */
export async function findClientsByDevice(
  db: Pool | ClientBase,
  deviceIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; device_id: string }>(
    'select id, device_id from clients where device_id = any($1::text[])',
    [deviceIds],
  );
  return new Map(rows.map((row) => [row.device_id, row.id]));
}

export async function clientExists(db: Pool | ClientBase, id: string): Promise<boolean> {
  const { rowCount } = await db.query('select from clients where id = $1', [id]);
  return rowCount === 1;
}
