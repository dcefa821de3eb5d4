import type { Catalog } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { refOf } from '../values/index.ts';
import { identityOf } from './content.ts';

const MAX_CONFLICTS = 500;

interface ConflictRow {
  readonly item: string;
  readonly idx: number;
  readonly otherId: string;
  readonly otherName: string;
  readonly own: string | null;
  readonly others: string | null;
  readonly wins: number;
  readonly loses: number;
}

/** Where a template and others want different values on the same clients; secrets always count as different. */
export async function listConflicts(db: Db, templateId: string, catalog: Catalog) {
  const { rows } = await sql<ConflictRow>`
    with conflicts as materialized (
      select v.item, v.idx, o.template_id, v.value as own, o.value as others
      from template_values v
      join template_values o on o.item = v.item and o.idx = v.idx and o.template_id <> v.template_id
      where v.template_id = ${templateId} and (v.value is distinct from o.value or v.sealed is not null)
    ), assigned as materialized (
      select distinct on (client_id) client_id, origin, ranking from template_assignments
      where template_id = ${templateId} and origin <> 'onboarding'
      order by client_id, origin
    ), pairs as (
      select r.template_id,
        count(*) filter (where (a.origin, a.ranking, ${templateId}::bigint) < (r.origin, r.ranking, r.template_id))::int as wins,
        count(*) filter (where (a.origin, a.ranking, ${templateId}::bigint) > (r.origin, r.ranking, r.template_id))::int as loses
      from (
        select distinct on (client_id, template_id) client_id, template_id, origin, ranking from template_assignments
        where template_id in (select template_id from conflicts) and origin <> 'onboarding'
        order by client_id, template_id, origin
      ) r
      join assigned a on a.client_id = r.client_id
      group by r.template_id
    )
    select c.item, c.idx, t.id as other_id, t.name as other_name, c.own, c.others, p.wins, p.loses
    from conflicts c join pairs p on p.template_id = c.template_id join templates t on t.id = c.template_id
    order by p.loses desc, lower(t.name), c.item, c.idx
    limit ${MAX_CONFLICTS}`.execute(db);
  return rows.map(({ item, idx, otherId, otherName, ...row }) => ({
    ...identityOf({ item, index: refOf(item, idx).index ?? null }, catalog),
    other: { id: otherId, name: otherName },
    own: row.own,
    others: row.others,
    wins: row.wins,
    loses: row.loses,
  }));
}
