import { describe, expect, it } from 'vitest';
import { aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import type { Answer } from './scripted-server.ts';

cleanUpAfterEach();

const USER = '498970099999';

const profile: Answer = {
  action: 'WriteItems',
  items: [
    { name: 'sip-user-id', value: 'alice' },
    { name: 'e164', value: USER },
    { name: 'sip-mobility-state', value: '0' },
  ],
};
const own: Answer = {
  action: 'WriteItems',
  items: [
    { name: 'sip-user-id', value: 'desk' },
    { name: 'e164', value: '498970012345' },
    { name: 'sip-mobility-state', value: '1' },
  ],
};

const aMobilePhone = async () => {
  const server = await startServer();
  return { server, phone: await aRunningPhone(server, { enablesMobility: true }) };
};

describe('a phone with mobility', () => {
  it('says that nobody is logged on, and one without it that the state means nothing', async () => {
    const { phone } = await aMobilePhone();
    expect(phone.user).toBeUndefined();
    expect(valuesOf(phone.log[0]?.message.items ?? [])).toMatchObject({
      'mobility-enabled': 'true',
      'sip-mobility-state': '1',
    });
    const plain = await aRunningPhone(await startServer());
    expect(valuesOf(plain.log[0]?.message.items ?? [])).toMatchObject({
      'mobility-enabled': 'false',
      'sip-mobility-state': '0',
    });
  });

  it('logs a user on: asks with the wanted state, restarts with the profile, and fetches the containers', async () => {
    const { server, phone } = await aMobilePhone();
    server.play(profile, { action: 'CleanUp' });
    await phone.logOn(USER, '271828');
    await phone.waitFor(({ log, state }) => state === 'idle' && log.length >= 5);

    expect(talk(phone.log)).toEqual([
      'start-up -> CleanUp',
      'inventory-changes -> WriteItems',
      'reply-to WriteItems accepted -> CleanUp',
      'start-up -> CleanUp',
      'inventory-changes -> CleanUp',
    ]);
    expect(valuesOf(phone.log[1]?.message.items ?? [])).toMatchObject({
      'sip-mobility-state': '0',
      e164: USER,
      'basic-e164': '498970012345',
      'user-pwd': '271828',
      'configuration-changed-flag': 'false',
    });
    expect(valuesOf(phone.log[3]?.message.items ?? [])).toMatchObject({
      'sip-mobility-state': '0',
      e164: USER,
    });
    expect(valuesOf(phone.log[4]?.message.items ?? [])['requested-items']).toContain('userdata-call-log');
    expect(phone.user).toBe(USER);
  });

  it('stays its own when the server refuses, and says why', async () => {
    const { server, phone } = await aMobilePhone();
    server.play({ action: 'CleanUp', items: [{ name: 'cleanup-reason', value: 'wrong password' }] });
    await phone.logOn(USER, '000000');
    expect(phone.cleanUpReason).toBe('wrong password');
    expect(phone.user).toBeUndefined();
    expect(phone.e164).toBe('498970012345');
  });

  it('types another password when the fault strikes', async () => {
    const { phone } = await aMobilePhone();
    phone.faults.order('wrong-password');
    await phone.logOn(USER, '271828');
    expect(valuesOf(phone.log[1]?.message.items ?? [])['user-pwd']).not.toBe('271828');
  });

  it('tells at logoff which containers have changed, hands them over and is its own again', async () => {
    const { server, phone } = await aMobilePhone();
    server.play(profile);
    await phone.logOn(USER, '271828');
    await phone.waitFor(({ log, state }) => state === 'idle' && log.length >= 5);
    phone.changeUserData('userdata-call-log', 'calls of today', 'and of yesterday');
    server.play({ action: 'ReadItems', items: [{ name: 'userdata-call-log', value: '' }] }, own);
    await phone.logOff('271828');
    await phone.waitFor(({ log, state }) => state === 'idle' && log.length >= 9);

    const [asked, handed] = phone.log.slice(5);
    expect(valuesOf(asked?.message.items ?? [])).toMatchObject({
      'sip-mobility-state': '1',
      'modified-items': 'userdata-call-log',
      'configuration-changed-flag': 'true',
    });
    expect(handed?.message.items).toMatchObject([
      { name: 'userdata-call-log', index: 1, value: btoa('calls of today') },
      { name: 'userdata-call-log', index: 2, value: btoa('and of yesterday') },
    ]);
    expect(phone.user).toBeUndefined();
    expect(phone.e164).toBe('498970012345');
    expect(phone.items.get('sip-user-id')).toBe('desk');
  });

  it('refuses the state where mobility is off', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(profile);
    await phone.call('solicited');
    expect(valuesOf(phone.log[2]?.message.items ?? [])).toEqual({ 'sip-mobility-state': '<read only>' });
  });
});
