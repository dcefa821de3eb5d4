import { openPhoneMessage } from '@deskfleet/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startAdminApi, type TestAdminApi } from '../../../test/support/admin-api.ts';
import { openDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { aMac, anInitial, aReply } from '../../../test/support/raw-phone.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { deleteClients } from '../../features/clients/index.ts';
import { defaultPhoneSettings } from '../../features/settings/index.ts';
import { createPool, inTransaction } from '../../infra/db/index.ts';
import { Interaction } from '../interaction.ts';
import { keepPiecesClear } from './stray-pieces.ts';

const TEN_MINUTES = 10 * 60_000;

let server: TestAdminApi;
let clock: TestClock;
beforeAll(async () => {
  clock = aClock();
  server = await startAdminApi({ clock });
});
afterAll(() => server.close());

const undo: (() => unknown)[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const clearing = keepPiecesClear(server.context);
  undo.push(() => clearing.stop());
});
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
  vi.useRealTimers();
});

/** A phone that was asked for its values and sends them over connections of their own, so that pieces are stored. */
async function aPhone() {
  const mac = aMac();
  const interaction = new Interaction({ ...server.context, settings: () => defaultPhoneSettings });
  undo.push(() => interaction.stop());
  let cookie: string | undefined;
  const say = async (text: string) => {
    const body = Buffer.from(text);
    const decoded = openPhoneMessage(body);
    const answer = await interaction.answer({
      decoded,
      cookie,
      address: '192.0.2.7',
      serverOrigin: () => 'https://127.0.0.1:18443',
      staysConnected: false,
    });
    cookie = answer.cookie ?? cookie;
    return answer.message.action;
  };
  let pieces = 0;
  const sendPiece = (fragment: 'next' | 'final') => {
    pieces += 1;
    const items = [{ name: `item-${pieces}`, value: 'x' }];
    return say(aReply('ReadAllItems', { fragment, items, nonce: String(pieces).padStart(8, '0') }));
  };
  expect(await say(anInitial(mac))).toBe('ReadAllItems');
  const { rows } = await server.database.pool.query<{ id: string }>(
    'select id from clients where device_id = $1',
    [mac],
  );
  return { clientId: rows[0]?.id ?? '', sendPiece };
}

async function piecesOf(clientId: string): Promise<number> {
  const { rows } = await server.database.pool.query<{ count: number }>(
    'select count(*)::int as count from dialogue_pieces where client_id = $1',
    [clientId],
  );
  return rows[0]?.count ?? 0;
}

/** Lets the time for the next clearing come; what it leaves is seen once it has removed what it must. */
async function clearedOf(clientId: string): Promise<void> {
  vi.advanceTimersByTime(TEN_MINUTES);
  while ((await piecesOf(clientId)) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Pieces of a phone that is gone, to see that a clearing has been done. */
async function aStray(): Promise<string> {
  const phone = await aPhone();
  await phone.sendPiece('next');
  await inTransaction(server.database.pool, (tx) => deleteClients(tx, [phone.clientId]));
  expect(await piecesOf(phone.clientId)).toBe(1);
  return phone.clientId;
}

test('pieces of a phone that was deleted in the middle of its reply are removed', async () => {
  await clearedOf(await aStray());
});

test('pieces of a phone that broke off are removed after an hour, not before', async () => {
  const phone = await aPhone();
  await phone.sendPiece('next');
  await phone.sendPiece('next');
  clock.advance({ minutes: 59 });
  await clearedOf(await aStray());
  expect(await piecesOf(phone.clientId)).toBe(2);
  clock.advance({ minutes: 1 });
  await clearedOf(phone.clientId);
});

test('a phone that goes on slowly keeps all of its pieces', async () => {
  const phone = await aPhone();
  for (let piece = 1; piece <= 4; piece += 1) {
    await phone.sendPiece('next');
    clock.advance({ minutes: 50 });
    await clearedOf(await aStray());
    expect(await piecesOf(phone.clientId)).toBe(piece);
  }
  expect(await phone.sendPiece('final')).toBe('CleanUp');
  expect(await piecesOf(phone.clientId)).toBe(0);
});

test('a phone that goes on after its pieces were removed is asked again from the start', async () => {
  const phone = await aPhone();
  await phone.sendPiece('next');
  clock.advance({ hours: 2 });
  await clearedOf(phone.clientId);
  expect(await phone.sendPiece('final')).toBe('ReadAllItems');
  expect(await phone.sendPiece('final')).toBe('CleanUp');
});

test('a clearing that fails is told, and made up for by the next one', async () => {
  const proxy = await openDatabaseProxy(server.database.url);
  const pool = createPool(proxy.url, { max: 1 });
  pool.on('error', () => {});
  undo.push(
    () => proxy.close(),
    () => pool.end(),
  );
  for (const step of undo.splice(0, 1)) await step();
  const clearing = keepPiecesClear({ ...server.context, pool });
  undo.push(() => clearing.stop());
  const stray = await aStray();
  proxy.cut();
  vi.advanceTimersByTime(TEN_MINUTES);
  while (!server.logged().includes('stray pieces could not be removed')) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(await piecesOf(stray)).toBe(1);
  proxy.restore();
  await clearedOf(stray);
});

test('nothing is cleared any more after the stop', async () => {
  const stray = await aStray();
  for (const step of undo.splice(0)) await step();
  expect(vi.getTimerCount()).toBe(0);
  expect(await piecesOf(stray)).toBe(1);
});
