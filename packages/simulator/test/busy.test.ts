import { describe, expect, it } from 'vitest';
import { ManualClock } from '../src/index.ts';
import { aPhone, aRunningPhone, cleanUpAfterEach, startServer, talk } from './kit.ts';
import type { Answer, Script } from './scripted-server.ts';
import { askToCall, CLEAN_UP } from './scripted-server.ts';

cleanUpAfterEach();

const WRITE: Answer = { action: 'WriteItems', items: [{ name: 'reg-addr', value: '192.0.2.20' }] };
const COME_BACK: Answer = { action: 'CleanUp', items: [{ name: 'send-solicited', value: 'true' }] };

/** Writes whenever asked, and asks a busy phone to come back. */
const persistent: Script = ({ message }) => {
  if (message.reason !== 'reply-to') return message.reason === 'solicited' ? WRITE : CLEAN_UP;
  return message.status === 'busy' ? COME_BACK : CLEAN_UP;
};

describe('a phone in a call', () => {
  it('answers WriteItems with "busy" and calls back when the call is over (12.7)', async () => {
    const server = await startServer();
    server.script = persistent;
    const phone = await aRunningPhone(server);
    phone.startCall();
    await phone.call('solicited');
    expect(phone.owesCall).toBe(true);
    expect(phone.writes).toEqual([]);
    expect(server.contacts.at(-1)?.xml).not.toContain('ItemList');

    phone.endCall();
    await phone.waitFor(() => phone.writes.length === 1 && phone.state === 'idle');
    expect(talk(phone.log).slice(1)).toEqual([
      'solicited -> WriteItems',
      'reply-to WriteItems busy -> CleanUp',
      'solicited -> WriteItems',
      'reply-to WriteItems accepted -> CleanUp',
    ]);
    expect(phone.owesCall).toBe(false);
    expect(phone.statistics.busyAnswers).toBe(1);
  });

  it('still reads and reports', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    phone.startCall();
    server.play({ action: 'ReadItems', items: [{ name: 'e164', value: '' }] });
    await phone.call('solicited');

    expect(talk(phone.log).at(-1)).toBe('reply-to ReadItems accepted -> CleanUp');
  });

  it('does not call back after a plain CleanUp', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    phone.startCall();
    server.play(WRITE);
    await phone.call('solicited');
    phone.endCall();

    expect(phone.owesCall).toBe(false);
    expect(phone.state).toBe('idle');
  });

  it('keeps one promise however often it was asked, over the three jobs of the reference (section 13)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { items: { 'dls-contact-interval': '0' } });
    phone.startCall();
    server.play(WRITE, COME_BACK, CLEAN_UP, WRITE, COME_BACK, WRITE, COME_BACK, WRITE, CLEAN_UP);
    for (const exchanges of [3, 4, 6]) {
      await askToCall(phone.contactMeUri);
      await phone.waitFor(() => phone.log.length === exchanges && phone.state === 'idle');
    }
    phone.endCall();
    await phone.waitFor(() => phone.log.length === 10 && phone.state === 'idle');

    expect(talk(phone.log).slice(1)).toEqual([
      'solicited -> WriteItems',
      'reply-to WriteItems busy -> CleanUp',
      'solicited -> CleanUp',
      'solicited -> WriteItems',
      'reply-to WriteItems busy -> CleanUp',
      'solicited -> WriteItems',
      'reply-to WriteItems accepted -> CleanUp',
      // The phone is idle now: send-solicited makes it come again at once.
      'solicited -> WriteItems',
      'reply-to WriteItems accepted -> CleanUp',
    ]);
  });

  it('with firmware before V3R3 does not know send-solicited', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    server.script = persistent;
    const phone = await aRunningPhone(server, { model: 'openstage40', firmware: 'old' });
    phone.startCall();
    await phone.call('solicited');
    phone.endCall();

    expect(talk(phone.log).at(-1)).toBe('reply-to WriteItems busy -> CleanUp');
    expect(phone.owesCall).toBe(false);
    expect(phone.state).toBe('idle');
  });

  it('forgets the promise at a restart', async () => {
    const server = await startServer();
    server.script = persistent;
    const phone = await aRunningPhone(server);
    phone.startCall();
    await phone.call('solicited');
    phone.restart();
    await phone.waitFor('idle');

    expect(phone.owesCall).toBe(false);
    expect(phone.isInCall).toBe(false);
    expect(talk(phone.log).at(-1)).toBe('start-up -> CleanUp');
  });

  it('keeps the promise while the server cannot be reached', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    server.script = persistent;
    const phone = aPhone(server, {
      clock,
      behavior: { retry: { firstDelayMs: 1_000, factor: 1, maxDelayMs: 1_000, jitter: 0, attempts: 2 } },
    });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    phone.startCall();
    await phone.call('solicited');
    server.script = () => ({ dead: 'reset' });
    phone.endCall();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      await phone.waitFor('backing-off');
      expect(phone.owesCall).toBe(true);
      clock.advance(1_000);
    }
    await phone.waitFor('backing-off');
    server.script = persistent;
    clock.advance(1_000);
    await phone.waitFor(() => phone.writes.length === 1);
  });

  it('is in a call for a time, or from the next WriteItems on', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    server.script = persistent;
    const phone = aPhone(server, { clock });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    phone.startCallAtNextWrite(30_000);
    await phone.call('solicited');
    expect(phone.isInCall).toBe(true);
    clock.advance(29_999);
    expect(phone.state).toBe('idle');
    clock.advance(1);
    await phone.waitFor(() => phone.writes.length === 1);

    expect(phone.isInCall).toBe(false);
  });
});
