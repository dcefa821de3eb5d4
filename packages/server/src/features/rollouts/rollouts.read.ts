import type { Catalog } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { ServerContext } from '../../infra/context.ts';
import type { Db, RolloutState } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import type { ClientSelection } from '../clients/index.ts';
import { deploymentOf } from '../deployments/index.ts';
import { valuesOfWork } from '../jobs/index.ts';
import type { RolloutRules } from './decide.ts';
import { findWaves, type StoredWave } from './rollout-facts.read.ts';
import type { RolloutWork } from './rollout-work.ts';
import { type NamedWaveRules, OPEN_SELECTION } from './rollouts.queries.ts';
import type {
  Rollout,
  RolloutClient,
  RolloutCounts,
  RolloutDetail,
  rolloutSortKeys,
} from './rollouts.schema.ts';
import type { Sentence } from './sentences.ts';

const MAX_EVENTS = 200;

type Sources = Pick<ServerContext, 'db' | 'pool'>;

interface RolloutRow {
  readonly id: string;
  readonly name: string;
  readonly state: RolloutState;
  readonly work: RolloutWork;
  readonly waveRules: NamedWaveRules;
  readonly rules: RolloutRules;
  readonly sentence: Sentence;
  readonly timeoutSeconds: number;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly startAt: Date | null;
  readonly beganAt: Date | null;
  readonly endedAt: Date | null;
  readonly clientCount: number;
  readonly leftOut: number;
  readonly version: number;
}

export interface RolloutList extends ListWindow {
  readonly sort: (typeof rolloutSortKeys)[number];
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state?: RolloutState | undefined;
}

function rolloutRows(db: Db) {
  return db
    .selectFrom('rollouts')
    .select(['id', 'name', 'state', 'work', 'waveRules', 'rules', 'sentence', 'timeoutSeconds'])
    .select(['createdAt', 'createdBy', 'startAt', 'beganAt', 'endedAt', 'clientCount', 'leftOut', 'version']);
}

/** One page of rollouts with the number of all that match. */
export async function listRollouts(
  { db, pool }: Sources,
  list: RolloutList,
): Promise<{ items: Rollout[]; total: number }> {
  let rows = rolloutRows(db);
  let all = db.selectFrom('rollouts').select(({ fn }) => fn.countAll<string>().as('total'));
  if (list.state !== undefined) {
    rows = rows.where('state', '=', list.state);
    all = all.where('state', '=', list.state);
  }
  if (list.search !== '') {
    const matches = sql<boolean>`strpos(lower(name || ' ' || created_by), lower(${list.search})) > 0`;
    rows = rows.where(matches);
    all = all.where(matches);
  }
  const [found, { total }] = await Promise.all([
    rows
      .orderBy(list.sort, (column) => (list.order === 'asc' ? column.asc() : column.desc()).nullsLast())
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    all.executeTakeFirstOrThrow(),
  ]);
  const items = await Promise.all(
    found.map(async (row) => toRollout(row as RolloutRow, await findWaves({ db, pool }, row.id, null))),
  );
  return { items, total: Number(total) };
}

