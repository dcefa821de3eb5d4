import type { ClientBase, Pool } from 'pg';

/** What a client of a rollout counts as. */
export type CountedAs = 'none' | 'accepted' | 'success' | 'failed' | 'canceled' | 'unsent' | 'under-way';

/** Clients of a wave by what they count as; absent: none. */
export type Tally = Readonly<Partial<Record<CountedAs, number>>>;

/** What the clients in `listed` (`client_id`, `wave`, `counted`, `accepted`) of the rollout `$1` count as now, and as what they did. */
const COUNTED_NOW = `
  select l.client_id, l.wave, l.counted as was,
    case
      when l.accepted and t.state is distinct from 'success' then 'accepted'
      when t.state = 'success' then 'success'
      when t.state in ('failed', 'timeout', 'partial-successful') then 'failed'
      when t.state = 'canceled' then 'canceled'
      when t.state in ('waiting', 'contacting', 'busy') then 'unsent'
      when t.state = 'in-dialogue' then 'under-way'
      else 'none'
    end as counted,
    case when t.state = 'in-dialogue' then
      nullif(coalesce(t.progress ->> 'sentAt', t.progress ->> 'toldAt'), '')::timestamptz
    end as sent_at
  from listed l
  left join lateral (
    -- A repeated order counts instead of the one before.
    select t.state, t.progress from job_targets t join rollout_jobs r on r.job_id = t.job_id
    where t.client_id = l.client_id and r.rollout_id = $1 order by t.id desc limit 1
  ) t on true`;

/** By how much the counts of waves differ for that, and for clients that are gone, in `lost`. */
const DIFFERENCES = `
  select wave, counted, sum(n)::int as n
  from (
    select wave, was as counted, -1 as n from counted_now where was <> counted
    union all select wave, counted, 1 from counted_now where was <> counted
    union all select wave, counted, -1 from lost
  ) d
  group by wave, counted`;

/**
 * The counts of each wave, with what has changed since they were stored: the cost is that of the changes.
 *
 * @returns by wave
 */
export async function readTallies(pool: Pool | ClientBase, id: string): Promise<Map<number, Tally>> {
  const { rows } = await pool.query<{ wave: number; tally: Tally; differences: Tally | null }>({
    name: 'rollout-tallies',
    text: `
      with listed as (
        select m.client_id, m.wave, m.counted, m.accepted
        from (select distinct client_id from rollout_changes where rollout_id = $1 and client_id is not null) c
        cross join lateral (
          select * from rollout_clients where rollout_id = $1 and client_id = c.client_id offset 0
        ) m
      ), counted_now as (${COUNTED_NOW}
      ), lost as (
        select wave, counted from rollout_changes where rollout_id = $1 and client_id is null
      ), differences as (${DIFFERENCES}
      )
      select w.wave, w.tally, (
        select jsonb_object_agg(d.counted, d.n) from differences d where d.wave = w.wave
      ) as differences
      from rollout_waves w where w.rollout_id = $1`,
    values: [id],
  });
  return new Map(rows.map(({ wave, tally, differences }) => [wave, sumOf(tally, differences ?? {})]));
}

function sumOf(tally: Tally, differences: Tally): Tally {
  const sum: Partial<Record<CountedAs, number>> = { ...tally };
  for (const [counted, n] of Object.entries(differences) as [CountedAs, number][]) {
    sum[counted] = (sum[counted] ?? 0) + n;
  }
  return sum;
}

export async function hasChanges(pool: Pool, id: string): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>({
    name: 'rollout-has-changes',
    text: 'select exists (select from rollout_changes where rollout_id = $1) as has',
    values: [id],
  });
  return rows[0]?.has === true;
}

/** Takes what has changed into the stored counts. Call it in a transaction of its own: it holds the rollout. */
export async function storeTallies(tx: ClientBase, id: string): Promise<void> {
  // What two have counted at the same time would count twice.
  await tx.query('select from rollouts where id = $1 for no key update', [id]);
  await tx.query({
    name: 'store-rollout-tallies',
    text: `
      with taken as (
        delete from rollout_changes where rollout_id = $1 returning client_id, wave, counted
      ), listed as (
        -- Whoever is just deleting one of them is waited for, and says then as what it counted.
        select m.client_id, m.wave, m.counted, m.accepted
        from (select distinct client_id from taken where client_id is not null order by client_id) c
        cross join lateral (
          select * from rollout_clients where rollout_id = $1 and client_id = c.client_id for update
        ) m
      ), counted_now as materialized (${COUNTED_NOW}
      ), kept as (
        update rollout_clients m set counted = n.counted, sent_at = n.sent_at
        from counted_now n
        where m.rollout_id = $1 and m.client_id = n.client_id
          and (m.counted, m.sent_at) is distinct from (n.counted, n.sent_at)
      ), lost as (
        select wave, counted from taken where client_id is null
      ), differences as (${DIFFERENCES}
      )
      update rollout_waves w set tally = (
        select coalesce(jsonb_object_agg(s.counted, s.n), '{}')
        from (
          select a.counted, sum(a.n) as n
          from (
            select key as counted, value::int as n from jsonb_each_text(w.tally)
            union all select d.counted, d.n from differences d where d.wave = w.wave
          ) a
          group by a.counted having sum(a.n) <> 0
        ) s
      )
      where w.rollout_id = $1 and w.wave in (select wave from differences)`,
    values: [id],
  });
}

/**
 * How many clients of each wave are still away that got their order before a time, as far as it is counted; those of which something
 * is new are left out.
 */
export async function countAway(pool: Pool, id: string, before: Date): Promise<Map<number, number>> {
  const { rows } = await pool.query<{ wave: number; count: number }>({
    name: 'rollout-away',
    text: `
      select wave, count(*)::int from rollout_clients m
      where rollout_id = $1 and counted = 'under-way' and sent_at <= $2 and not exists (
        select from rollout_changes c where c.rollout_id = $1 and c.client_id = m.client_id
      )
      group by wave`,
    values: [id, before],
  });
  return new Map(rows.map(({ wave, count }) => [wave, count]));
}
