import type { ClientBase, Pool } from 'pg';
import type { RolloutState } from '../../infra/db/index.ts';
import type { ClientSelection } from '../clients/index.ts';
import type { RolloutRules } from './decide.ts';
import type { RolloutWork } from './rollout-work.ts';
import type { Sentence } from './sentences.ts';
import type { PlannedWave, WaveRules } from './split-waves.ts';

/** A rollout about to be stored. */
export interface NewRollout {
  readonly name: string;
  readonly work: RolloutWork;
  readonly selection: ClientSelection;
  readonly waveRules: NamedWaveRules;
  readonly rules: RolloutRules;
  readonly timeoutSeconds: number;
}

/** With the name that the canary's group had when it was chosen. */
export type NamedWaveRules = WaveRules & { readonly groupName?: string };

export interface Account {
  readonly id: string;
  readonly name: string;
}

/** A rollout as the engine needs it; when it has begun, its waves say who takes part, and its selection is empty. */
export interface StoredRollout extends NewRollout {
  readonly id: string;
  readonly state: RolloutState;
  readonly startAt: Date | null;
  readonly beganAt: Date | null;
  readonly initiatorId: string | null;
  readonly initiatorName: string | null;
  readonly createdBy: string;
  readonly sentence: Sentence;
  readonly version: number;
}

/** Tens of thousands of ids are not read for every look. */
export const OPEN_SELECTION = `case when began_at is null then selection else '{"ids": []}' end`;

const COLUMNS = `id, name, state, work, ${OPEN_SELECTION} as selection, wave_rules as "waveRules", rules, timeout_seconds as "timeoutSeconds",
  start_at as "startAt", began_at as "beganAt", initiator_id as "initiatorId", initiator_name as "initiatorName",
  created_by as "createdBy", sentence, version`;

export async function insertRollout(
  tx: ClientBase,
  rollout: NewRollout,
  { by, sentence, now }: { readonly by: string; readonly sentence: Sentence; readonly now: Date },
): Promise<string> {
  const { name, work, selection, waveRules, rules, timeoutSeconds } = rollout;
  const documents = [work, selection, waveRules, rules, sentence].map((value) => JSON.stringify(value));
  const { rows } = await tx.query<{ id: string }>(
    `insert into rollouts (name, work, selection, wave_rules, rules, sentence, timeout_seconds, state, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, 'planned', $8, $9) returning id`,
    [name, ...documents, timeoutSeconds, now, by],
  );
  return rows[0]?.id ?? '';
}

export async function findStoredRollout(
  pool: Pool | ClientBase,
  id: string,
): Promise<StoredRollout | undefined> {
  const { rows } = await pool.query<StoredRollout>(`select ${COLUMNS} from rollouts where id = $1`, [id]);
  return rows[0];
}

/** The rollout, which nobody else moves on until the transaction ends. */
export async function lockRollout(tx: ClientBase, id: string): Promise<StoredRollout | undefined> {
  const { rows } = await tx.query<StoredRollout>(
    `select ${COLUMNS} from rollouts where id = $1 for no key update`,
    [id],
  );
  return rows[0];
}

export interface Transition {
  readonly id: string;
  readonly state: RolloutState;
  readonly sentence: Sentence;
  /** User name of who did it; null: the rollout itself. */
  readonly account: string | null;
  /** The timeline tells of it already. */
  readonly isTold?: boolean;
}

const ENDED = `('stopped', 'aborted', 'done')`;

/** Brings a rollout into a state, with an entry in its timeline; a node looks at it at once. */
export async function storeTransition(
  tx: ClientBase,
  { id, state, sentence, account, isTold = false }: Transition,
  now: Date,
): Promise<void> {
  await tx.query(
    `update rollouts set state = $2, sentence = $3, version = version + 1, next_look_at = $4::timestamptz,
       ended_at = case when $2 in ${ENDED} then $4::timestamptz end
     where id = $1`,
    [id, state, JSON.stringify(sentence), now],
  );
  if (!isTold) await insertEvent(tx, { id, state, sentence, account }, now);
}

