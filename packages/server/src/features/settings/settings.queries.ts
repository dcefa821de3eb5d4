import { sql } from 'kysely';
import type { ClientBase, Pool } from 'pg';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Clock } from '../../infra/clock/index.ts';
import type { Db } from '../../infra/db/index.ts';

/** A stored setting does not have the form that this version expects. */
export class SettingError extends Error {
  override readonly name = 'SettingError';
}

/**
 * Reads a setting of the installation.
 *
 * @param key `feature.name`
 * @param schema form of the stored value
 * @returns undefined when it was never stored
 * @throws SettingError when the stored value has another form
 */
export async function findSetting<const Schema extends TSchema>(
  db: Db,
  key: string,
  schema: Schema,
): Promise<Static<Schema> | undefined> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', key).executeTakeFirst();
  return row === undefined ? undefined : checkedSetting(key, row.value, schema);
}

/** Reads a setting like `findSetting`, over the connection of a transaction. */
export async function readSetting<const Schema extends TSchema>(
  connection: Pool | ClientBase,
  key: string,
  schema: Schema,
): Promise<Static<Schema> | undefined> {
  const { rows } = await connection.query<{ value: unknown }>({
    name: 'read-setting',
    text: 'select value from settings where key = $1',
    values: [key],
  });
  const [row] = rows;
  return row === undefined ? undefined : checkedSetting(key, row.value, schema);
}

function checkedSetting<const Schema extends TSchema>(
  key: string,
  value: unknown,
  schema: Schema,
): Static<Schema> {
  if (!Value.Check(schema, value)) {
    throw new SettingError(`The stored setting "${key}" has an unknown form.`);
  }
  return value;
}

/** Stores a setting, whatever was there before. Secrets in it must be sealed. */
export async function putSetting(db: Db, key: string, value: object, now: Date): Promise<void> {
  const row = { value: JSON.stringify(value), updatedAt: now };
  await db
    .insertInto('settings')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

/**
 * Reads a setting that must exist, and makes it when it is missing or out of date. Nodes that ask at the same time
 * wait for the one that makes it and get its value.
 *
 * @param make receives the stored value and returns the one to use: the same object keeps what is stored
 */
export async function ensureSetting<const Schema extends TSchema>(
  deps: { readonly db: Db; readonly clock: Clock },
  key: string,
  schema: Schema,
  make: (stored: Static<Schema> | undefined) => Promise<Static<Schema> & object>,
): Promise<{ readonly value: Static<Schema> & object; readonly made: boolean }> {
  return deps.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`setting ${key}`}, 0))`.execute(trx);
    const stored = await findSetting(trx, key, schema);
    const value = await make(stored);
    const made = value !== stored;
    if (made) await putSetting(trx, key, value, deps.clock.now());
    return { value, made };
  });
}

/** Removes a setting; does nothing when there is none. */
export async function deleteSetting(db: Db, key: string): Promise<void> {
  await db.deleteFrom('settings').where('key', '=', key).execute();
}
