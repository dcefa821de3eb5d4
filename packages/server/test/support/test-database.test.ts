import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

const made: TestDatabase[] = [];
afterAll(async () => {
  for (const database of made) await database.drop();
});

async function aDatabase(...args: Parameters<typeof createTestDatabase>): Promise<TestDatabase> {
  const database = await createTestDatabase(...args);
  made.push(database);
  return database;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    return (await connection.query<Record<string, unknown>>(text)).rows;
  } finally {
    await connection.end();
  }
}

describe('the database of a test', () => {
  it('is empty and its owner may create pg_trgm', async () => {
    const { url } = await aDatabase();
    await query(url, 'create extension pg_trgm');
    expect(await query(url, "select similarity('phone', 'phones') > 0.5 as similar")).toEqual([
      { similar: true },
    ]);
  });

  it('begins as the template, which is made once however many ask for it at the same time', async () => {
    let runs = 0;
    const template = {
      name: 'once',
      migrate: async (url: string) => {
        runs++;
        await query(url, 'create table clients (id int); insert into clients values (1)');
      },
    };
    const databases = await Promise.all([aDatabase(template), aDatabase(template), aDatabase(template)]);
    expect(runs).toBe(1);
    for (const { url } of databases) expect(await query(url, 'select id from clients')).toEqual([{ id: 1 }]);
  });

  it('is not seen by another test', async () => {
    const template = {
      name: 'apart',
      migrate: (url: string) => query(url, 'create table t (id int)').then(() => {}),
    };
    const [one, other] = await Promise.all([aDatabase(template), aDatabase(template)]);
    await query(one.url, 'insert into t values (1)');
    expect(await query(other.url, 'select * from t')).toEqual([]);
  });

  it('makes the template anew after its migration failed', async () => {
    const name = 'failing';
    const failing = createTestDatabase({ name, migrate: () => Promise.reject(new Error('no')) });
    await expect(failing).rejects.toThrow('no');
    const { url } = await aDatabase({
      name,
      migrate: (to) => query(to, 'create table t (id int)').then(() => {}),
    });
    expect(await query(url, 'select * from t')).toEqual([]);
  });

  it('can be dropped while somebody is connected, and twice', async () => {
    const database = await createTestDatabase();
    const connection = new pg.Client({ connectionString: database.url });
    connection.on('error', () => {});
    await connection.connect();
    await database.drop();
    await database.drop();
    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
    await connection.end().catch(() => {});
  });
});