/** An entry in the timeline that changes no state. */
export async function insertEvent(
  tx: ClientBase,
  { id, state, sentence, account }: Omit<Transition, 'isTold'>,
  now: Date,
): Promise<void> {
  await tx.query(
    'insert into rollout_events (rollout_id, at, state, account, sentence) values ($1, $2, $3, $4, $5)',
    [id, now, state, account, JSON.stringify(sentence)],
  );
}

/** When it is to begin, and who wants it. */
export async function storeStart(
  tx: ClientBase,
  id: string,
  startAt: Date,
  { id: accountId, name }: Account,
): Promise<void> {
  await tx.query(
    `update rollouts set start_at = $2, next_look_at = $2, initiator_id = $3, initiator_name = $4, version = version + 1
     where id = $1`,
    [id, startAt, accountId, name],
  );
}

/** Another plan for a rollout that has not begun; until its start is stored it waits for somebody to start it. */
export async function storeChange(tx: ClientBase, id: string, rollout: NewRollout): Promise<void> {
  const { name, work, selection, waveRules, rules, timeoutSeconds } = rollout;
  const documents = [work, selection, waveRules, rules].map((value) => JSON.stringify(value));
  await tx.query(
    `update rollouts set name = $2, work = $3, selection = $4, wave_rules = $5, rules = $6, timeout_seconds = $7,
       start_at = null, initiator_id = null, initiator_name = null, version = version + 1
     where id = $1`,
    [id, name, ...documents, timeoutSeconds],
  );
}

/** Clients of one statement. */
const PORTION = 10_000;

/** Fixes who is in which wave. Clients that are gone meanwhile are left out. */
export async function storeWaves(
  tx: ClientBase,
  id: string,
  waves: readonly PlannedWave[],
  { leftOut, now }: { readonly leftOut: number; readonly now: Date },
): Promise<void> {
  await tx.query(
    `insert into rollout_waves (rollout_id, wave, kind, percent, client_count)
     select $1, i.wave, i.kind, i.percent, i.count
     from unnest($2::int[], $3::text[], $4::int[], $5::int[]) as i (wave, kind, percent, count)`,
    [
      id,
      waves.map((_, place) => place + 1),
      waves.map(({ kind }) => kind),
      waves.map(({ percent }) => percent),
      waves.map(({ clients }) => clients.length),
    ],
  );
  for (const [place, { clients }] of waves.entries()) {
    for (let from = 0; from < clients.length; from += PORTION) {
      const ids = clients.slice(from, from + PORTION).map((client) => client.id);
      await tx.query(
        `insert into rollout_clients (rollout_id, client_id, wave)
         select $1, c.id, $3 from clients c where c.id = any($2::bigint[]) order by c.id for key share of c`,
        [id, ids, place + 1],
      );
    }
  }
  await tx.query(
    `update rollout_waves w set tally = jsonb_build_object('none', (
       select count(*) from rollout_clients m where m.rollout_id = w.rollout_id and m.wave = w.wave
     ))
     where w.rollout_id = $1`,
    [id],
  );
  const count = waves.reduce((sum, { clients }) => sum + clients.length, 0);
  await tx.query('update rollouts set began_at = $2, client_count = $3, left_out = $4 where id = $1', [
    id,
    now,
    count,
    leftOut,
  ]);
}

/** A wave has its order. */
export async function storeWaveBegun(tx: ClientBase, id: string, wave: number, now: Date): Promise<void> {
  await tx.query(
    `update rollout_waves set began_at = coalesce(began_at, $3), repeat = null where rollout_id = $1 and wave = $2`,
    [id, wave, now],
  );
}

