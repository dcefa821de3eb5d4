import { describe, expect, it } from 'vitest';
import { DECOY_HASH, hashPassword, verifyPassword } from './password-hash.ts';

describe('password hashes', () => {
  it('are argon2id in the PHC format with the cost that OWASP recommends, salted anew each time', async () => {
    const [first, second] = await Promise.all([
      hashPassword('Purple-Harbor-27'),
      hashPassword('Purple-Harbor-27'),
    ]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(second).not.toBe(first);
    expect(await verifyPassword(first, 'Purple-Harbor-27')).toEqual({ correct: true, outdated: false });
    expect(await verifyPassword(first, 'purple-harbor-27')).toEqual({ correct: false, outdated: false });
  });

  it('are those of the reference implementation', async () => {
    // A vector of its test suite, for version 0x13 of argon2id.
    const stored = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
    expect(await verifyPassword(stored, 'password')).toEqual({ correct: true, outdated: true });
    expect(await verifyPassword(stored, 'Password')).toEqual({ correct: false, outdated: true });
  });

  it('belong to the same password however its characters were typed', async () => {
    const stored = await hashPassword('Stra\u00DFe-M\u00FCnchen-1');
    expect((await verifyPassword(stored, 'Stra\u00DFe-Mu\u0308nchen-1')).correct).toBe(true);
  });

  it('of nobody are no password, not even the empty one', async () => {
    for (const password of ['', 'change_me', '\0']) {
      expect((await verifyPassword(DECOY_HASH, password)).correct).toBe(false);
    }
  });

  it.each([
    'plain',
    '$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '$argon2id$v=19$m=19456,t=999,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('of another form or cost are refused without being computed: %s', async (stored) => {
    await expect(verifyPassword(stored, 'x')).rejects.toMatchObject({ code: 'server.internal' });
  });

  it('are computed beside the event loop, and a crowd beyond what can wait is sent away', async () => {
    let turns = 0;
    const count = setInterval(() => turns++, 1);
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, () => verifyPassword(DECOY_HASH, 'x')),
    );
    clearInterval(count);
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(8);
    expect(refused[0]?.reason).toMatchObject({ code: 'server.unavailable', retryAfterSeconds: 5 });
    expect(turns).toBeGreaterThan(50);
    expect((await verifyPassword(DECOY_HASH, 'x')).correct).toBe(false);
  });
});
