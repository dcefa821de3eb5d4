import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { createDb, type Db } from '../../infra/db/index.ts';
import type { ClientSortKey } from './clients.schema.ts';
import { type ClientList, type ListLimits, listClients } from './clients-list.read.ts';

/** Small ones, so that a fleet of this size has to do with all of them. */
const LIMITS: Omit<ListLimits, 'few'> = { near: 500, outermost: 300 };
/** The database guesses that there are always or never few: it may guess wrong. */
const FEW = [Number.POSITIVE_INFINITY, 0];
const CLIENTS = 2_500;
/** The last to register, which called longest ago: fewer than are looked through. */
const SILENT = 250;

interface Known {
  readonly id: string;
  readonly e164: string;
  readonly model: string;
  readonly contact: number;
}

let database: ServerDatabase;
let db: Db;
let fleet: readonly Known[];

beforeAll(async () => {
  database = await openServerDatabase();
  db = createDb(database.pool);
  // Numbers and contacts have nothing to do with ids; four clients each called at the same moment.
  const { rows } = await database.pool.query<Known & { contact: string }>(
    `with added as (
       insert into clients (device_id, e164, model, software_type, first_seen_at)
       select '00:1A:E8:00:' || lpad(n::text, 6, '0'), '4989' || lpad((n * 7919 % $1)::text, 6, '0'),
         case when n > $1 - $2 then 'silent' when n % 3 = 0 then 'CP410' else 'CP710' end, 'SIP', now()
       from generate_series(1, $1::integer) n
       returning id, e164, model, device_id
     ), called as (
       insert into client_contacts (client_id, device_id, last_contact_at, last_contact_reason, address, profile_hash)
       select id, device_id,
         timestamptz '2026-03-02 08:00Z' - make_interval(mins => (e164::bigint % 4989000000)::integer / 4
           + case when model = 'silent' then 10000 else 0 end),
         'start-up', '127.0.0.1', ''
       from added
       returning client_id, extract(epoch from last_contact_at)::integer as contact
     )
     select a.id, a.e164, a.model, c.contact from added a join called c on c.client_id = a.id`,
    [CLIENTS, SILENT],
  );
  fleet = rows.map((row) => ({ ...row, contact: Number(row.contact) }));
});
afterAll(() => database.close());

const keys: Partial<Record<ClientSortKey, (client: Known) => string | number>> = {
  lastContactAt: ({ contact }) => contact,
  e164: ({ e164 }) => e164,
  deviceType: ({ model }) => model.toLowerCase(),
};

/** Ids as the whole list would have them. */
function expected(list: ClientList): string[] {
  const key = keys[list.sort] ?? (() => 0);
  const { search = '', deviceType, e164: digits = '' } = list;
  const sign = list.order === 'asc' ? 1 : -1;
  return fleet
    .filter(({ e164, model }) => `${e164} ${model.toLowerCase()}`.includes(search))
    .filter(({ e164 }) => e164.includes(digits))
    .filter(({ model }) => deviceType === undefined || model === deviceType)
    .toSorted((a, b) => {
      const [first, second] = [key(a), key(b)];
      return sign * (first < second ? -1 : first > second ? 1 : Number(a.id) - Number(b.id));
    })
    .map(({ id }) => id);
}

async function expectRight(list: ClientList): Promise<void> {
  const all = expected(list);
  const from = (list.page - 1) * list.pageSize;
  for (const few of FEW) {
    const { rows, total } = await listClients(db, list, { ...LIMITS, few });
    expect(rows.map(({ id }) => id)).toEqual(all.slice(from, from + list.pageSize));
    expect(total).toBe(all.length);
  }
}

const orders = ['asc', 'desc'] as const;

describe('a long list by last contact', () => {
  test.each([
    ['that many match', { search: 'cp410' }],
    ['that none of those match who called last', { deviceType: 'silent' }],
    ['that one matches', { search: '4989000123' }],
    ['that nobody matches', { search: 'nobody' }],
    ['that all match', { search: '4989' }],
    ['that is empty', { search: '' }],
  ])('is right on its first pages with a filter %s', async (_which, filter) => {
    for (const order of orders) {
      for (const page of [1, 2, 7]) {
        await expectRight({ ...filter, sort: 'lastContactAt', order, page, pageSize: 20 });
      }
    }
  });

  test('goes on beyond those that are looked through', async () => {
    // Pages of those who are all at the one end and not at all at the other, up to the last one.
    for (const order of orders) {
      for (const page of [1, 12, 13, 17, 18]) {
        await expectRight({ deviceType: 'silent', sort: 'lastContactAt', order, page, pageSize: 15 });
      }
    }
  });
});

