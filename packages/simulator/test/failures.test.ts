import { describe, expect, it } from 'vitest';
import { ManualClock, type PhoneBehavior, type VirtualPhone } from '../src/index.ts';
import { aPhone, aRunningPhone, atEnd, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import { type Answer, askToCall, CLEAN_UP, ScriptedServer } from './scripted-server.ts';

cleanUpAfterEach();

const RETRY: Partial<PhoneBehavior> = {
  retry: { firstDelayMs: 1_000, factor: 2, maxDelayMs: 5_000, jitter: 0, attempts: 3 },
};

async function switchOn(phone: VirtualPhone, clock: ManualClock): Promise<void> {
  await phone.powerOn();
  clock.advance(0);
}

describe('a phone that hears nonsense', () => {
  it.each<[string, string, Answer]>([
    ['XML that is broken', 'invalid-xml', { raw: '<DLSMessage><Message nonce="1">' }],
    ['an empty body', 'invalid-xml', { raw: '' }],
    ['a PHP warning before the XML', 'invalid-xml', { raw: 'Warning: x<?xml version="1.0"?><DLSMessage/>' }],
    ['a document type', 'invalid-xml', { raw: '<!DOCTYPE a [<!ENTITY b "c">]><DLSMessage/>' }],
    ['the nonce of another message', 'foreign-nonce', { action: 'CleanUp', nonce: 'F'.repeat(32) }],
  ])('%s: ends the dialogue with clean-up', async (_what, kind, answer) => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.play(answer);
    const result = await phone.call('solicited');

    expect(result.outcome).toBe('aborted');
    expect(talk(phone.log).slice(1)).toEqual([`solicited -> ${kind}`, 'clean-up -> CleanUp']);
    expect(server.contacts.at(-1)?.message.items).toMatchObject([{ name: 'cleanup-reason' }]);
  });

  it('an action nobody knows: answers "failed" and goes on', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.script = ({ message, xml }) => {
      if (message.reason === 'solicited') {
        return {
          raw: `<DLSMessage xmlns="http://www.siemens.com/DLS"><Message nonce="${message.nonce}"><Action>MakeCoffee</Action></Message></DLSMessage>`,
        };
      }
      expect(xml).toContain('status="failed"');
      return CLEAN_UP;
    };
    const said: string[] = [];
    phone.on('exchange', ({ reason, repliesTo, status }) => said.push([reason, repliesTo, status].join(' ')));
    await phone.call('solicited');

    expect(said[1]).toBe('reply-to MakeCoffee failed');
    expect(server.garbage[0]).toContain('action="MakeCoffee" status="failed"');
  });

  it('a signed message, another root, no namespace, other spelling: understands it', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    const forms = [
      (nonce: string) =>
        `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/><Object Id="DLSMessage"><DLSMessage xmlns="http://www.siemens.com/DLS"><Message nonce="${nonce}"><Action>CleanUp</Action></Message></DLSMessage></Object></Signature>`,
      (nonce: string) =>
        `<DlsMessage><Message nonce="${nonce}"><Action>CleanUp</Action></Message></DlsMessage>`,
      (nonce: string) =>
        `<DLSMessage><Message nonce="${nonce}"><ReasonForContact/><Action>Cleanup</Action></Message><ItemList/></DLSMessage>`,
    ];
    for (const form of forms) {
      server.script = ({ message }) => ({ raw: form(message.nonce) });
      expect((await phone.call('solicited')).outcome).toBe('completed');
    }
  });

  it('whatever is answered to clean-up: it is over (12.14)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    for (const last of [
      { action: 'WriteItems' },
      { raw: 'nonsense' },
      { dead: 'reset' },
    ] satisfies Answer[]) {
      server.play({ raw: 'nonsense' }, last);
      expect((await phone.call('solicited')).outcome).toBe('aborted');
      expect(phone.state).toBe('idle');
    }
  });
});

