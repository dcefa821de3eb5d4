import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aClient } from '../../../test/support/builders.ts';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { putSetting } from '../settings/index.ts';
import {
  admitTransfers,
  beginTransfers,
  findRoom,
  pauseTransfers,
  queueTransfers,
} from './transfers.queries.ts';

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.pool.query('truncate jobs, clients cascade');
  await limit(3, 2);
});

const NOW = new Date('2026-03-02T10:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const limit = (maxTransfers: number, maxTransfersPerSubnet: number) =>
  putSetting(database.db, 'deployments', { maxTransfers, maxTransfersPerSubnet }, NOW);

const queue = (targetIds: readonly string[], now = NOW) =>
  inTransaction(database.pool, (tx) => queueTransfers(tx, targetIds, now));
const admit = (now = NOW) => inTransaction(database.pool, (tx) => admitTransfers(tx, now));
const begin = (targetIds: readonly string[], now = NOW) =>
  inTransaction(database.pool, (tx) => beginTransfers(tx, targetIds, now));

/** Open targets of phones with these addresses. */
async function targetsAt(...addresses: readonly string[]): Promise<string[]> {
  const job = await database.pool.query<{ id: string }>(
    `insert into jobs (type, state, initiator_name, payload, created_at, planned_at, timeout_seconds, target_count)
     values ('deploy-files', 'active', 'admin', '{}', $1, $1, 60, 1) returning id`,
    [NOW],
  );
  const ids: string[] = [];
  for (const address of addresses) {
    const clientId = await aClient(database.pool, { address, at: NOW });
    const { rows } = await database.pool.query<{ id: string }>(
      `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, created_at, updated_at)
       values ($1, $2, '', '', '', '', 'waiting', true, $3, $3) returning id`,
      [job.rows[0]?.id, clientId, NOW],
    );
    ids.push(rows[0]?.id ?? '');
  }
  return ids;
}

async function aFile(): Promise<string> {
  const content = await database.pool.query<{ id: string }>(
    'insert into file_contents (created_at) values ($1) returning id',
    [NOW],
  );
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into files (name, type, size, store, content_id, created_at)
     values ('a file', 'logo', 10, 'database', $1, $2) returning id`,
    [content.rows[0]?.id, NOW],
  );
  return rows[0]?.id ?? '';
}

/** The phone of a target has been told of files. */
async function tell(targetId: string, fileIds: readonly string[]): Promise<void> {
  await database.pool.query(
    `insert into job_files (job_id, place, file_id, type, name)
     select t.job_id, i.place - 1, i.file_id, 'logo', 'a file'
     from job_targets t, unnest($2::bigint[]) with ordinality as i (file_id, place) where t.id = $1`,
    [targetId, fileIds],
  );
  const files = Object.fromEntries(fileIds.map((_id, place) => [place, { state: 'told', tries: 1 }]));
  await database.pool.query('update job_targets set progress = $2 where id = $1', [
    targetId,
    JSON.stringify({ files }),
  ]);
}

const fetched = (targetId: string, fileId: string, startedAt: Date) =>
  database.pool.query(
    `insert into file_downloads (id, file_id, file_name, size, client_id, target_id, address, range_start, bytes, state,
       started_at, updated_at, ended_at)
     select gen_random_uuid(), $2, 'a file', 10, client_id, id, '10.1.1.1', 0, 10, 'completed', $3, $3, $3
     from job_targets where id = $1`,
    [targetId, fileId, startedAt],
  );

const end = (targetIds: readonly string[]) =>
  database.pool.query(
    `update job_targets set open = false, state = 'canceled', finished_at = now() where id = any($1::bigint[])`,
    [targetIds],
  );

describe('places for transfers', () => {
  test('are given in order, no more than there are overall and in a subnet', async () => {
    const ids = await targetsAt('10.1.1.1', '10.1.1.2', '10.1.1.3', '10.1.2.1', '10.1.2.2');
    await queue(ids);
    expect((await admit()).toSorted()).toEqual([ids[0], ids[1], ids[3]].toSorted());
    expect(await admit()).toEqual([]);
    await end([ids[0] ?? '']);
    expect(await admit(after(1))).toEqual([ids[2]]);
  });

  test('that are free may be taken by a phone that calls by itself, until another one is faster', async () => {
    await limit(1, 1);
    const [first = '', second = ''] = await targetsAt('10.1.1.1', '10.1.2.1');
    await queue([first, second]);
    expect(await findRoom(database.pool, [first, second])).toEqual(new Set([first, second]));
    const taken = await Promise.all([begin([first]), begin([second])]);
    expect(taken.map((refused) => refused.size).toSorted()).toEqual([0, 1]);
    expect((await findRoom(database.pool, [first, second])).size).toBe(1);
  });

  test('go to others when a phone does not come, or is heard of no more', async () => {
    await limit(1, 1);
    const [first = '', second = ''] = await targetsAt('10.1.1.1', '10.1.1.2');
    await queue([first]);
    await queue([second], after(1));
    expect(await admit()).toEqual([first]);
    expect(await admit(after(179))).toEqual([]);
    expect(await admit(after(180))).toEqual([second]);
    expect(await begin([second], after(190))).toEqual(new Set());
    expect(await admit(after(190 + 1_800))).toEqual([first]);
  });

  test('are given back by a phone that is in a call', async () => {
    await limit(1, 1);
    const [first = '', second = ''] = await targetsAt('10.1.1.1', '10.1.1.2');
    await queue([first]);
    await begin([first]);
    await queue([second], after(1));
    expect((await findRoom(database.pool, [second])).size).toBe(0);
    await inTransaction(database.pool, (tx) => pauseTransfers(tx, [first]));
    expect((await findRoom(database.pool, [second])).size).toBe(1);
  });

  test('are free again when a phone has fetched all that it was told of, though it installs for long', async () => {
    await limit(1, 1);
    const [first = '', second = ''] = await targetsAt('10.1.1.1', '10.1.1.2');
    const [image, logo] = [await aFile(), await aFile()];
    await queue([first]);
    await begin([first]);
    await queue([second], after(1));
    await tell(first, [image, logo]);
    // Of an earlier order for the same target.
    await fetched(first, image, after(-60));
    await fetched(first, logo, after(2));
    expect(await admit(after(3))).toEqual([]);
    await fetched(first, image, after(4));
    expect(await admit(after(5))).toEqual([second]);
    // What it is told of afterwards needs a place again, and it stands in the queue for it.
    expect(await begin([first], after(6))).toEqual(new Set([first]));
    await inTransaction(database.pool, (tx) => pauseTransfers(tx, [first]));
    await end([second]);
    expect(await admit(after(7))).toEqual([first]);
  });

  test('are not held up by many that ended while they waited', async () => {
    await limit(1, 1);
    const ended = await targetsAt(...Array.from({ length: 250 }, (_unused, place) => `10.1.1.${place + 1}`));
    const [waiting = ''] = await targetsAt('10.1.1.254');
    await queue(ended);
    await queue([waiting], after(1));
    await end(ended);
    expect(await admit(after(2))).toEqual([waiting]);
  });
});