describe('a part of a device ID', () => {
  test.each([
    ['that begins with a pair of digits', '00:1', 10],
    ['that begins in the middle of a pair', '0-00:17', 1],
    ['without signs between them', '0000000019', 1],
    ['that is a single digit', '3', 1],
    ['that is in none of them', '0F0', 0],
    ['of one that is no MAC address', 'oft7', 0],
    ['of one that is no MAC address, in other letters', 'SOFT', 3],
  ])('%s finds its clients', async (_which, deviceId, found) => {
    await database.pool.query(
      `insert into clients (device_id, software_type, first_seen_at)
       select '02:00:00:00:00:' || n, 'HFA', now() from generate_series(10, 19) n
       union all select 'Soft-' || n, 'HFA', now() from generate_series(7, 9) n`,
    );
    const list = {
      deviceId,
      softwareType: 'HFA',
      sort: 'deviceId',
      order: 'asc',
      page: 1,
      pageSize: 10,
    } as const;
    const { total } = await listClients(db, list);
    await database.pool.query(`delete from clients where software_type = 'HFA'`);
    expect(total).toBe(found);
  });
});

describe('a filter', () => {
  test.each([
    ['that few match', { e164: '49890001' }, 100],
    ['that more match', { e164: '4989000' }, 1_000],
  ])(
    '%s finds the same in every order, from the first page to behind the last',
    async (_which, filter, found) => {
      const last = Math.ceil(found / 30);
      for (const sort of ['lastContactAt', 'e164', 'deviceType'] as const) {
        for (const order of orders) {
          for (const page of [1, 2, Math.ceil(last / 2), last, last + 1, last + 1_000]) {
            const list = { ...filter, sort, order, page, pageSize: 30 };
            expect(expected(list)).toHaveLength(found);
            await expectRight(list);
          }
        }
      }
    },
  );
});

describe.each(['lastContactAt', 'e164', 'deviceType'] as const)('a long list by %s', (sort) => {
  const pageSize = 100;
  const last = CLIENTS / pageSize;

  test.each([
    ['at the last page that is looked for from the beginning', LIMITS.near / pageSize],
    ['at the next one', LIMITS.near / pageSize + 1],
    ['in the middle', Math.ceil(last / 2)],
    ['behind the middle', Math.ceil(last / 2) + 1],
    ['at its last page', last],
    ['behind its last page', last + 1],
  ])('is right %s', async (_where, page) => {
    for (const order of orders) await expectRight({ sort, order, page, pageSize });
  });

  test('is right at a last page that is not full, narrowed', async () => {
    const pageSize = 70;
    const matching = expected({ search: 'cp710', sort, order: 'asc', page: 1, pageSize }).length;
    expect(matching % pageSize).not.toBe(0);
    expect(matching).toBeGreaterThan(LIMITS.near);
    for (const order of orders) {
      await expectRight({ search: 'cp710', sort, order, page: Math.ceil(matching / pageSize), pageSize });
    }
  });
});

test('says how many clients there are after some came and went', async () => {
  const first = { page: 1, pageSize: 10, sort: 'e164', order: 'asc' } as const;
  const { total } = await listClients(db, first);
  await database.pool.query(
    `insert into clients (device_id, model, software_type, first_seen_at)
     select 'later ' || n, 'CP410', 'SIP', now() from generate_series(1, 30) n
     on conflict (device_id) do update set model = excluded.model`,
  );
  // The second time nobody comes who is not there already.
  await database.pool.query(
    `insert into clients (device_id, model, software_type, first_seen_at) values ('later 1', 'CP710', 'SIP', now())
     on conflict (device_id) do update set model = excluded.model`,
  );
  expect((await listClients(db, first)).total).toBe(total + 30);
  await database.pool.query(`delete from clients where device_id like 'later %'`);
  expect((await listClients(db, first)).total).toBe(total);
});
