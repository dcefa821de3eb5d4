import { sql } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import type { NewSavedView } from './saved-views.schema.ts';

/** Views that an account can use: its own by name, then those of others. */
export function listSavedViews(db: Db, accountId: string) {
  return viewsOf(db)
    .where((where) =>
      where.or([where('savedViews.accountId', '=', accountId), where('savedViews.shared', '=', true)]),
    )
    .orderBy(sql`saved_views.account_id <> ${accountId}`)
    .orderBy(sql`lower(saved_views.name)`)
    .orderBy('savedViews.id')
    .execute();
}

export type SavedViewRow = Awaited<ReturnType<typeof listSavedViews>>[number];

function viewsOf(db: Db) {
  return db
    .selectFrom('savedViews')
    .innerJoin('accounts', 'accounts.id', 'savedViews.accountId')
    .select([
      'savedViews.id',
      'savedViews.accountId',
      'savedViews.name',
      'savedViews.shared',
      'savedViews.filter',
      'savedViews.sort',
      'savedViews.sortOrder',
      'savedViews.columns',
      'savedViews.updatedAt',
      'accounts.username as owner',
    ]);
}

export function findSavedView(db: Db, id: string) {
  return viewsOf(db).where('savedViews.id', '=', id).executeTakeFirst();
}

/** @returns undefined when the account has a view of this name, or as many as it may have */
export async function insertSavedView(
  db: Db,
  view: NewSavedView & { readonly accountId: string; readonly maxViews: number },
  now: Date,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    insert into saved_views (account_id, name, shared, filter, sort, sort_order, columns, created_at, updated_at)
    select ${view.accountId}::bigint, ${view.name}, ${view.shared}::boolean, ${JSON.stringify(view.filter)}::jsonb,
      ${view.sort}, ${view.order}, ${JSON.stringify(view.columns)}::jsonb, ${now}::timestamptz, ${now}::timestamptz
    where (select count(*) from saved_views where account_id = ${view.accountId}::bigint) < ${view.maxViews}
    on conflict (account_id, lower(name)) do nothing
    returning id`.execute(db);
  return rows[0]?.id;
}

export async function hasViewNamed(db: Db, accountId: string, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('savedViews')
    .select('id')
    .where('accountId', '=', accountId)
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Changes a view of an account. @returns whether it has it */
export async function updateSavedView(
  db: Db,
  { id, accountId }: { readonly id: string; readonly accountId: string },
  change: Partial<NewSavedView>,
  now: Date,
): Promise<boolean> {
  const { filter, columns, order, ...plain } = change;
  const { numUpdatedRows } = await db
    .updateTable('savedViews')
    .set({
      ...plain,
      ...(order === undefined ? {} : { sortOrder: order }),
      ...(filter === undefined ? {} : { filter: JSON.stringify(filter) }),
      ...(columns === undefined ? {} : { columns: JSON.stringify(columns) }),
      updatedAt: now,
    })
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes a view of an account. @returns whether it had it */
export async function deleteSavedView(db: Db, id: string, accountId: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('savedViews')
    .where('id', '=', id)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