export async function storeWaveJob(tx: ClientBase, id: string, wave: number, jobId: string): Promise<void> {
  await tx.query('insert into rollout_jobs (rollout_id, wave, job_id) values ($1, $2, $3)', [
    id,
    wave,
    jobId,
  ]);
  await tx.query(
    `insert into rollout_changes (rollout_id, client_id)
     select $1, client_id from job_targets where job_id = $2 and client_id is not null`,
    [id, jobId],
  );
}

export async function storeGateReached(tx: ClientBase, id: string, wave: number, now: Date): Promise<void> {
  await tx.query(
    'update rollout_waves set gate_reached_at = $3 where rollout_id = $1 and wave = $2 and gate_reached_at is null',
    [id, wave, now],
  );
}

/**
 * Nothing of the wave is open any more: its counts stay as they are, also when its jobs are deleted. Nothing happens when the
 * rollout has moved on meanwhile.
 */
export async function storeWaveCounts(
  tx: Pool | ClientBase,
  { id, wave, version }: { readonly id: string; readonly wave: number; readonly version: number },
  counts: object,
  now: Date,
): Promise<void> {
  await tx.query(
    `update rollout_waves w set counts = $4, ended_at = $5
     from rollouts r
     where w.rollout_id = $1 and w.wave = $2 and w.repeat is null and r.id = w.rollout_id and r.version = $3`,
    [id, wave, version, JSON.stringify(counts), now],
  );
}

/** Jobs of a rollout that have not ended. */
export async function findOpenJobs(tx: ClientBase, id: string): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    'select j.id from rollout_jobs r join jobs j on j.id = r.job_id where r.rollout_id = $1 and j.finished_at is null',
    [id],
  );
  return rows.map((row) => row.id);
}

/** The last target of each client of a rollout `$1`: a repeated order counts instead of the one before. */
const LATEST_TARGETS = `
  select distinct on (t.client_id) t.client_id, t.id, t.job_id, t.state, t.finished_at, t.progress
  from rollout_jobs r join job_targets t on t.job_id = r.job_id
  where r.rollout_id = $1 and t.client_id is not null
  order by t.client_id, t.id desc`;

/**
 * What somebody decides when a rollout goes on that had stopped: waves that have begun give their order again to clients that were
 * held back, or to all that have not succeeded; what is not repeated is accepted as it is.
 */
export async function storeRepeat(tx: ClientBase, id: string, repeat: 'held-back' | 'failed'): Promise<void> {
  await tx.query(
    `update rollout_waves set repeat = $2, gate_reached_at = null, counts = null, ended_at = null
     where rollout_id = $1 and began_at is not null`,
    [id, repeat],
  );
  await tx.query(
    `with changed as (
       update rollout_clients c set accepted = $2
       from (${LATEST_TARGETS}) t
       where c.rollout_id = $1 and c.client_id = t.client_id
         and t.state in ('failed', 'timeout', 'partial-successful', 'in-dialogue')
       returning c.client_id
     )
     insert into rollout_changes (rollout_id, client_id) select $1, client_id from changed`,
    [id, repeat === 'held-back'],
  );
}

/** Takes rollouts that are to be looked at, so that no other node looks at them at the same time. */
export async function takeRollouts(pool: Pool, now: Date, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `update rollouts r set next_look_at = $1::timestamptz + make_interval(secs => case when r.client_count > 5000 then 5 else 1 end)
     from (
       select id from rollouts where next_look_at <= $1 order by next_look_at limit $2 for no key update skip locked
     ) due
     where r.id = due.id
     returning r.id`,
    [now, limit],
  );
  return rows.map(({ id }) => id);
}

/** Nothing goes on by itself any more, until somebody does something. */
export async function stopLooking(tx: Pool | ClientBase, id: string, version: number): Promise<void> {
  await tx.query('update rollouts set next_look_at = null where id = $1 and version = $2', [id, version]);
}

export async function deleteRollout(tx: ClientBase, id: string): Promise<void> {
  await tx.query('delete from rollouts where id = $1', [id]);
}
