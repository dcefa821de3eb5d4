import type { Db } from '../../infra/db/index.ts';
import { pageAndTotal, type Slice } from '../../infra/http/list-slice.ts';
import type { ListWindow } from '../../infra/http/schemas.ts';
import type { PreparedSortKey } from './plug-and-play.schema.ts';

const columns = [
  'id',
  'deviceId',
  'e164',
  'hardwareType',
  'secureMode',
  'templateId',
  'values',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'updatedBy',
  'accountId',
  'replacesClientId',
  'recognizedAt',
  'recognizedBy',
  'clientId',
] as const;

/** What narrows the list. */
export interface PreparedFilter {
  readonly search: string;
  readonly state: 'waiting' | 'recognized' | 'all';
}

/** A query on prepared clients, narrowed. */
export function preparedFilter(db: Db, { search, state }: PreparedFilter) {
  let query = db.selectFrom('plugAndPlayClients');
  if (state === 'waiting') query = query.where('recognizedAt', 'is', null);
  if (state === 'recognized') query = query.where('recognizedAt', 'is not', null);
  for (const word of search.toLowerCase().split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where('searchText', 'like', pattern);
  }
  return query;
}

/** One page of prepared clients, with the number of all that match. */
export async function listPrepared(
  db: Db,
  list: PreparedFilter & ListWindow & { readonly sort: PreparedSortKey; readonly order: 'asc' | 'desc' },
) {
  const matching = preparedFilter(db, list);
  const rowsOf = async ({ order, limit, offset }: Slice) => {
    const isReversed = order !== list.order;
    const rows = await matching
      .select([...columns])
      .orderBy(list.sort, (by) => {
        const ordered = order === 'asc' ? by.asc() : by.desc();
        return isReversed ? ordered.nullsFirst() : ordered.nullsLast();
      })
      .orderBy('id', order)
      .limit(limit)
      .offset(offset)
      .execute();
    return isReversed ? rows.reverse() : rows;
  };
  const count = async () => {
    const counting = matching.select(({ fn }) => fn.countAll<string>().as('total'));
    return Number((await counting.executeTakeFirstOrThrow()).total);
  };
  return pageAndTotal(list, rowsOf, count);
}

export function findPrepared(db: Db, id: string) {
  return db
    .selectFrom('plugAndPlayClients')
    .select([...columns])
    .where('id', '=', id)
    .executeTakeFirst();
}
