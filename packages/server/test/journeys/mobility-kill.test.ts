import type { Exchange, VirtualPhone } from '@deskfleet/simulator';
import { afterEach, describe, expect, test } from 'vitest';
import { type KillableServer, killAt, startKillableServer } from '../support/killable-server.ts';
import { eventually } from '../support/running-server.ts';

const USER = '498970099999';
const USER_PASSWORD = '271828';

let server: KillableServer;
afterEach(() => server.stop());

/** A server with a user. */
async function aScene() {
  server = await startKillableServer();
  const { api } = server;
  const user = await api.post<{ id: string }>('/users', { e164: USER, password: USER_PASSWORD });
  const values = [{ item: 'sip-user-id', value: 'alice' }];
  await api.send('PATCH', `/users/${user.id}/values`, { values }, { 'if-match': '*' });
  const aPhone = async (seed: number): Promise<VirtualPhone> => {
    const phone = server.aPhone({
      seed,
      e164: `49300000${seed}`,
      enablesMobility: true,
      items: { 'sip-user-id': 'desk' },
    });
    await phone.powerOn();
    await phone.waitFor('idle');
    return phone;
  };
  const where = async () =>
    (await api.get<{ loggedOnAt: { deviceId: string } | null }>(`/users/${user.id}`)).loggedOnAt?.deviceId;
  return { aPhone, where };
}

async function quiet(phone: VirtualPhone): Promise<void> {
  await phone.waitFor(({ state, log }) => state === 'idle' && log.at(-1)?.answer?.action === 'CleanUp', {
    timeoutMs: 30_000,
  });
}

describe('a server that is killed', () => {
  test.each([
    [
      'has sent the profile',
      ({ reason, answer }: Exchange) => reason === 'inventory-changes' && answer?.action === 'WriteItems',
    ],
    ['has heard that the phone has it', ({ repliesTo }: Exchange) => repliesTo === 'WriteItems'],
    ['has heard the user’s phone start', ({ reason }: Exchange) => reason === 'start-up'],
  ])(
    'when it %s leaves the user at this phone or nowhere, as the phone does',
    async (_when, condition) => {
      const { aPhone, where } = await aScene();
      const phone = await aPhone(71);
      const killed = killAt(phone, condition, server);
      void phone.logOn(USER, USER_PASSWORD);
      await killed;
      await quiet(phone);
      await eventually('one truth', async () =>
        (await where()) === (phone.user === undefined ? undefined : phone.mac) ? true : undefined,
      );
      const other = await aPhone(72);
      if (phone.user !== undefined) {
        await phone.logOff(USER_PASSWORD);
        await quiet(phone);
        await phone.waitFor(({ user }) => user === undefined);
      }
      expect(phone.items.get('sip-user-id')).toBe('desk');
      await other.logOn(USER, USER_PASSWORD);
      await other.waitFor(({ user, state }) => user === USER && state === 'idle');
      expect(await where()).toBe(other.mac);
    },
    90_000,
  );

  test.each([
    ['has asked for what the phone keeps', ({ answer }: Exchange) => answer?.action === 'ReadItems'],
    ['has stored it', ({ repliesTo }: Exchange) => repliesTo === 'ReadItems'],
    ['has heard that the phone is its own again', ({ repliesTo }: Exchange) => repliesTo === 'WriteItems'],
  ])(
    'when it %s loses nothing of what the phone keeps for the user',
    async (_when, condition) => {
      const { aPhone, where } = await aScene();
      const phone = await aPhone(73);
      await phone.logOn(USER, USER_PASSWORD);
      await phone.waitFor(({ user, state, log }) => user === USER && state === 'idle' && log.length >= 7);
      await quiet(phone);
      phone.changeUserData('userdata-call-log', 'all calls');
      const killed = killAt(phone, condition, server);
      void phone.logOff(USER_PASSWORD);
      await killed;
      await quiet(phone);
      await eventually('one truth', async () =>
        (await where()) === (phone.user === undefined ? undefined : phone.mac) ? true : undefined,
      );
      if (phone.user !== undefined) {
        await phone.logOff(USER_PASSWORD);
        await phone.waitFor(({ user, state }) => user === undefined && state === 'idle');
      }
      const other = await aPhone(74);
      await other.logOn(USER, USER_PASSWORD);
      await other.waitFor((there) => there.readUserData('userdata-call-log').length > 0);
      expect(other.readUserData('userdata-call-log')).toEqual(['all calls']);
      expect(await where()).toBe(other.mac);
    },
    90_000,
  );
});
