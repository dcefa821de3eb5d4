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
