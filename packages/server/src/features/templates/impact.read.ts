import { sql } from 'kysely';
import type { ServerContext } from '../../infra/context.ts';
import { type CheckedValue, toIdx } from '../values/index.ts';
import { identityOf, isSameValue, keyOf } from './content.ts';
import type { StoredValue } from './templates.queries.ts';
import type { Template } from './templates.schema.ts';

/** A change of the content that somebody thinks of. */
export interface ContentDraft {
  readonly template: Template;
  readonly existing: readonly StoredValue[];
  readonly checked: readonly CheckedValue[];
}

interface Counts {
  readonly clients: number;
  /** Clients with something that goes before the template, by place of the value. */
  readonly overridden: readonly number[];
  readonly overriddenClients: number;
  /** Clients on which that holds for every value. */
  readonly untouchedClients: number;
}

/**
 * What a change of the content will do to clients as they are at this moment. Only templates that share a value with the
 * change and the clients' own edits of these values are looked at, so the cost grows with the change and with the clients that
 * have the template.
 */
export async function findImpact(
  { db, catalog, secrets }: Pick<ServerContext, 'db' | 'catalog' | 'secrets'>,
  { template, existing, checked }: ContentDraft,
) {
  const stored = new Map(existing.map((value) => [keyOf(value.item, value.index), value]));
  const changed = checked.filter(
    (value) => !isSameValue(stored.get(keyOf(value.item, value.index)), value, secrets),
  );
  const counts = await count(db, template.id, changed);
  return {
    clients: counts.clients,
    affectedClients: changed.length === 0 ? 0 : counts.clients - counts.untouchedClients,
    overriddenClients: counts.overriddenClients,
    values: changed.map((value, place) => {
      const identity = identityOf(value, catalog.current());
      const before = stored.get(keyOf(value.item, value.index));
      const overridden = counts.overridden[place] ?? 0;
      return {
        ...identity,
        old: identity.secret ? null : (before?.value ?? null),
        new: identity.secret ? null : value.wire,
        oldSet: before !== undefined,
        newSet: value.wire !== null,
        clients: counts.clients - overridden,
        overridden,
      };
    }),
  };
}

/** Clients to which the same templates and edits come before the template. */
interface Likeness {
  /** Templates that go before it and have one of the values. */
  readonly templateIds: readonly string[];
  /** Places of values that they have edits of their own of, from 1. */
  readonly edited: readonly number[];
  readonly clients: number;
}

/** Of 100,000 clients most are alike: what each value comes to is counted for the kinds of them, not for each. */
async function count(
  db: ServerContext['db'],
  templateId: string,
  changed: readonly CheckedValue[],
): Promise<Counts> {
  const items = changed.map(({ item }) => item);
  const indexes = changed.map(({ index }) => toIdx(index ?? undefined));
  const rivals = await findRivals(db, templateId, items, indexes);
  const alike = await findAlike(db, templateId, [...rivals.keys()], items, indexes);
  const overridden = changed.map(() => 0);
  let [clients, overriddenClients, untouchedClients] = [0, 0, 0];
  for (const { templateIds, edited, clients: number } of alike) {
    const places = new Set([...edited, ...templateIds.flatMap((id) => rivals.get(id) ?? [])]);
    clients += number;
    if (places.size > 0) overriddenClients += number;
    if (places.size === changed.length) untouchedClients += number;
    for (const place of places) overridden[place - 1] = (overridden[place - 1] ?? 0) + number;
  }
  return { clients, overridden, overriddenClients, untouchedClients };
}

/** Other templates that have one of the values, with their places. */
async function findRivals(
  db: ServerContext['db'],
  templateId: string,
  items: readonly string[],
  indexes: readonly number[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ templateId: string; places: number[] }>`
    select v.template_id, array_agg(i.place::int) as places
    from unnest(${items}::text[], ${indexes}::int[]) with ordinality as i (item, idx, place)
    join template_values v on v.item = i.item and v.idx = i.idx
    where v.template_id <> ${templateId}
    group by v.template_id`.execute(db);
  return new Map(rows.map((row) => [row.templateId, row.places]));
}

async function findAlike(
  db: ServerContext['db'],
  templateId: string,
  rivalIds: readonly string[],
  items: readonly string[],
  indexes: readonly number[],
): Promise<readonly Likeness[]> {
  const { rows } = await sql<Likeness>`
    with assigned as materialized (
      select client_id, origin, ranking from template_assignments
      where template_id = ${templateId} and origin <> 'onboarding'
    ), before as (
      select a.client_id, array_agg(r.template_id order by r.template_id) as template_ids
      from assigned a join template_assignments r on r.client_id = a.client_id
      where r.template_id = any(${rivalIds}::bigint[]) and r.origin <> 'onboarding'
        and (r.origin, r.ranking, r.template_id) < (a.origin, a.ranking, ${templateId}::bigint)
      group by a.client_id
    ), edits as (
      select e.client_id, array_agg(i.place::int order by i.place) as places
      from unnest(${items}::text[], ${indexes}::int[]) with ordinality as i (item, idx, place)
      join desired_values e on e.item = i.item and e.idx = i.idx and e.origin = 'edit'
      group by e.client_id
    )
    select coalesce(b.template_ids, '{}')::text[] as template_ids, coalesce(e.places, '{}') as edited,
      count(*)::int as clients
    from assigned a
    left join before b on b.client_id = a.client_id
    left join edits e on e.client_id = a.client_id
    group by b.template_ids, e.places`.execute(db);
  return rows;
}
