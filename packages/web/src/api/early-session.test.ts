import { afterEach, describe, expect, it, vi } from 'vitest';
import { api } from './client.ts';
import { askForSession, takeEarlySession } from './early-session.ts';

afterEach(() => {
  void takeEarlySession();
  vi.unstubAllGlobals();
});

function answerWith(...bodies: object[]) {
  const fetched = vi.fn(async () => Response.json(bodies.shift() ?? {}));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

describe('the early question who is signed in', () => {
  it('is the answer to the first reading of the session and to no other', async () => {
    const fetched = answerWith({ version: 'early' }, { version: 'later' });
    askForSession();
    const readings = [await takeEarlySession()?.then((early) => early.json()), takeEarlySession()];
    expect(readings).toEqual([{ version: 'early' }, null]);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('is not taken for an answer to signing in', async () => {
    answerWith({ version: 'early' }, { version: 'signed in' });
    askForSession();
    vi.stubGlobal('location', new URL('https://deskfleet.test/'));
    const body = { username: 'admin', password: 'secret' };
    const { data } = await api.POST('/api/v1/session', { baseUrl: 'https://deskfleet.test', body });
    expect(data).toEqual({ version: 'signed in' });
  });

  it('may fail without anybody listening', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    askForSession();
    await expect(takeEarlySession()).rejects.toThrow('Failed to fetch');
  });
});