describe('a phone without an answer', () => {
  it.each<[string, string, Answer]>([
    ['the connection breaks', 'reset|closed', { dead: 'reset' }],
    ['the server answers 503', 'http-503', { raw: '', status: 503 }],
    ['the server answers 404', 'http-404', { raw: '', status: 404 }],
  ])('sends the very same message again when %s', async (_what, kind, answer) => {
    const clock = new ManualClock();
    const server = await startServer();
    const phone = aPhone(server, { clock, behavior: { bootMs: 0, ...RETRY } });
    server.play(answer, answer);
    await switchOn(phone, clock);
    await phone.waitFor('backing-off');
    clock.advance(1_000);
    await phone.waitFor(() => phone.log.length === 2);
    clock.advance(1_999);
    expect(phone.state).toBe('backing-off');
    clock.advance(1);
    await phone.waitFor('idle');

    expect(phone.log.map(({ error }) => error?.kind ?? 'none').slice(0, 2)).toEqual([
      expect.stringMatching(new RegExp(`^(${kind})$`)),
      expect.stringMatching(new RegExp(`^(${kind})$`)),
    ]);
    expect(phone.log.map(({ isRepeated }) => isRepeated)).toEqual([false, true, true]);
    expect(new Set(server.contacts.map(({ xml }) => xml)).size).toBe(1);
  });

  it('waits for an answer only so long', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const phone = aPhone(server, { clock, behavior: { answerTimeoutMs: 30_000, ...RETRY } });
    server.script = () => ({ dead: 'hang' });
    await switchOn(phone, clock);
    while (server.contacts.length === 0) await new Promise(setImmediate);
    clock.advance(29_999);
    expect(phone.state).toBe('calling');
    clock.advance(1);
    await phone.waitFor('backing-off');

    expect(talk(phone.log)).toEqual(['start-up -> timeout']);
  });

  it('tries a start-up for ever, with growing pauses, until the server is there', async () => {
    const clock = new ManualClock();
    const gone = await ScriptedServer.start();
    const { port } = gone;
    await gone.stop();
    const phone = aPhone(undefined, { server: `https://127.0.0.1:${port}`, clock, behavior: RETRY });
    await switchOn(phone, clock);
    const pauses = [1_000, 2_000, 4_000, 5_000, 5_000];
    for (const [failures, pause] of pauses.entries()) {
      await phone.waitFor(() => phone.log.length === failures + 1 && phone.state === 'backing-off');
      clock.advance(pause);
    }
    await phone.waitFor(() => phone.log.length === 6 && phone.state === 'backing-off');
    const times = phone.log.map(({ at }) => at);
    expect(times.slice(1).map((at, place) => at - (times[place] ?? 0))).toEqual(pauses);
    expect(talk(phone.log)[0]).toBe('start-up -> refused');

    const server = await ScriptedServer.start({}, port);
    atEnd(() => server.stop());
    clock.advance(5_000);
    await phone.waitFor('idle');
    expect(server.contacts).toHaveLength(1);
  });

  it('gives up any other dialogue after its attempts, also in the middle', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, {
      behavior: { retry: { firstDelayMs: 1, factor: 1, maxDelayMs: 1, jitter: 0, attempts: 3 } },
    });
    server.script = ({ message }) =>
      message.reason === 'solicited' ? { action: 'ReadItems', items: [] } : { dead: 'reset' };
    expect((await phone.call('solicited')).outcome).toBe('unanswered');

    expect(server.contacts.map(({ message }) => message.reason)).toEqual([
      'start-up',
      'solicited',
      'reply-to',
      'reply-to',
      'reply-to',
    ]);
    expect(phone.state).toBe('idle');
  });

  it('follows a contact request while it waits for another attempt, and says start-up afterwards', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const gone = await ScriptedServer.start();
    const { url } = gone;
    await gone.stop();
    const phone = aPhone(server, { server: url, clock, behavior: RETRY });
    await switchOn(phone, clock);
    await phone.waitFor('backing-off');
    await askToCall(phone.contactMeUri, { callBack: { address: '127.0.0.1', port: server.port } });
    await phone.waitFor(() => phone.log.length === 3);

    expect(talk(phone.log)).toEqual(['start-up -> refused', 'solicited -> CleanUp', 'start-up -> refused']);
  });

  it('opens a new connection when the server has closed the kept one', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { model: 'openstage60' });
    server.script = async ({ message }) =>
      message.reason === 'solicited' ? { action: 'ReadItems', items: [] } : CLEAN_UP;
    await phone.call('solicited');
    await phone.call('solicited');

    expect(phone.statistics.errors.total).toBe(0);
    expect(server.contacts.map(({ connection }) => connection)).toEqual([1, 2, 2, 3, 3]);
  });
});

describe('an overloaded server', () => {
  it('gets the same message again after 2 to 4 s, with a new nonce and the cookie', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const phone = aPhone(server, {
      clock,
      model: 'openstage60',
      behavior: { overloadDelayMs: [2_000, 4_000] },
    });
    const overload = {
      action: 'CleanUp',
      items: [{ name: 'cleanup-reason', value: 'overload' }],
      cookie: 'S=1',
    } as const;
    server.play(overload, { action: 'ReadItems', items: [{ name: 'e164', value: '' }] }, overload, CLEAN_UP);
    await switchOn(phone, clock);
    await phone.waitFor('overloaded');
    clock.advance(1_999);
    expect(phone.state).toBe('overloaded');
    clock.advance(2_001);
    await phone.waitFor(() => phone.log.length === 3 && phone.state === 'overloaded');
    clock.advance(4_000);
    await phone.waitFor('idle');

    expect(talk(phone.log)).toEqual([
      'start-up -> CleanUp',
      'start-up -> ReadItems',
      'reply-to ReadItems accepted -> CleanUp',
      'reply-to ReadItems accepted -> CleanUp',
    ]);
    expect(new Set(server.contacts.map(({ message }) => message.nonce)).size).toBe(4);
    expect(server.contacts[1]?.headers.cookie).toBe('S=1');
    expect(valuesOf(server.contacts[3]?.message.items ?? [])).toEqual({ e164: '498970012345' });
  });
});

describe('power', () => {
  it('cut in the middle of a dialogue: nothing more is said, and the phone starts anew', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.script = () => ({ dead: 'hang' });
    const call = phone.call('solicited');
    while (server.contacts.length < 2) await new Promise(setImmediate);
    await phone.powerOff();
    expect((await call).outcome).toBe('interrupted');
    expect(phone.state).toBe('off');
    await expect(askToCall(phone.contactMeUri)).rejects.toThrow();
    await expect(phone.call('solicited')).rejects.toMatchObject({ code: 'powered-off' });

    server.script = () => CLEAN_UP;
    await phone.powerOn();
    await phone.waitFor('idle');
    expect(talk(phone.log).at(-1)).toBe('start-up -> CleanUp');
  });
});
