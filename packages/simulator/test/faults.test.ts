import { describe, expect, it } from 'vitest';
import type { FaultName } from '../src/index.ts';
import { aRunningPhone, cleanUpAfterEach, startServer, talk } from './kit.ts';
import { type Answer, askToCall, type ScriptedServer } from './scripted-server.ts';

cleanUpAfterEach();

const WRITE: Answer = {
  action: 'WriteItems',
  items: [
    { name: 'reg-addr', value: '192.0.2.20' },
    { name: 'realm', value: 'example' },
  ],
};

async function callWith(fault: FaultName, ...answers: readonly Answer[]) {
  const server: ScriptedServer = await startServer();
  const phone = await aRunningPhone(server);
  const before = server.contacts.length;
  server.play(...answers);
  phone.faults.order(fault);
  const result = await phone.call('solicited');
  return {
    server,
    phone,
    result,
    contacts: () => server.contacts.slice(before),
    said: talk(phone.log).slice(1),
  };
}

describe('faults', () => {
  it('lose-answer: repeats the very message whose answer was lost', async () => {
    const { contacts, said, result } = await callWith('lose-answer');

    expect(contacts().map(({ xml }) => xml)).toEqual([contacts()[0]?.xml, contacts()[0]?.xml]);
    expect(said).toEqual(['solicited -> fault', 'solicited -> CleanUp']);
    expect(result.outcome).toBe('completed');
  });

  it('reset: breaks off in the middle of the body, then says it whole', async () => {
    const { contacts, said, server } = await callWith('reset');

    expect(contacts()).toHaveLength(1);
    expect(said).toEqual(['solicited -> fault', 'solicited -> CleanUp']);
    expect(server.startedConnections).toBe(3);
  });

  it('slow: trickles the message out over seconds', async () => {
    const { said, phone } = await callWith('slow');

    expect(said).toEqual(['solicited -> CleanUp']);
    expect(phone.log.at(-1)?.durationMs).toBeGreaterThan(1_500);
  });

  it('garbage: posts bytes that are no message first', async () => {
    const { server, said } = await callWith('garbage');

    expect(server.garbage).toHaveLength(1);
    expect(said).toEqual(['solicited -> CleanUp']);
  });

  it('duplicate: says the same twice at a time and hears one answer', async () => {
    const { contacts, server } = await callWith('duplicate');
    while (contacts().length < 2) await new Promise(setImmediate);

    expect(contacts().map(({ xml }) => xml)).toEqual([contacts()[0]?.xml, contacts()[0]?.xml]);
    expect(new Set(contacts().map(({ connection }) => connection)).size).toBe(2);
    expect(server.garbage).toEqual([]);
  });

  it('half-open: leaves a connection that never gets through its greeting', async () => {
    const { server, said, phone } = await callWith('half-open');
    while (server.startedConnections < 3) await new Promise(setImmediate);
    expect(said).toEqual(['solicited -> CleanUp']);
    while (server.openConnections > 1) await new Promise(setImmediate);

    await phone.powerOff();
    while (server.openConnections > 0) await new Promise(setImmediate);
  });

  it('wrong-nonce: uses the nonce of an earlier message for another one', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.script = ({ message }) => {
      if (message.reason === 'reply-to') return { action: 'CleanUp' };
      phone.faults.order('wrong-nonce');
      return { action: 'ReadItems', items: [{ name: 'e164', value: '' }] };
    };
    await phone.call('solicited');

    expect(server.contacts[2]?.message.nonce).toBe(server.contacts[1]?.message.nonce);
  });

  it('reboot: restarts in the middle of a dialogue', async () => {
    const { phone, result, said } = await callWith('reboot', WRITE);
    await phone.waitFor('idle');

    expect(result.outcome).toBe('interrupted');
    expect(said).toEqual(['solicited -> WriteItems']);
    expect(talk(phone.log).at(-1)).toBe('start-up -> CleanUp');
    expect(phone.writes).toEqual([]);
  });

  it('abort: gives up with clean-up', async () => {
    const { contacts, said, result } = await callWith('abort', WRITE);

    expect(said).toEqual(['solicited -> WriteItems', 'clean-up -> CleanUp']);
    expect(contacts().at(-1)?.message.items).toEqual([
      { name: 'cleanup-reason', value: 'cancelled at the phone' },
    ]);
    expect(result.outcome).toBe('aborted');
  });

  it('busy: a call begins just before the write and lasts 5 to 30 s', async () => {
    const { phone, said } = await callWith('busy', WRITE);

    expect(said.at(-1)).toBe('reply-to WriteItems busy -> CleanUp');
    expect(phone.isInCall).toBe(true);
  });

  it('refuse-items: refuses one item with some status', async () => {
    const { phone, contacts } = await callWith('refuse-items', WRITE);

    expect(contacts().at(-1)?.message.items).toMatchObject([
      { name: 'reg-addr', status: expect.any(String) },
    ]);
    expect(phone.writes.map(({ name }) => name)).toEqual(['realm']);
  });

  it('lost-contact-me: answers 204 and forgets the request, without a gap', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    phone.faults.order('lost-contact-me');
    expect((await askToCall(phone.contactMeUri)).status).toBe(204);
    expect((await askToCall(phone.contactMeUri)).status).toBe(204);
    await phone.waitFor(() => phone.log.length === 2);

    expect(phone.contactRequests.map(({ outcome }) => outcome)).toEqual(['lost', 'accepted']);
  });

  it('strike by rate, in the same way for the same seed', async () => {
    const server = await startServer();
    server.script = ({ message }) => (message.reason === 'solicited' ? WRITE : { action: 'CleanUp' });
    const refusals: string[] = [];
    for (const seed of [7, 7, 8]) {
      const phone = await aRunningPhone(server, { seed, faults: { 'refuse-items': 0.5 } });
      for (let call = 0; call < 20; call += 1) await phone.call('solicited');
      refusals.push(JSON.stringify(phone.statistics.refusals.toRecord()));
    }

    expect(refusals[0]).toBe(refusals[1]);
    expect(refusals[0]).not.toBe(refusals[2]);
  });
});
