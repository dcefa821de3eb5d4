import { test } from 'vitest';
import { openServerDatabase } from '../../../test/support/server-database.ts';
import { recordContacts, storeProfiles } from './contacts.queries.ts';
import { profileOf } from './client-profile.ts';
import { createPool, inTransaction } from '../../infra/db/index.ts';
import { storeInventories } from '../values/index.ts';

test('x', async () => {
  const database = await openServerDatabase();
  const other = createPool(database.url);
  const N = 300;
  const devs = Array.from({ length: N }, (_, i) => `00:1A:E8:00:${(i >> 8).toString(16).padStart(2, '0')}:${(i & 255).toString(16).padStart(2, '0')}`.toUpperCase());
  const hash = Buffer.alloc(32);
  const contact = (deviceId: string) => ({ deviceId, profileHash: hash, reason: 'start-up', address: '127.0.0.1' });
  // insert in random order so that ids differ from device order
  const shuffled = () => [...devs].sort(() => Math.random() - 0.5);
  const stored = await storeProfiles(database.pool, shuffled().map((d) => ({ ...contact(d), profile: profileOf(d, [{ name: 'mac-addr', value: d }]) })), new Date());
  const ids = stored.map((s) => s.clientId);
  let errors: Record<string, number> = {};
  const count = (e: any) => { errors[e.code ?? e.message] = (errors[e.code ?? e.message] ?? 0) + 1; };
  const t0 = performance.now();
  const loop = async (work: () => Promise<unknown>) => { for (let i = 0; i < 60; i++) await work().catch(count); };
  await Promise.all([
    loop(() => recordContacts(database.pool, shuffled().slice(0, 64).map(contact), new Date())),
    loop(() => recordContacts(other, shuffled().slice(0, 64).map(contact), new Date())),
    loop(() => storeProfiles(other, shuffled().slice(0, 64).map((d) => ({ ...contact(d), profile: profileOf(d, [{ name: 'mac-addr', value: d }]) })), new Date())),
    loop(() => inTransaction(other, async (tx) => storeInventories(tx, ids.sort(() => Math.random() - 0.5).slice(0, 64).map((clientId) => ({ clientId, rawItems: [Buffer.from(String(Math.random()))], items: () => [] })), new Date()))),
  ]);
  console.log(errors, performance.now() - t0);
  const dl = await database.pool.query('select pg_stat_force_next_flush()'); 
  console.log((await database.pool.query('select deadlocks from pg_stat_database where datname=current_database()')).rows);
  await other.end();
  await database.close();
}, 120000);
