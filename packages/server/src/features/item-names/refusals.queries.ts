import type { ClientBase } from 'pg';
import type { CountedRefusal, Db } from '../../infra/db/index.ts';

/** What phones answer when a name, an index rule or a code of the catalog is wrong (protocol reference section 10.2). */
export const countedRefusals = [
  'unknown item',
  'invalid index',
  'invalid data',
] as const satisfies readonly CountedRefusal[];

export function isCountedRefusal(status: string): status is CountedRefusal {
  return countedRefusals.some((one) => one === status);
}

/** Kinds of phones that are told apart for one item and answer: beyond them a phone could invent versions without end. */
const MAX_KINDS = 40;
/** Longest name of a model or version that is kept. */
const MAX_TEXT = 60;

/** A value that a phone refused. */
export interface HeardRefusal {
  readonly clientId: string;
  readonly name: string;
  readonly index?: number;
  /** The phone's own words. */
  readonly status: string;
}

/**
 * Counts what phones did not know, for each item with the model and firmware that said so, in one statement. Does nothing,
 * and asks nothing of the database, when there is nothing of the kind.
 */
export async function countRefusals(
  tx: ClientBase,
  heard: readonly HeardRefusal[],
  now: Date,
): Promise<void> {
  const counted = heard.filter(({ status }) => isCountedRefusal(status));
  if (counted.length === 0) return;
  await tx.query({
    name: 'count-item-refusals',
    text: `
      with heard as (
        select i.item, i.idx, i.status, left(c.model, $6) as model, left(c.software_type, $6) as software_type,
          left(c.software_version, $6) as software_version
        from unnest($1::bigint[], $2::text[], $3::int[], $4::text[]) as i (client_id, item, idx, status)
        join clients c on c.id = i.client_id
      ), kinds as (
        select h.item, h.idx, h.status, h.model, h.software_type, h.software_version, count(*) as count,
          row_number() over (partition by h.item, h.idx, h.status) as place
        from heard h
        group by h.item, h.idx, h.status, h.model, h.software_type, h.software_version
      ), fitted as (
        select k.*, exists (
            select from item_refusals r where r.item = k.item and r.idx = k.idx and r.status = k.status and r.model = k.model
              and r.software_type = k.software_type and r.software_version = k.software_version
          ) or k.place + (
            select count(*) from item_refusals r where r.item = k.item and r.idx = k.idx and r.status = k.status
          ) <= $7 as fits
        from kinds k
      )
      insert into item_refusals as r (item, idx, status, model, software_type, software_version, count, first_at, last_at)
      select item, idx, status, case when fits then model else '' end, case when fits then software_type else '' end,
        case when fits then software_version else '' end, sum(count), $5, $5
      from fitted
      group by 1, 2, 3, 4, 5, 6
      order by 1, 2, 3, 4, 5, 6
      on conflict (item, idx, status, model, software_type, software_version)
        do update set count = r.count + excluded.count, last_at = greatest(r.last_at, excluded.last_at)`,
    values: [
      counted.map(({ clientId }) => clientId),
      counted.map(({ name }) => name),
      counted.map(({ index }) => index ?? -1),
      counted.map(({ status }) => status),
      now,
      MAX_TEXT,
      MAX_KINDS,
    ],
  });
}

/** A counted answer of one kind of phones. */
export interface CountedAnswer {
  readonly item: string;
  /** Null: none. */
  readonly index: number | null;
  readonly status: CountedRefusal;
  readonly model: string;
  readonly softwareType: string;
  readonly softwareVersion: string;
  readonly count: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** All counted answers, the newest first. */
export async function findRefusals(db: Db): Promise<CountedAnswer[]> {
  const rows = await db.selectFrom('itemRefusals').selectAll().orderBy('lastAt', 'desc').execute();
  return rows.map(({ idx, count, ...row }) => ({
    ...row,
    index: idx === -1 ? null : idx,
    count: Number(count),
  }));
}
