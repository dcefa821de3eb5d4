import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
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
    query = query.where(
      sql<boolean>`lower(concat_ws(' ', device_id, replace(device_id, ':', ''), e164, hardware_type)) like ${pattern}`,
    );
  }
  return query;
}

/** One page of prepared clients, with the number of all that match. */
export async function listPrepared(
  db: Db,
  list: PreparedFilter & ListWindow & { readonly sort: PreparedSortKey; readonly order: 'asc' | 'desc' },
) {
  const matching = preparedFilter(db, list);
  const [rows, { total }] = await Promise.all([
    matching
      .select([...columns])
      .orderBy(list.sort, (by) => (list.order === 'asc' ? by.asc().nullsLast() : by.desc().nullsLast()))
      .orderBy('id', list.order)
      .limit(list.pageSize)
      .offset(listOffset(list))
      .execute(),
    matching.select(({ fn }) => fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
  ]);
  return { rows, total: Number(total) };
}

export function findPrepared(db: Db, id: string) {
  return db
    .selectFrom('plugAndPlayClients')
    .select([...columns])
    .where('id', '=', id)
    .executeTakeFirst();
}
