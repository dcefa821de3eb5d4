import { openPhoneMessage } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../test/support/admin-api.ts';
import { aMac, anInitial, aReply } from '../../test/support/raw-phone.ts';
import { createJob } from '../features/jobs/index.ts';
import { defaultPhoneSettings } from '../features/settings/index.ts';
import { Interaction } from './interaction.ts';

let server: TestAdminApi;
beforeAll(async () => {
  server = await startAdminApi();
});
afterAll(() => server.close());

/** The pool of a node on which one statement is slow: something else happens before it. */
function slowAt(name: string, before: () => Promise<unknown>): Pool {
  const { pool } = server.context;
  let isDue = true;
  return new Proxy(pool, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (typeof value !== 'function') return value;
      return async (...args: [{ name?: string }]) => {
        if (key === 'query' && args[0]?.name === name && isDue) {
          isDue = false;
          // Long enough for every statement that was begun together with this one.
          await new Promise((resolve) => setTimeout(resolve, 100));
          await before();
        }
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}

test('an order that is given while the open work is read is not taken for one that wants nothing', async () => {
  const { pool } = server.context;
  const mac = aMac();
  const orders: string[] = [];
  let clientId = '';
  const order = async (name: string) => {
    const initiator = { id: null, name: 'admin' };
    const values = [{ name, value: '192.0.2.20' }];
    orders.push(
      await createJob(server.context, { type: 'configure', clientIds: [clientId], initiator, values }),
    );
  };
  const say = async (node: Interaction, text: string, cookie?: string) => {
    const body = Buffer.from(text);
    const decoded = openPhoneMessage(body);
    return node.answer({
      decoded,
      cookie,
      address: '192.0.2.9',
      serverOrigin: () => 'https://127.0.0.1:18443',
      staysConnected: false,
    });
  };
  const settings = () => defaultPhoneSettings;
  const node = new Interaction({ ...server.context, settings });
  const { cookie } = await say(node, anInitial(mac));
  await say(node, aReply('ReadAllItems', { items: [{ name: 'sip-name', value: 'Lobby' }] }), cookie);
  const { rows } = await pool.query<{ id: string }>('select id from clients where device_id = $1', [mac]);
  clientId = rows[0]?.id ?? '';
  await order('reg-addr');

  const slow = new Interaction({
    ...server.context,
    settings,
    pool: slowAt('open-targets', () => order('outbound-proxy-addr')),
  });
  await say(slow, anInitial(mac, { reason: 'solicited', nonce: 'AA' }));
  const targets = await pool.query<{ open: boolean }>('select open from job_targets where job_id = $1', [
    orders[1],
  ]);
  expect(targets.rows).toEqual([{ open: true }]);
});
