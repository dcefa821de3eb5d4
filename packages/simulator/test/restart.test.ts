import { describe, expect, it } from 'vitest';
import { aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import type { Answer } from './scripted-server.ts';
import { askToCall } from './scripted-server.ts';

cleanUpAfterEach();

const RESTART: Answer = { action: 'Restart' };

function factoryReset(password: string, type = 'FactoryReset'): Answer {
  return {
    action: 'Restart',
    items: [
      { name: 'restart-password', value: password },
      { name: 'restart-type', value: type },
    ],
  };
}

describe('Restart (12.8)', () => {
  it('is not answered; the phone reboots and says start-up', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { items: { 'reg-addr': '192.0.2.10' } });
    server.play(RESTART);
    const result = await phone.call('solicited');
    expect(result.outcome).toBe('restarted');
    await phone.waitFor('idle');

    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'solicited -> Restart', 'start-up -> CleanUp']);
    expect(phone.items.get('reg-addr')).toBe('192.0.2.10');
  });

  it('makes the phone forget the polling address, which a start-up fetches again', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(
      { action: 'WriteItems', items: [{ name: 'dcmp-url', value: 'http://127.0.0.1:1/dcmp/' }] },
      RESTART,
    );
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(phone.items.get('dcmp-url')).toBe('');
  });
});

describe('factory reset', () => {
  it('sets everything back and forgets a server that was typed in', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { items: { 'reg-addr': '192.0.2.10' } });
    server.play(factoryReset('124816'));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'solicited -> Restart']);
    expect(['reg-addr', 'e164', 'dls-addr'].map((name) => phone.items.get(name))).toEqual(['', '', '']);
    expect(phone.items.get('mac-addr')).toBe('00:1A:E8:12:34:56');

    await askToCall(phone.contactMeUri, { callBack: { address: '127.0.0.1', port: server.port } });
    await phone.waitFor(() => phone.log.length === 3);
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
      'mac-addr': '00:1A:E8:12:34:56',
      e164: '',
      'configuration-changed-flag': 'true',
    });
  });

  it('leaves the server that DHCP gives', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { learnsServerBy: 'dhcp' });
    server.play(factoryReset('124816'));
    await phone.call('solicited');
    await phone.waitFor('idle');

    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'solicited -> Restart', 'start-up -> CleanUp']);
  });

  it.each([
    ['a wrong password', factoryReset('000000')],
    ['no password', { action: 'Restart', items: [{ name: 'restart-type', value: 'FactoryReset' }] } as const],
    ['an unknown type', factoryReset('124816', 'Explode')],
  ])('fails with %s', async (_what, order) => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(order);
    await phone.call('solicited');

    expect(talk(phone.log).slice(1)).toEqual(['solicited -> Restart', 'reply-to Restart failed -> CleanUp']);
    expect(phone.e164).toBe('498970012345');
  });
});
