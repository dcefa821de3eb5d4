import { describe, expect, it } from 'vitest';
import { aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import type { Answer } from './scripted-server.ts';
import { testCertificate } from './test-certificate.ts';

cleanUpAfterEach();

function write(values: Readonly<Record<string, string>>): Answer {
  const items = Object.entries(values).map(([key, value]) => {
    const [, name = '', index] = /^([^[]+)(?:\[(\d+)\])?$/.exec(key) ?? [];
    return index === undefined ? { name, value } : { name, index: Number(index), value };
  });
  return { action: 'WriteItems', items };
}

describe('WriteItems', () => {
  it('stores what it can and names the rest with a status; the message stays accepted (12.6)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(
      write({
        'reg-addr': '192.0.2.20',
        'function-key-def[2]': '1',
        'mac-addr': '00:00:00:00:00:00',
        'no-such-item': '1',
        'function-key-def[77]': '1',
        'reg-addr[1]': '192.0.2.21',
        'reg-port': 'many',
        dhcp: 'maybe',
        'send-solicited': 'true',
        'server-based-dnd': 'true',
        'cfu-unchangeable': 'true',
      }),
    );
    const result = await phone.call('solicited');

    expect(result.outcome).toBe('completed');
    expect(talk(phone.log).slice(1)).toEqual([
      'solicited -> WriteItems',
      'reply-to WriteItems accepted -> CleanUp',
    ]);
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({
      'mac-addr': '<read only>',
      'no-such-item': '<unknown item>',
      'function-key-def[77]': '<invalid index>',
      'reg-addr[1]': '<invalid index>',
      'reg-port': '<invalid data>',
      dhcp: '<invalid data>',
      'send-solicited': '<unexpected item>',
      'server-based-dnd': '<not supported>',
      'cfu-unchangeable': '<read only>',
    });
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
    expect(phone.items.get('function-key-def', 2)).toBe('1');
    expect(phone.writes.map(({ name, value, origin }) => [name, value, origin])).toEqual([
      ['reg-addr', '192.0.2.20', 'server'],
      ['function-key-def', '1', 'server'],
    ]);
  });

  it('sends no ItemList when everything was stored', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(write({ 'reg-addr': '192.0.2.20' }));
    await phone.call('solicited');

    expect(server.contacts.at(-1)?.xml).not.toContain('ItemList');
  });

  it('comes in pieces within one dialogue (12.10)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(write({ 'sip-name': 'Lobby' }), write({ realm: 'example' }), {
      action: 'ReadItems',
      items: [{ name: 'sip-name', value: '' }],
    });
    await phone.call('solicited');

    expect(talk(phone.log).slice(1)).toEqual([
      'solicited -> WriteItems',
      'reply-to WriteItems accepted -> WriteItems',
      'reply-to WriteItems accepted -> ReadItems',
      'reply-to ReadItems accepted -> CleanUp',
    ]);
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({ 'sip-name': 'Lobby' });
  });

  it('with a new e164 makes the phone use it from then on', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(write({ e164: '498970099999' }));
    await phone.call('solicited');
    await phone.call('solicited');

    expect(phone.e164).toBe('498970099999');
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({ e164: '498970099999' });
  });

  it('does not count as a change at the phone', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(write({ 'reg-addr': '192.0.2.20' }));
    await phone.call('solicited');
    await phone.call('solicited');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])['configuration-changed-flag']).toBe('false');
  });

  it('clears with an empty value, and addresses also with NULL', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, {
      items: {
        'sntp-addr': '192.0.2.1',
        'sip-name': 'Lobby',
        'reg-port': '5080',
        'registrar-addr': '192.0.2.2',
      },
    });
    server.play(write({ 'sntp-addr': 'NULL', 'sip-name': '', 'reg-port': '', 'registrar-addr': '' }));
    await phone.call('solicited');

    expect(phone.log.at(-1)?.message.items).toEqual([]);
    expect(
      ['sntp-addr', 'sip-name', 'reg-port', 'registrar-addr'].map((name) => phone.items.get(name)),
    ).toEqual(['', '', '5060', '']);
  });

  it('stores certificates and describes them when asked (12.13)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    const { cert } = await testCertificate();
    const pkcs12 = Buffer.from([0x30, 0x82, 0x01, 0x00]).toString('base64');
    const info = {
      action: 'ReadItems',
      items: [{ name: 'wbm-server-certificate-info', value: '' }],
    } as const;
    server.play(
      write({
        'wbm-server-certificate': pkcs12,
        'dls-server-ca[0]': cert,
        'dls-client-certificate': 'no base64!',
      }),
      info,
      write({ 'wbm-server-certificate': cert }),
      info,
    );
    await phone.call('solicited');

    const replies = server.contacts.slice(2).map(({ message }) => valuesOf(message.items));
    expect(replies[0]).toEqual({ 'dls-client-certificate': '<invalid data>' });
    expect(replies[1]?.['wbm-server-certificate-info']).toMatch(/^PKCS#12, 4 bytes, SHA-256 [0-9A-F]{64}$/);
    // Without its private key it is of no use to the phone, which keeps the one it has.
    expect(replies[2]).toEqual({ 'wbm-server-certificate': '<invalid data>' });
    expect(replies[3]).toEqual(replies[1]);
  });

  it('describes a certificate in PEM form by its subject and end', async () => {
    const server = await startServer();
    const { cert } = await testCertificate();
    const phone = await aRunningPhone(server, { items: { 'wbm-server-certificate': cert } });
    server.play({ action: 'ReadItems', items: [{ name: 'wbm-server-certificate-info', value: '' }] });
    await phone.call('solicited');

    const [info] = server.contacts.at(-1)?.message.items ?? [];
    expect(info?.value).toContain('CN=scripted server; valid to ');
  });

  it('fails as a whole when it has more items than the phone takes', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { traits: { maxItems: 2 } });
    server.play(write({ realm: 'a', 'sip-name': 'b', 'sip-user-id': 'c' }));
    await phone.call('solicited');

    expect(server.contacts[0]?.message.maxItems).toBe(2);
    expect(talk(phone.log).at(-1)).toBe('reply-to WriteItems failed -> CleanUp');
    expect(phone.writes).toEqual([]);
  });

  it('is refused for an item in the words a test chose', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    phone.refuse('reg-addr');
    phone.refuse('key-label-unicode', 'undefined status', 2);
    const order = write({
      'reg-addr': '192.0.2.20',
      'key-label-unicode[1]': 'a',
      'key-label-unicode[2]': 'b',
    });
    server.play(order);
    await phone.call('solicited');
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({
      'reg-addr': '<read only>',
      'key-label-unicode[2]': '<undefined status>',
    });

    phone.accept('reg-addr');
    server.play(order);
    await phone.call('solicited');
    expect(phone.items.get('reg-addr')).toBe('192.0.2.20');
  });

  it('shows in the list of writes when the server repeats itself', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    for (const value of ['a', 'a', 'b', 'a']) {
      server.play(write({ 'sip-name': value }));
      await phone.call('solicited');
    }
    phone.changeLocally({ 'sip-name': 'mine' });
    await phone.waitFor(() => phone.log.at(-1)?.reason === 'local-changes' && phone.state === 'idle');
    server.play(write({ 'sip-name': 'a' }));
    await phone.call('solicited');

    expect(phone.writes.map(({ value, isRepeated }) => [value, isRepeated])).toEqual([
      ['a', false],
      ['a', true],
      ['b', false],
      ['a', false],
      ['mine', false],
      ['a', false],
    ]);
    expect(phone.statistics.valuesWrittenAgain).toBe(1);
  });

  it('makes the phone restart after the dialogue when an item asks for it', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { behavior: { restartItems: ['vlan-id'] } });
    server.play(write({ 'vlan-id': '9999' }));
    await phone.call('solicited');
    expect(phone.state).toBe('idle');

    server.play(write({ 'vlan-id': '12' }));
    await phone.call('solicited');
    await phone.waitFor('idle');
    expect(talk(phone.log).slice(-3)).toEqual([
      'solicited -> WriteItems',
      'reply-to WriteItems accepted -> CleanUp',
      'start-up -> CleanUp',
    ]);
  });

  it('knows the keys of attached modules only', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    phone.attachKeyModules(1);
    await phone.waitFor(() => phone.log.length === 2 && phone.state === 'idle');
    expect(valuesOf(server.contacts[1]?.message.items ?? [])).toMatchObject({
      'key-modules': '1',
      'blf-modules': '<failed>',
      'slk-modules': '0',
    });

    server.play(
      write({ 'function-key-def[301]': '1', 'function-key-def[1312]': '3', 'function-key-def[401]': '1' }),
      { action: 'ReadItems', items: [{ name: 'function-key-def', value: '' }] },
    );
    await phone.call('solicited');
    expect(valuesOf(server.contacts.at(-2)?.message.items ?? [])).toEqual({
      'function-key-def[401]': '<invalid index>',
    });
    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toMatchObject({
      'function-key-def[301]': '1',
      'function-key-def[1312]': '3',
    });
  });

  it('cannot change the server address that DHCP gave', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { learnsServerBy: 'dhcp' });
    server.play(write({ 'dls-addr': '192.0.2.1' }));
    await phone.call('solicited');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({ 'dls-addr': '<read only>' });
  });

  it('deletes an XML application', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, {
      items: [
        { name: 'XML-app-name', index: 3, value: 'news' },
        { name: 'XML-app-name', index: 4, value: 'weather' },
      ],
    });
    server.play(write({ 'XML-app-action[3]': 'delete' }));
    await phone.call('solicited');

    expect(phone.items.get('XML-app-name', 3)).toBe('');
    expect(phone.items.get('XML-app-name', 4)).toBe('weather');
  });
});
