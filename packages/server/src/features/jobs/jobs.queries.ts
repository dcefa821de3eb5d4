import { itemKey } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import type { JobType, TargetState, Wording } from '../../infra/db/index.ts';
import { markLost, markValuesDue, refOf } from '../values/index.ts';
import type {
  ConfigurePayload,
  ConfigureProgress,
  MobilityPayload,
  OrderedUser,
  RestartProgress,
} from './job-payload.ts';

/** An order about to be stored. */
export interface NewJob {
  readonly type: JobType;
  readonly initiatorId: string | null;
  readonly initiatorName: string;
  readonly payload: object;
  readonly plannedAt: Date;
  readonly timeoutSeconds: number;
}

/**
 * Stores an order with one target per client; clients that are gone meanwhile are left out. The others stay until the
 * transaction ends: whoever is just deleting one is waited for.
 */
export async function insertJob(
  tx: ClientBase,
  job: NewJob,
  clientIds: readonly string[],
  now: Date,
): Promise<{ jobId: string; targetCount: number }> {
  const inserted = await tx.query<{ id: string }>(
    `insert into jobs (type, state, initiator_id, initiator_name, payload, created_at, planned_at, timeout_seconds,
       target_count)
     values ($1, 'created', $2, $3, $4, $5, $6, $7, 0) returning id`,
    [
      job.type,
      job.initiatorId,
      job.initiatorName,
      JSON.stringify(job.payload),
      now,
      job.plannedAt,
      job.timeoutSeconds,
    ],
  );
  const jobId = inserted.rows[0]?.id ?? '';
  const targets = await tx.query(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
     select $1, c.id, c.device_id, c.e164, c.device_type, c.model, 'waiting', false, $3, $3
     from clients c where c.id = any($2::bigint[]) order by c.id for key share of c`,
    [jobId, clientIds, now],
  );
  const targetCount = targets.rowCount ?? 0;
  await tx.query('update jobs set target_count = $2 where id = $1', [jobId, targetCount]);
  return { jobId, targetCount };
}

/** Targets that one statement ends: each has its sentences in two languages. */
const UNFIT_PORTION = 1_000;

/** Ends targets of clients that cannot take what was ordered, each with its reason, before the job begins. */
export async function closeUnfitTargets(
  tx: ClientBase,
  jobId: string,
  reasons: ReadonlyMap<string, Wording>,
  now: Date,
): Promise<void> {
  const clientIds = [...reasons.keys()];
  for (let from = 0; from < clientIds.length; from += UNFIT_PORTION) {
    const { rows } = await tx.query<{ id: string; client_id: string }>(
      'select id, client_id from job_targets where job_id = $1 and client_id = any($2::bigint[])',
      [jobId, clientIds.slice(from, from + UNFIT_PORTION)],
    );
    const updates = rows.flatMap((row): TargetUpdate[] => {
      const reason = reasons.get(row.client_id);
      if (reason === undefined) return [];
      return [{ targetId: row.id, state: 'failed', open: false, reason, events: [reason] }];
    });
    await updateTargets(tx, updates, now);
  }
}

export async function jobExists(pool: Pool, jobId: string): Promise<boolean> {
  const { rowCount } = await pool.query('select from jobs where id = $1', [jobId]);
  return rowCount === 1;
}

/** An open target as the dialogue needs it. */
export type OpenTarget = {
  readonly targetId: string;
  readonly clientId: string;
  readonly updatedAt: Date;
} & (
  | { readonly type: 'configure'; readonly payload: ConfigurePayload; readonly progress: ConfigureProgress }
  | { readonly type: 'refresh-data' }
  | { readonly type: 'restart' | 'factory-reset'; readonly progress: RestartProgress }
  | { readonly type: 'logon' | 'logoff'; readonly user: OrderedUser }
);

interface OpenTargetRow {
  readonly id: string;
  readonly client_id: string;
  readonly updated_at: Date;
  readonly job_id: string;
  readonly type: JobType;
  /** Null for all targets of a job but the first: of a job for many phones it would come again and again. */
  readonly payload: object | null;
  readonly progress: Partial<ConfigureProgress> & RestartProgress;
}

/** Everything that is open for these clients, oldest order first; what was canceled is open no more. */
export async function findOpenTargets(pool: Pool, clientIds: readonly string[]): Promise<OpenTarget[]> {
  const { rows } = await pool.query<OpenTargetRow>({
    name: 'open-targets',
    text: `
      select t.id, t.client_id, t.updated_at, t.job_id, j.type, t.progress,
        case when row_number() over (partition by t.job_id order by t.id) = 1 then j.payload end as payload
      from job_targets t join jobs j on j.id = t.job_id
      where t.client_id = any($1::bigint[]) and t.open and j.canceled_at is null
      order by t.id`,
    values: [clientIds],
  });
  const payloads = new Map(rows.flatMap((row) => (row.payload === null ? [] : [[row.job_id, row.payload]])));
  return rows.map((row): OpenTarget => {
    const target = { targetId: row.id, clientId: row.client_id, updatedAt: row.updated_at };
    switch (row.type) {
      case 'configure':
        return {
          ...target,
          type: row.type,
          payload: payloads.get(row.job_id) as ConfigurePayload,
          progress: {
            stored: row.progress.stored ?? [],
            refused: row.progress.refused ?? {},
            ...(row.progress.keys === undefined ? {} : { keys: row.progress.keys }),
          },
        };
      case 'refresh-data':
        return { ...target, type: row.type };
      case 'logon':
      case 'logoff': {
        const { users } = payloads.get(row.job_id) as MobilityPayload;
        return { ...target, type: row.type, user: users[row.client_id] ?? { id: '0', e164: '' } };
      }
      default:
        return { ...target, type: row.type, progress: row.progress };
    }
  });
}

/** What became of a target; every part is optional, an open target gets its next attempt. */
export interface TargetUpdate {
  readonly targetId: string;
  readonly state?: TargetState;
  readonly open?: boolean;
  readonly progress?: object;
  readonly reason?: Wording | null;
  readonly nextAttemptAt?: Date;
  readonly countAttempt?: boolean;
  /** The update is made only while the target is in this state. */
  readonly onlyIf?: TargetState;
  readonly events?: readonly Wording[];
}

/**
 * Applies what happened to targets, with their timelines. A finished target never changes again. Answers the jobs concerned.
 *
 * A phone that was told to reset itself has lost its values when the target ends, unless it refused: also when nobody heard of it
 * again, for then nobody knows what it has.
 */
export async function updateTargets(
  tx: ClientBase,
  updates: readonly TargetUpdate[],
  now: Date,
): Promise<string[]> {
  if (updates.length === 0) return [];
  const sorted = [...updates].sort((a, b) => Number(a.targetId) - Number(b.targetId));
  const { rows } = await tx.query<{ id: string; job_id: string; reset_client_id: string | null }>({
    name: 'update-targets',
    text: `
      update job_targets t set
        state = coalesce(i.state, t.state),
        open = coalesce(i.open, t.open),
        progress = coalesce(i.progress, t.progress),
        reason = coalesce(i.reason, t.reason),
        attempts = t.attempts + i.attempts,
        next_attempt_at = case when i.open = false then null else coalesce(i.next_attempt_at, t.next_attempt_at) end,
        finished_at = case when i.open = false then $2::timestamptz else t.finished_at end,
        updated_at = $2
      from jsonb_to_recordset($1::jsonb) as i (
        id bigint, state text, open boolean, progress jsonb, reason jsonb, attempts int, next_attempt_at timestamptz,
        only_if text
      )
      where t.id = i.id and t.finished_at is null and (i.only_if is null or t.state = i.only_if)
      returning t.id, t.job_id,
        case when i.open = false and t.state <> 'failed' and t.progress ? 'sent' then (
          select t.client_id from jobs j where j.id = t.job_id and j.type = 'factory-reset'
        ) end as reset_client_id`,
    values: [
      JSON.stringify(
        sorted.map((update) => ({
          id: update.targetId,
          state: update.state,
          open: update.open,
          progress: update.progress,
          reason: update.reason ?? undefined,
          attempts: update.countAttempt === true ? 1 : 0,
          next_attempt_at: update.nextAttemptAt,
          only_if: update.onlyIf,
        })),
      ),
      now,
    ],
  });
  const changed = new Set(rows.map((row) => row.id));
  const events = sorted
    .filter((update) => changed.has(update.targetId))
    .flatMap((update) => (update.events ?? []).map((event) => ({ target_id: update.targetId, ...event })));
  if (events.length > 0) {
    await tx.query({
      name: 'insert-target-events',
      text: `
        insert into job_target_events (target_id, at, kind, params, text)
        select target_id, $2, code, params, text
        from jsonb_to_recordset($1::jsonb) as i (target_id bigint, code text, params jsonb, text text)`,
      values: [JSON.stringify(events), now],
    });
  }
  await markLost(
    tx,
    rows.flatMap((row) => row.reset_client_id ?? []),
  );
  await markGivenBack(
    tx,
    rows.filter((row) => row.reset_client_id !== null).map((row) => row.id),
    now,
  );
  return [...new Set(rows.map((row) => row.job_id))];
}

/** Values that a reset phone gets back: they go out when it calls, which it does when it starts up again. */
async function markGivenBack(tx: ClientBase, targetIds: readonly string[], now: Date): Promise<void> {
  if (targetIds.length === 0) return;
  const { rows } = await tx.query<{ client_id: string; item: string; idx: number }>({
    name: 'values-to-give-back',
    text: `
      select v.client_id, v.item, v.idx
      from job_targets t
      join jobs j on j.id = t.job_id and j.payload ? 'givesBack'
      join effective_values v on v.client_id = t.client_id and j.payload -> 'givesBack' ? v.item
      where t.id = any($1::bigint[])`,
    values: [targetIds],
  });
  const keys = Map.groupBy(rows, (row) => row.client_id);
  await markValuesDue(
    tx,
    new Map(
      [...keys].map(([clientId, values]) => [
        clientId,
        values.map(({ item, idx }) => itemKey(item, refOf(item, idx).index)),
      ]),
    ),
    now,
  );
}

/** Clients with open work whose next attempt is due. */
export async function findDueClients(tx: ClientBase, now: Date, limit: number): Promise<string[]> {
  const { rows } = await tx.query<{ client_id: string }>({
    name: 'due-clients',
    text: `
      select distinct client_id from (
        select client_id from job_targets
        where open and next_attempt_at <= $1 and client_id is not null
        order by next_attempt_at limit $2
      ) due`,
    values: [now, limit],
  });
  return rows.map((row) => row.client_id);
}

/** Which of these devices have open work; unknown ones have none. */
export async function findDevicesWithWork(pool: Pool, deviceIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ device_id: string }>({
    name: 'devices-with-work',
    text: `
      select c.device_id from clients c
      where c.device_id = any($1::text[]) and (
        exists (select from job_targets t where t.client_id = c.id and t.open)
        or exists (select from values_due w where w.client_id = c.id)
      )`,
    values: [deviceIds],
  });
  return new Set(rows.map((row) => row.device_id));
}

/** Open targets of clients, to record what came of a contact request. */
export async function findOpenTargetIds(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<{ targetId: string; clientId: string }[]> {
  const { rows } = await tx.query<{ targetId: string; clientId: string }>({
    name: 'open-target-ids',
    text: 'select id as "targetId", client_id as "clientId" from job_targets where client_id = any($1::bigint[]) and open',
    values: [clientIds],
  });
  return rows;
}

/** Which of these clients have been asked and still have time to call, with its end. */
export async function findAwaitedClients(
  tx: ClientBase,
  clientIds: readonly string[],
  now: Date,
): Promise<Map<string, Date>> {
  const { rows } = await tx.query<{ client_id: string; until: Date }>({
    name: 'awaited-clients',
    text: `
      select client_id, max(next_attempt_at) as until from job_targets
      where client_id = any($1::bigint[]) and open and state = 'contacting' and next_attempt_at > $2
      group by client_id`,
    values: [clientIds, now],
  });
  return new Map(rows.map((row) => [row.client_id, row.until]));
}

/** Gives the due targets of clients a later attempt; one that was asked for meanwhile keeps its own. */
export async function postponeTargets(
  tx: ClientBase,
  untilByClient: ReadonlyMap<string, Date>,
  now: Date,
): Promise<void> {
  if (untilByClient.size === 0) return;
  await tx.query({
    name: 'postpone-targets',
    text: `
      with due as (
        select t.id, i.until
        from unnest($1::bigint[], $2::timestamptz[]) as i (client_id, until)
        join job_targets t on t.client_id = i.client_id
        where t.open and t.next_attempt_at <= $3 and i.until > $3
        order by t.id for no key update of t
      )
      update job_targets t set next_attempt_at = due.until from due where t.id = due.id`,
    values: [[...untilByClient.keys()], [...untilByClient.values()], now],
  });
}

/** Failures in a row that are counted at most: later ones make no difference to anybody. */
const MAX_COUNTED = 20;

/** How often in a row the phones of targets could not be reached, nothing else having happened since; none: left out. */
export async function countUnreachable(
  tx: ClientBase,
  targetIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await tx.query<{ id: string; failures: number }>({
    name: 'count-unreachable',
    text: `
      select t.id, count(*)::int as failures
      from unnest($1::bigint[]) as t (id)
      cross join lateral (
        select kind, bool_and(kind in ('target.asked', 'target.unreachable')) over (order by id desc) as in_a_row
        from (select id, kind from job_target_events where target_id = t.id order by id desc limit $2) last
      ) e
      where e.in_a_row and e.kind = 'target.unreachable'
      group by t.id`,
    values: [targetIds, MAX_COUNTED],
  });
  return new Map(rows.map((row) => [row.id, row.failures]));
}

/** Whether a mobile user is to be logged on or off at a client already. */
export async function hasMobilityOrder(
  tx: ClientBase,
  type: 'logon' | 'logoff',
  clientId: string,
  userId: string,
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'has-mobility-order',
    text: `
      select from job_targets t join jobs j on j.id = t.job_id
      where t.client_id = $2 and t.open and j.type = $1 and j.canceled_at is null
        and j.payload -> 'users' -> t.client_id::text ->> 'id' = $3 limit 1`,
    values: [type, clientId, userId],
  });
  return rowCount === 1;
}

/** A mobile user is logged off: phones that wait for that are asked to call now. @returns the clients */
export async function wakeLogons(tx: ClientBase, userId: string, now: Date): Promise<string[]> {
  const { rows } = await tx.query<{ client_id: string }>({
    name: 'wake-logons',
    text: `
      update job_targets t set next_attempt_at = $2 from jobs j
      where j.id = t.job_id and j.type = 'logon' and j.finished_at is null and t.open
        and j.payload -> 'users' -> t.client_id::text ->> 'id' = $1
      returning t.client_id`,
    values: [userId, now],
  });
  return rows.map((row) => row.client_id);
}

/** Lets the open targets of a job wait for something that will wake them; should it not, their phones are asked then. */
export async function delayJob(tx: ClientBase, jobId: string, until: Date): Promise<void> {
  await tx.query('update job_targets set next_attempt_at = $2 where job_id = $1 and open', [jobId, until]);
}
