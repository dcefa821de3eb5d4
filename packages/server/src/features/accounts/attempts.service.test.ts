import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { aClock, type TestClock } from '../../../test/support/test-clock.ts';
import { insertAccount, rememberSource } from './accounts.queries.ts';
import { beginAttempt, failAttempt, forgetFailures } from './attempts.service.ts';

let database: ServerDatabase;
let clock: TestClock;
let accountId: string;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  clock = aClock();
  await database.pool.query('truncate accounts, sign_in_attempts cascade');
  accountId = await insertAccount(
    database.db,
    { username: 'admin', passwordHash: 'none', mustChangePassword: false },
    clock.now(),
  );
});

function begin(address: string, accountKey = 'admin') {
  const tools = { db: database.db, clock };
  return beginAttempt(tools, {
    accountKey,
    accountId: accountKey === 'admin' ? accountId : undefined,
    address,
  });
}

async function fail(address: string, accountKey?: string): Promise<void> {
  await failAttempt(database.db, await begin(address, accountKey), clock.now());
}

async function succeed(address: string): Promise<void> {
  await forgetFailures({ db: database.db, clock }, await begin(address));
}

/** Seconds that somebody has to wait now; 0 when an attempt is let in. */
async function waitOf(address: string, accountKey?: string): Promise<number> {
  try {
    const attempt = await begin(address, accountKey);
    await database.db.deleteFrom('signInAttempts').where('id', '=', attempt.id).execute();
    return 0;
  } catch (error) {
    expect(error).toMatchObject({ code: 'session.too_many_attempts' });
    return (error as { retryAfterSeconds: number }).retryAfterSeconds;
  }
}

describe('guessing the password of an account from one address', () => {
  it('is free five times, then waits twice as long every time, fifteen minutes at most', async () => {
    const address = '192.0.2.1';
    for (let tried = 0; tried < 5; tried++) await fail(address);
    const waits: number[] = [];
    for (let tried = 0; tried < 7; tried++) {
      const seconds = await waitOf(address);
      waits.push(seconds);
      clock.advance({ seconds });
      await fail(address);
    }
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('waits no longer for attempts that come too early', async () => {
    for (let tried = 0; tried < 5; tried++) await fail('192.0.2.1');
    for (let tried = 0; tried < 20; tried++) expect(await waitOf('192.0.2.1')).toBe(30);
    clock.advance({ seconds: 30 });
    expect(await waitOf('192.0.2.1')).toBe(0);
  });

  it('begins anew after an hour, or after a success', async () => {
    for (let tried = 0; tried < 5; tried++) await fail('192.0.2.1');
    clock.advance({ hours: 1, seconds: 1 });
    for (let tried = 0; tried < 5; tried++) await fail('192.0.2.1');
    expect(await waitOf('192.0.2.1')).toBe(30);
    clock.advance({ seconds: 30 });
    await succeed('192.0.2.1');
    for (let tried = 0; tried < 5; tried++) await fail('192.0.2.1');
    expect(await waitOf('192.0.2.1')).toBe(30);
  });

  it('keeps nobody at another address from signing in', async () => {
    for (let tried = 0; tried < 5; tried++) await fail('192.0.2.1');
    expect(await waitOf('192.0.2.2')).toBe(0);
    expect(await waitOf('::ffff:192.0.2.1')).toBe(30);
  });

  it('counts a whole IPv6 network as one address', async () => {
    for (let host = 1; host <= 5; host++) await fail(`2001:db8::${host}`);
    expect(await waitOf('2001:db8::ffff:1')).toBe(30);
    expect(await waitOf('2001:db8:0:1::1')).toBe(0);
  });

  it('gains nothing by trying many at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 40 }, () => begin('192.0.2.1')));
    const letIn = results.filter((result) => result.status === 'fulfilled');
    expect(letIn).toHaveLength(15);
    for (const { value } of letIn) await failAttempt(database.db, value, clock.now());
    clock.advance({ minutes: 15 });
    const later = await Promise.allSettled(Array.from({ length: 10 }, () => begin('192.0.2.1')));
    expect(later.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  it('counts attempts whose node died in the middle as failed', async () => {
    for (let tried = 0; tried < 5; tried++) await begin('192.0.2.1');
    expect(await waitOf('192.0.2.1')).toBe(0);
    clock.advance({ seconds: 61 });
    for (let tried = 0; tried < 3; tried++) await fail('192.0.2.1').catch(() => {});
    expect(await waitOf('192.0.2.1')).toBeGreaterThan(0);
  });
});

describe('guessing names and passwords from one address', () => {
  it('is free twenty times, whatever the names', async () => {
    for (let tried = 0; tried < 20; tried++) await fail('192.0.2.1', `name${tried}`);
    expect(await waitOf('192.0.2.1', 'another')).toBe(30);
    expect(await waitOf('192.0.2.2', 'another')).toBe(0);
  });

  it('does not shut out who signs in from the same address since long', async () => {
    await rememberSource(database.db, accountId, '192.0.2.1', clock.now());
    for (let tried = 0; tried < 30; tried++) await fail('192.0.2.1', `name${tried}`).catch(() => {});
    expect(await waitOf('192.0.2.1', 'another')).toBeGreaterThan(0);
    expect(await waitOf('192.0.2.1')).toBe(0);
  });
});

describe('guessing the password of an account from many addresses', () => {
  beforeEach(async () => {
    for (let host = 1; host <= 50; host++) await fail(`198.51.100.${host}`);
  });

  it('is slowed down to one attempt every ten seconds', async () => {
    expect(await waitOf('203.0.113.1')).toBe(10);
    clock.advance({ seconds: 10 });
    await fail('203.0.113.1');
    expect(await waitOf('203.0.113.2')).toBe(10);
  });

  it('does not shut out the owner where he signed in before, nor at the server itself', async () => {
    await rememberSource(database.db, accountId, '192.0.2.1', clock.now());
    expect(await waitOf('192.0.2.1')).toBe(0);
    expect(await waitOf('127.0.0.1')).toBe(0);
    clock.advance({ days: 91 });
    for (let host = 1; host <= 50; host++) await fail(`198.51.100.${host}`);
    expect(await waitOf('192.0.2.1')).toBe(10);
  });
});
