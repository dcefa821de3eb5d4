import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aClient } from '../../../test/support/builders.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { aClock } from '../../../test/support/test-clock.ts';
import { clearFiles } from './files.retention.ts';

const clock = aClock();
let database: ServerDatabase;
let clientId: string;
beforeAll(async () => {
  database = await openServerDatabase();
  clientId = await aClient(database.pool, { at: clock.now() });
});
afterAll(() => database.close());
beforeEach(() =>
  database.pool.query('truncate file_downloads, file_uploads, file_pieces, files, file_contents cascade'),
);

const ago = (seconds: number) => new Date(clock.now().getTime() - seconds * 1_000);
const DAY = 86_400;
const clear = (isStopped?: () => boolean) => clearFiles({ pool: database.pool, clock }, isStopped);
const query = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> =>
  (await database.pool.query<Row>(text, [...values])).rows;

/** A download that began so many seconds ago, and was told of last so many seconds ago. */
async function aDownload(name: string, state: string, startedAgo: number, toldAgo: number): Promise<void> {
  await query(
    `insert into file_downloads (id, file_name, size, client_id, address, range_start, bytes, state, started_at, updated_at, ended_at)
     values (gen_random_uuid(), $1, 100, $2, '192.0.2.1', 0, 40, $3, $4, $5, case when $3 <> 'running' then $5::timestamptz end)`,
    [name, clientId, state, ago(startedAgo), ago(toldAgo)],
  );
}
const downloads = () =>
  query<{ file_name: string; state: string; ended_at: Date | null }>(
    'select file_name, state, ended_at from file_downloads order by file_name',
  );

/** A content of some pieces that nobody has, or that an upload or a file has. */
async function aContent(pieces: number): Promise<string> {
  const [content] = await query<{ id: string }>(
    'insert into file_contents (created_at) values ($1) returning id',
    [ago(0)],
  );
  await query(
    `insert into file_pieces (content_id, place, bytes) select $1, place, '\\x00' from generate_series(0, $2 - 1) place`,
    [content?.id, pieces],
  );
  return content?.id ?? '';
}
const anUpload = async (silentSeconds: number, contentId: string) =>
  query(
    `insert into file_uploads (id, content_id, account_name, name, size, created_at, updated_at)
     values (gen_random_uuid(), $1, 'admin', 'a.img', 100, $2, $2)`,
    [contentId, ago(silentSeconds)],
  );
const contents = async () =>
  (await query<{ id: string }>('select id from file_contents order by id')).map(({ id }) => id);

test('a transfer of which nothing was heard for two minutes is broken off, at the time of its last news', async () => {
  await aDownload('alive', 'running', 3_600, 119);
  await aDownload('dead', 'running', 3_600, 121);
  await aDownload('done', 'completed', 3_600, 3_500);
  await clear();
  expect(await downloads()).toEqual([
    { file_name: 'alive', state: 'running', ended_at: null },
    { file_name: 'dead', state: 'broken-off', ended_at: ago(121) },
    { file_name: 'done', state: 'completed', ended_at: ago(3_500) },
  ]);
});

test('downloads are forgotten after 180 days', async () => {
  await aDownload('old', 'completed', 180 * DAY + 1, 180 * DAY);
  await aDownload('young', 'completed', 180 * DAY - 1, 180 * DAY - 1);
  await clear();
  expect((await downloads()).map(({ file_name }) => file_name)).toEqual(['young']);
});

test('uploads that were given up go with what had arrived of them, others stay', async () => {
  const [silent, running] = [await aContent(20), await aContent(2)];
  await anUpload(2 * DAY, silent);
  await anUpload(60, running);
  await clear();
  expect(await query('select content_id from file_uploads')).toEqual([{ content_id: running }]);
  expect(await contents()).toEqual([running]);
  expect(await query('select distinct content_id from file_pieces')).toEqual([{ content_id: running }]);
});

test('contents that no file has any more go, however many pieces they have', async () => {
  const [left, kept] = [await aContent(40), await aContent(3)];
  await query(
    `insert into files (name, type, size, store, content_id, created_at) values ('a', 'logo', 3, 'database', $1, $2)`,
    [kept, ago(0)],
  );
  // Nobody waits for a server that ends: the rest is left for another time.
  await clear(() => true);
  expect(await contents()).toEqual([left, kept]);
  await clear();
  expect(await contents()).toEqual([kept]);
});
