import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { createLogger } from '../../infra/log/index.ts';
import { ContactRecorder } from './contact-recorder.ts';

let database: ServerDatabase;
let clientId: string;

beforeAll(async () => {
  database = await openServerDatabase();
  const { rows } = await database.pool.query<{ id: string }>(
    `insert into clients (device_id, model, software_type, first_seen_at) values ('00:1A:E8:00:00:01', 'CP410', 'SIP', now())
     returning id`,
  );
  clientId = rows[0]?.id ?? '';
});
afterAll(() => database.close());

const BEGAN = Date.parse('2026-03-02T08:00:00.000Z');

function recorderAt(time: { ms: number }): ContactRecorder {
  return new ContactRecorder({
    pool: database.pool,
    clock: { now: () => new Date(BEGAN + time.ms) },
    log: createLogger('silent'),
    settings: () => ({ contactLogDays: 7 }),
  });
}

test('counts all contacts with nothing to do that wait, and keeps the latest twenty, newest first', async () => {
  const time = { ms: 0 };
  const recorder = recorderAt(time);
  for (let number = 1; number <= 47; number += 1) {
    time.ms = number * 1_000;
    recorder.quiet(clientId, number % 2 === 0 ? 'start-up' : 'inventory-changes', `10.0.0.${number}`);
  }
  await recorder.stop();
  const { rows } = await database.pool.query<{ count: string; recent: { at: string; address: string }[] }>(
    'select count, recent from quiet_contacts where client_id = $1',
    [clientId],
  );
  expect(rows[0]?.count).toBe('47');
  expect(rows[0]?.recent.map(({ address }) => Number(address.slice(7)))).toEqual(
    Array.from({ length: 20 }, (_, place) => 47 - place),
  );
  expect(rows[0]?.recent[0]).toEqual({
    at: '2026-03-02T08:00:47.000Z',
    reason: 'inventory-changes',
    address: '10.0.0.47',
  });
});

test('stores a dialogue with its steps in order and everything it worked on', async () => {
  const time = { ms: 5_000 };
  const recorder = recorderAt(time);
  const about = { clientId, reason: 'start-up', address: '10.0.0.1', tookMs: 40, ends: false };
  const step = (answer: string, targetIds: readonly string[], ends = false) =>
    recorder.step('COOKIE', { ...about, ends, targetIds }, (afterMs) => ({
      afterMs,
      reason: 'start-up',
      bytes: 1,
      pieces: 1,
      answer,
      sentCount: 0,
      tookMs: about.tookMs,
    }));
  step('WriteItems', ['7']);
  time.ms = 6_000;
  step('ReadItems', []);
  time.ms = 6_500;
  step('CleanUp', ['9', '7'], true);
  await recorder.stop();
  const { rows } = await database.pool.query<{ began: string }>(
    `select to_char(began_at at time zone 'utc', 'HH24:MI:SS.MS') as began, took_ms as took, failed, target_ids as targets,
       array(select s ->> 'answer' from jsonb_array_elements(steps) s) as answers,
       array(select (s ->> 'afterMs')::int from jsonb_array_elements(steps) s) as times
     from contact_log where client_id = $1`,
    [clientId],
  );
  expect(rows).toEqual([
    {
      began: '08:00:04.960',
      took: 1_540,
      failed: false,
      targets: ['7', '9'],
      answers: ['WriteItems', 'ReadItems', 'CleanUp'],
      times: [0, 1_000, 1_500],
    },
  ]);
});
