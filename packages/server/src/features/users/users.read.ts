import { CompiledQuery } from 'kysely';
import type { Db } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { type UserRow, userColumns, userTables } from './users.queries.ts';
import type { UserSelection, UserSortKey } from './users.schema.ts';

/** Lists use the connections for what people ask, so that phones never wait for them. */
async function query<Row>(db: Db, text: string, values: readonly unknown[]): Promise<Row[]> {
  return (await db.executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows;
}

/** What narrows the list. */
export interface UserFilter {
  readonly search: string;
  readonly status?: 'logged-on' | 'logged-off';
  /** Only the user who is logged on there. */
  readonly clientId?: string;
}

const sortColumns: Readonly<Record<UserSortKey, string>> = {
  e164: 'u.e164',
  baseDevice: `coalesce(nullif(b.basic_e164, ''), b.e164, '')`,
  lastLogonAt: 'u.last_logon_at',
  lastLogoffAt: 'u.last_logoff_at',
  status: '(u.client_id is not null)',
  profileBytes: 'u.profile_bytes',
};

function narrowed({ search, status, clientId }: UserFilter): { where: string; values: unknown[] } {
  const values: unknown[] = [];
  const conditions: string[] = [];
  for (const word of search.split(/\s+/).filter(Boolean)) {
    values.push(`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
    conditions.push(`u.e164 like $${values.length}`);
  }
  if (status !== undefined) conditions.push(`u.client_id is ${status === 'logged-on' ? 'not ' : ''}null`);
  if (clientId !== undefined) {
    values.push(clientId);
    conditions.push(`u.client_id = $${values.length}`);
  }
  return { where: conditions.length === 0 ? 'true' : conditions.join(' and '), values };
}

/** One page of users, with the number of all that match. */
export async function listUsers(
  db: Db,
  list: UserFilter & ListWindow & { readonly sort: UserSortKey; readonly order: 'asc' | 'desc' },
): Promise<{ rows: UserRow[]; total: number }> {
  const { where, values } = narrowed(list);
  const order = `${sortColumns[list.sort]} ${list.order} nulls last, u.id ${list.order}`;
  // What is shown of their phones is looked for once it is known who is on the page.
  const tables =
    list.sort === 'baseDevice' ? 'users u left join clients b on b.id = u.base_client_id' : 'users u';
  const [page, count] = await Promise.all([
    query<UserRow>(
      db,
      `select ${userColumns} from ${userTables}
       join (
         select u.id from ${tables} where ${where} order by ${order} limit ${list.pageSize} offset ${listOffset(list)}
       ) page on page.id = u.id
       order by ${order}`,
      values,
    ),
    query<{ total: number }>(db, `select count(*)::int as total from users u where ${where}`, values),
  ]);
  return { rows: page, total: count[0]?.total ?? 0 };
}

/**
 * Ids of the selected users who exist, in the order of their ids.
 *
 * @throws AppError `user.selection_grown` when more match now than somebody confirmed: nothing happens to a user unseen
 */
export async function findSelectedUsers(db: Db, selection: UserSelection): Promise<string[]> {
  const ofIds = (where: string, values: readonly unknown[]) =>
    query<{ id: string }>(db, `select u.id from users u where ${where} order by u.id`, values);
  if ('ids' in selection) {
    return (await ofIds('u.id = any($1::bigint[])', [selection.ids])).map(({ id }) => id);
  }
  const { where, values } = narrowed({ search: '', ...selection.filter });
  const found = await ofIds(where, values);
  const { confirmedCount = found.length } = selection;
  if (found.length > confirmedCount) {
    const more = found.length - confirmedCount;
    const text = {
      en: `There are ${found.length} mobile users that match now, ${more} more than the ${confirmedCount} that were confirmed: look at the list and confirm again.`,
      de: `Jetzt passen ${found.length} mobile Benutzer, ${more} mehr als die bestätigten ${confirmedCount}: Sehen Sie sich die Liste an und bestätigen Sie erneut.`,
    };
    throw new AppError('user.selection_grown', text.en, {
      errors: [{ field: 'users.confirmedCount', message: text.en, text }],
    });
  }
  return found.map(({ id }) => id);
}

const EXPORT_PORTION = 1_000;

/** All users that match, by number, a portion at a time. */
export async function* streamUsers(db: Db, filter: UserFilter): AsyncGenerator<UserRow> {
  const { where, values } = narrowed(filter);
  let after = '';
  for (;;) {
    const rows = await query<UserRow>(
      db,
      `select ${userColumns} from ${userTables} where ${where} and u.e164 > $${values.length + 1}
       order by u.e164 limit ${EXPORT_PORTION}`,
      [...values, after],
    );
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < EXPORT_PORTION) return;
    after = last.e164;
  }
}

/** A stay of a user at a phone. */
export interface LogonRow {
  readonly id: string;
  readonly clientId: string | null;
  readonly deviceId: string;
  readonly model: string;
  readonly loggedOnAt: Date;
  readonly loggedOnBy: 'phone' | 'administrator';
  readonly loggedOffAt: Date | null;
  readonly loggedOffBy: 'phone' | 'administrator' | 'released' | null;
}

/** Where a user was logged on, latest first. */
export async function listLogons(
  db: Db,
  userId: string,
  window: ListWindow,
): Promise<{ rows: LogonRow[]; total: number }> {
  const [page, count] = await Promise.all([
    query<LogonRow>(
      db,
      `select id, client_id as "clientId", device_id as "deviceId", model, logged_on_at as "loggedOnAt",
         logged_on_by as "loggedOnBy", logged_off_at as "loggedOffAt", logged_off_by as "loggedOffBy"
       from user_logons where user_id = $1 order by id desc limit ${window.pageSize} offset ${listOffset(window)}`,
      [userId],
    ),
    query<{ total: number }>(db, 'select count(*)::int as total from user_logons where user_id = $1', [
      userId,
    ]),
  ]);
  return { rows: page, total: count[0]?.total ?? 0 };
}

/** A container that phones keep for a user. */
export interface ContainerRow {
  readonly item: string;
  readonly parts: number;
  readonly bytes: number;
  readonly storedAt: Date;
}

export async function listContainers(db: Db, userId: string): Promise<ContainerRow[]> {
  const rows = await query<ContainerRow>(
    db,
    `select item, count(*)::int as parts, sum(size)::int as bytes, max(stored_at) as "storedAt"
     from user_data where user_id = $1 group by item order by item`,
    [userId],
  );
  return rows;
}
