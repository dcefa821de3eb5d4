import { describe, expect, it } from 'vitest';
import { aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import { CLEAN_UP, type Script } from './scripted-server.ts';

cleanUpAfterEach();

const readInPieces: Script = ({ message }) => {
  if (message.reason === 'start-up') return CLEAN_UP;
  if (message.reason === 'solicited') return { action: 'ReadAllItems' };
  return message.fragment === 'next' ? { action: 'GetNextFragment' } : CLEAN_UP;
};

function ask(name: string, index?: number) {
  return index === undefined ? { name, value: '' } : { name, index, value: '' };
}

describe('ReadItems', () => {
  it('answers values, all instances of an index family, and a status where there is no value', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, {
      items: [
        { name: 'reg-addr', value: '192.0.2.10' },
        { name: 'sip-pwd', value: 'secret' },
        { name: 'key-label-unicode', index: 2, value: 'Empfang & Büro' },
      ],
    });
    server.play({
      action: 'ReadItems',
      items: [
        ask('reg-addr'),
        ask('codec-type'),
        ask('key-label-unicode', 2),
        ask('trace-level', 0),
        ask('trace-level', 99),
        ask('sip-pwd'),
        ask('wbm-server-certificate'),
        ask('wbm-server-certificate-info'),
        ask('no-such-item'),
        ask('server-based-dnd'),
      ],
    });
    await phone.call('solicited');

    const reply = server.contacts.at(-1)?.message;
    expect(reply).toMatchObject({
      reason: 'reply-to',
      action: 'ReadItems',
      status: 'accepted',
      fragment: 'final',
    });
    expect(valuesOf(reply?.items ?? [])).toEqual({
      'reg-addr': '192.0.2.10',
      'codec-type[1]': '1',
      'codec-type[2]': '0',
      'codec-type[3]': '2',
      'key-label-unicode[2]': 'Empfang & Büro',
      'trace-level[0]': '0',
      'trace-level[99]': '<invalid index>',
      'sip-pwd': '<failed>',
      'wbm-server-certificate': '<failed>',
      'wbm-server-certificate-info': '',
      'no-such-item': '<unknown item>',
      'server-based-dnd': '<not supported>',
    });
  });

  it('tells nothing of who the phone is unless asked', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play({ action: 'ReadItems', items: [ask('e164')] });
    await phone.call('solicited');

    expect(valuesOf(server.contacts.at(-1)?.message.items ?? [])).toEqual({ e164: '498970012345' });
  });
});

describe('reading in fragments (12.9)', () => {
  it('sends pieces within dls-chunk-size, each on GetNextFragment, the last one marked final', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.script = readInPieces;
    await phone.call('solicited');

    const pieces = server.contacts.slice(2);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.map(({ message }) => message.fragment)).toEqual([
      ...pieces.slice(1).map(() => 'next'),
      'final',
    ]);
    expect(
      pieces.every(({ message }) => message.reason === 'reply-to' && message.action === 'ReadAllItems'),
    ).toBe(true);
    expect(pieces.every(({ xml }) => Buffer.byteLength(xml) <= 5_492)).toBe(true);
    expect(pieces.flatMap(({ message }) => message.items)).toHaveLength(phone.items.listAll().length);
    expect(new Set(pieces.map(({ message }) => message.nonce)).size).toBe(pieces.length);
  });

  it('makes larger pieces when the server sets dls-chunk-size', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { items: { 'dls-chunk-size': '51200' } });
    server.script = readInPieces;
    await phone.call('solicited');

    expect(talk(phone.log).slice(1)).toEqual([
      'solicited -> ReadAllItems',
      'reply-to ReadAllItems accepted -> CleanUp',
    ]);
  });

  it('limits the items of a piece when told so', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { behavior: { itemsPerPiece: 50 } });
    server.script = readInPieces;
    await phone.call('solicited');

    const sizes = server.contacts.slice(2).map(({ message }) => message.items.length);
    expect(Math.max(...sizes)).toBe(50);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(phone.items.listAll().length);
  });

  it('answers GetNextFragment with "failed" when no piece is left', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play({ action: 'GetNextFragment' });
    await phone.call('solicited');

    expect(talk(phone.log).slice(1)).toEqual([
      'solicited -> GetNextFragment',
      'reply-to GetNextFragment failed -> CleanUp',
    ]);
  });

  it('leaves out fragment="final" on an unsplit reply of old firmware', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    const phone = await aRunningPhone(server, { model: 'openstage40', firmware: 'old' });
    server.play({ action: 'ReadItems', items: [ask('e164')] });
    await phone.call('solicited');

    expect(server.contacts.at(-1)?.message.fragment).toBeUndefined();
  });

  it('keeps one nonce for a whole dialogue when told so', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { behavior: { nonce: 'per-dialogue' } });
    server.script = readInPieces;
    await phone.call('solicited');

    expect(new Set(server.contacts.slice(1).map(({ message }) => message.nonce)).size).toBe(1);
    expect(server.contacts[0]?.message.nonce).not.toBe(server.contacts[1]?.message.nonce);
  });
});
