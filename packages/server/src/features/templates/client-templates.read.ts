import type { Catalog } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { Db, DesiredOrigin } from '../../infra/db/index.ts';
import { isUserLoggedOn } from '../clients/index.ts';
import { refOf, settle } from '../values/index.ts';
import { identityOf } from './content.ts';

interface Wish {
  readonly item: string;
  readonly idx: number;
  readonly origin: DesiredOrigin;
  readonly ranking: number;
  readonly sourceId: string;
  readonly value: string | null;
}

const fromTemplates: readonly DesiredOrigin[] = ['group', 'template', 'onboarding'];
const isTemplate = ({ origin }: Pick<Wish, 'origin'>) => fromTemplates.includes(origin);

/** The templates of a client, and where they disagree; undefined when there is no such client. */
export async function findClientTemplates(db: Db, clientId: string, catalog: Catalog) {
  const client = await db
    .selectFrom('clients')
    .select(['mobilityEnabled', 'mobilityState'])
    .where('id', '=', clientId)
    .executeTakeFirst();
  if (client === undefined) return undefined;
  const [assignments, wishes] = await Promise.all([findAssignments(db, clientId), findWishes(db, clientId)]);
  const circumstances = { userLoggedOn: isUserLoggedOn(client) };
  const settled = [...Map.groupBy(wishes, ({ item, idx }) => `${item} ${idx}`).values()].map((ofValue) =>
    settle(ofValue, circumstances),
  );
  const nameOf = new Map(assignments.map(({ templateId, name }) => [templateId, name]));
  const wishOf = ({ sourceId, value }: Wish) => ({
    template: { id: sourceId, name: nameOf.get(sourceId) ?? '' },
    value,
  });
  return {
    templates: assignments.map(({ templateId, name, origin, groups, assignedAt }) => {
      const isOwn = (wish: Wish) => wish.origin === origin && wish.sourceId === templateId;
      return {
        template: { id: templateId, name },
        origin,
        groups,
        since: assignedAt.toISOString(),
        valueCount: wishes.filter(isOwn).length,
        winningCount: settled.filter(({ winner }) => winner !== undefined && isOwn(winner)).length,
      };
    }),
    conflicts: settled.flatMap(({ sorted, winner }) => {
      const ofTemplates = sorted.filter(isTemplate);
      const lost = ofTemplates.filter((wish) => wish !== winner);
      const [first] = lost;
      if (first === undefined || lost.every((wish) => isSame(wish, winner))) return [];
      const { index = null } = refOf(first.item, first.idx);
      return [
        {
          ...identityOf({ item: first.item, index }, catalog),
          winner: winner !== undefined && isTemplate(winner) ? wishOf(winner) : null,
          losers: lost.map(wishOf),
        },
      ];
    }),
  };
}

function isSame(wish: Wish, winner: Wish | undefined): boolean {
  return wish.value !== null && wish.value === winner?.value;
}

async function findWishes(db: Db, clientId: string): Promise<Wish[]> {
  const rows = await db
    .selectFrom('desiredValues')
    .select(['item', 'idx', 'origin', 'ranking', 'sourceId', 'value'])
    .where('clientId', '=', clientId)
    .orderBy('item')
    .orderBy('idx')
    .execute();
  return rows;
}

function findAssignments(db: Db, clientId: string) {
  return db
    .selectFrom('templateAssignments as a')
    .innerJoin('templates as t', 't.id', 'a.templateId')
    .select(['a.templateId', 't.name', 'a.origin', 'a.assignedAt'])
    .select(
      sql<{ id: string; name: string }[]>`coalesce((
        select jsonb_agg(jsonb_build_object('id', g.id::text, 'name', g.name) order by g.ranking, lower(g.name))
        from group_members m join group_templates u on u.group_id = m.group_id join groups g on g.id = m.group_id
        where a.origin = 'group' and m.client_id = a.client_id and u.template_id = a.template_id
      ), '[]')`.as('groups'),
    )
    .where('a.clientId', '=', clientId)
    .orderBy(sql`array_position('{group,template,onboarding}', a.origin)`)
    .orderBy('a.ranking')
    .orderBy('a.templateId')
    .execute();
}