export async function findRollout(
  { db, pool }: Sources,
  id: string,
  catalog: Catalog,
): Promise<RolloutDetail | undefined> {
  const found = await rolloutRows(db)
    .select(sql`${sql.raw(OPEN_SELECTION)}`.as('selection'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const row = found as RolloutRow & { readonly selection: ClientSelection };
  const [waves, events] = await Promise.all([findWaves({ db, pool }, id, null), findEvents(db, id)]);
  const { work, rules, waveRules, timeoutSeconds, selection, version } = row;
  // Whatever changes a rollout leaves an entry in its timeline.
  const last = events.at(-1);
  return {
    ...toRollout(row, waves),
    version,
    updatedAt: last?.at ?? row.createdAt.toISOString(),
    updatedBy: last?.account ?? null,
    values: work.type === 'configure' ? valuesOfWork(work, catalog) : [],
    keepCertificates: work.type === 'factory-reset' && work.keepCertificates === true,
    clients: row.beganAt === null ? selection : null,
    waveRules: shownRules(waveRules),
    rules: { ...rules, window: rules.window && { ...rules.window, weekdays: [...rules.window.weekdays] } },
    timeoutSeconds,
    waves: waves.map((wave, place) => ({
      wave: place + 1,
      kind: wave.kind,
      percent: wave.percent,
      clientCount: wave.clients + wave.accepted,
      beganAt: wave.beganAt?.toISOString() ?? null,
      gateReachedAt: wave.gateReachedAt?.toISOString() ?? null,
      endedAt: wave.endedAt?.toISOString() ?? null,
      needed: Math.ceil((wave.clients * rules.gate.successPercent) / 100),
      counts: countsOf([wave], row.state),
      jobIds: wave.jobs.map((job) => job.id),
    })),
    events,
  };
}

function shownRules({ canary, steps, groupName = '' }: NamedWaveRules): RolloutDetail['waveRules'] {
  const shown = canary !== null && 'groupId' in canary ? { ...canary, groupName } : canary;
  return { canary: shown, steps: [...steps] };
}

function toRollout(row: RolloutRow, waves: readonly StoredWave[]): Rollout {
  const { id, name, state, sentence, work, createdBy, clientCount, leftOut } = row;
  return {
    id,
    name,
    state,
    sentence: { ...sentence, params: { ...sentence.params } },
    type: work.type,
    template: work.type === 'apply-template' ? { ...work.template } : null,
    deployment: work.type === 'deploy-files' ? deploymentOf(work.type, work.deployment) : null,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    startAt: row.startAt?.toISOString() ?? null,
    beganAt: row.beganAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    clientCount,
    leftOut,
    waveCount: waves.length,
    wave: waves.filter(({ begun }) => begun).length,
    counts: countsOf(waves, state),
  };
}

function countsOf(waves: readonly StoredWave[], state: RolloutState): RolloutCounts {
  const sum = (count: (wave: StoredWave) => number) => waves.reduce((all, wave) => all + count(wave), 0);
  // Of an aborted rollout nobody waits for anything any more.
  const unbegun = sum(({ begun, clients }) => (begun ? 0 : clients));
  return {
    success: sum(({ success }) => success),
    failed: sum(({ failed, accepted }) => failed + accepted),
    heldBack: sum(({ canceled }) => canceled) + (state === 'aborted' ? unbegun : 0),
    underWay: sum(({ underWay }) => underWay),
    waiting: sum(({ begun, unsent }) => (begun ? unsent : 0)) + (state === 'aborted' ? 0 : unbegun),
  };
}

async function findEvents(db: Db, id: string): Promise<RolloutDetail['events']> {
  const rows = await db
    .selectFrom('rolloutEvents')
    .select(['at', 'state', 'account', 'sentence'])
    .where('rolloutId', '=', id)
    .orderBy('id', 'desc')
    .limit(MAX_EVENTS)
    .execute();
  return rows.reverse().map(({ at, sentence, ...row }) => {
    const words = sentence as Sentence;
    return { ...row, at: at.toISOString(), sentence: { ...words, params: { ...words.params } } };
  });
}

export interface RolloutClientList extends ListWindow {
  readonly sort: 'wave' | 'e164' | 'deviceId' | 'model';
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly wave?: number | undefined;
  readonly state?: RolloutClient['state'] | undefined;
}

const sortColumns = {
  wave: sql`m.wave`,
  e164: sql`c.e164`,
  deviceId: sql`c.device_id`,
  model: sql`c.model`,
} as const;

/** One page of the clients of a rollout, with the number of all that match. */
export async function listRolloutClients(
  db: Db,
  id: string,
  list: RolloutClientList,
): Promise<{ items: RolloutClient[]; total: number }> {
  const { wave = null, state = null } = list;
  const direction = list.order === 'asc' ? sql`asc` : sql`desc`;
  const { rows } = await sql<RolloutClient & { total: number }>`
    with latest as (
      select distinct on (t.client_id) t.client_id, t.job_id, t.state, t.reason
      from rollout_jobs r join job_targets t on t.job_id = r.job_id
      where r.rollout_id = ${id} and t.client_id is not null
      order by t.client_id, t.id desc
    ), members as (
      select m.client_id, c.e164, c.device_id, c.model, m.wave, t.job_id, t.reason,
        case
          when t.state in ('success') then 'success'
          when t.state in ('failed', 'timeout', 'partial-successful') then 'failed'
          when t.state = 'canceled' then 'held-back'
          when t.state = 'in-dialogue' then 'under-way'
          when r.state = 'aborted' and t.state is null then 'held-back'
          else 'waiting'
        end as state
      from rollout_clients m
      join rollouts r on r.id = m.rollout_id
      join clients c on c.id = m.client_id
      left join latest t on t.client_id = m.client_id
      where m.rollout_id = ${id} and (${wave}::int is null or m.wave = ${wave}::int)
        and strpos(lower(c.e164 || ' ' || c.device_id || ' ' || c.model), lower(${list.search})) > 0
    )
    select c.*, count(*) over ()::int as total
    from members c join members m on m.client_id = c.client_id
    where ${state}::text is null or c.state = ${state}::text
    order by ${sortColumns[list.sort]} ${direction}, c.client_id
    limit ${list.pageSize} offset ${listOffset(list)}`.execute(db);
  const items = rows.map(({ total: _total, ...row }) => row);
  return { items, total: rows[0]?.total ?? 0 };
}
