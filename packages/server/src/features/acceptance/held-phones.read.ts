import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
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
    matching = matching.where(
      sql<boolean>`lower(concat_ws(' ', device_id, replace(device_id, ':', ''), e164, model, address)) like ${pattern}`,
    );
  }
  const [rows, { total }] = await Promise.all([
    matching
      .selectAll()
      .orderBy(list.sort, list.order)
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    matching.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
  ]);
  const items = rows.map(({ contactMeUri: _uri, notifiedAt: _notified, invitedAt: _invited, ...row }) => ({
    ...row,
    firstCalledAt: row.firstCalledAt.toISOString(),
    lastCalledAt: row.lastCalledAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }));
  return { items, total: Number(total) };
}
