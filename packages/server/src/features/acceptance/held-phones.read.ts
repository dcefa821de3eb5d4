import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { pageAndTotal } from '../../infra/http/list-slice.ts';
import type { ListWindow } from '../../infra/http/schemas.ts';
import type { HeldState } from './held-phones.queries.ts';
import type { HeldPhone, HeldSortKey } from './held-phones.schema.ts';

export interface HeldList extends ListWindow {
  readonly sort: HeldSortKey;
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state: HeldState;
}

/** One page of held phones, with the number of all that match. Those that are clients meanwhile are left out. */
export async function listHeldPhones(
  db: Db,
  { state, search, ...list }: HeldList,
): Promise<{ items: HeldPhone[]; total: number }> {
  let matching = db
    .selectFrom('heldPhones')
    .where('state', '=', state)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('clients').select('clients.id').whereRef('clients.deviceId', '=', 'heldPhones.deviceId'),
        ),
      ),
    );
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    matching = matching.where('searchText', 'like', pattern);
  }
  const { rows, total } = await pageAndTotal(
    list,
    ({ order, limit, offset }) => {
      const page = matching
        .select('id')
        .orderBy(list.sort, order)
        .orderBy('id', order)
        .limit(limit)
        .offset(offset);
      return db
        .selectFrom('heldPhones')
        .select(['id', 'deviceId', 'state', 'e164', 'deviceType', 'model', 'softwareType', 'softwareVersion'])
        .select(['address', 'calls', 'firstCalledAt', 'lastCalledAt', 'decidedAt', 'decidedBy'])
        .where('id', 'in', page)
        .orderBy(list.sort, list.order)
        .orderBy('id', list.order)
        .execute();
    },
    async () =>
      (await matching.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow()).total,
  );
  const items = rows.map((row) => ({
    ...row,
    firstCalledAt: row.firstCalledAt.toISOString(),
    lastCalledAt: row.lastCalledAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
  return { items, total };
}
