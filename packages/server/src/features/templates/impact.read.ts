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
  readonly overridden: Readonly<Record<string, number>>;
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
      const overridden = counts.overridden[String(place + 1)] ?? 0;
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

async function count(
  db: ServerContext['db'],
  templateId: string,
  changed: readonly CheckedValue[],
): Promise<Counts> {
  const items = changed.map(({ item }) => item);
  const indexes = changed.map(({ index }) => toIdx(index ?? undefined));
  const { rows } = await sql<Counts>`
    with assigned as materialized (
      select distinct on (client_id) client_id, origin, ranking from template_assignments
      where template_id = ${templateId} and origin <> 'onboarding'
      order by client_id, origin
    ), changed as (
      select * from unnest(${items}::text[], ${indexes}::int[]) with ordinality as i (item, idx, place)
    ), rivals as materialized (
      select i.place, a.client_id
      from changed i
      join template_values v on v.item = i.item and v.idx = i.idx and v.template_id <> ${templateId}
      join template_assignments r on r.template_id = v.template_id and r.origin <> 'onboarding'
      join assigned a on a.client_id = r.client_id
      where (r.origin, r.ranking, r.template_id) < (a.origin, a.ranking, ${templateId}::bigint)
      union
      select i.place, a.client_id
      from changed i
      join desired_values e on e.item = i.item and e.idx = i.idx and e.origin = 'edit'
      join assigned a on a.client_id = e.client_id
    ), by_client as (
      select client_id, count(*) as places from rivals group by client_id
    )
    select (select count(*)::int from assigned) as clients,
      coalesce((
        select jsonb_object_agg(p.place, p.clients)
        from (select place, count(*) as clients from rivals group by place) p
      ), '{}') as overridden,
      (select count(*)::int from by_client) as overridden_clients,
      (select count(*)::int from by_client where places = ${changed.length}) as untouched_clients`.execute(
    db,
  );
  return rows[0] ?? { clients: 0, overridden: {}, overriddenClients: 0, untouchedClients: 0 };
}
