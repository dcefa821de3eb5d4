import type { Item, PhoneMessage, ReplyMessage } from '@deskfleet/protocol';
import { describe, expect, test } from 'vitest';
import type { Dialogue, OutgoingItem, StepInput, StepResult, ValuesDueWork, Work } from './dialogue.ts';
import { step } from './step.ts';

const server: OutgoingItem = { name: 'reg-addr', value: '192.0.2.20' };
const port: OutgoingItem = { name: 'reg-port', value: '5070' };
const secret: OutgoingItem = { name: 'sip-pwd', sealed: 'v1.x' };

const due = (...pending: OutgoingItem[]): ValuesDueWork => ({ kind: 'values-due', version: 3, pending });

function startUp(changed = 'false'): PhoneMessage {
  const items = [{ name: 'configuration-changed-flag', value: changed }];
  return { reason: 'start-up', nonce: 'AB', items };
}

function reply(action: ReplyMessage['action'], more: Partial<ReplyMessage> = {}): PhoneMessage {
  return { reason: 'reply-to', action, status: 'accepted', nonce: 'CD', items: [], ...more };
}

function run(message: PhoneMessage, work: readonly Work[], given: Partial<StepInput> = {}): StepResult {
  return step({
    dialogue: undefined,
    message,
    client: { hasInventory: true, softwareChanged: false, address: '192.0.2.7' },
    work,
    itemListBytes: 100,
    replyItems: () => message.items,
    piecesLost: false,
    secretsAllowed: true,
    ...given,
  });
}

function opened({ dialogue }: StepResult): Dialogue {
  if (dialogue === undefined) throw new TypeError('the dialogue has ended');
  return dialogue;
}

const left = (settled: boolean) => ({ kind: 'values-due', version: 3, settled });

describe('values that are due without a job', () => {
  test('are written to a phone that calls, and are done when it has stored them', () => {
    const written = run(startUp(), [due(server, port)]);
    expect(written).toMatchObject({ action: 'WriteItems', items: [server, port] });
    // Not asked to call again while it is at it.
    expect(written.effects).toEqual([left(false)]);
    const ended = run(reply('WriteItems'), [due(server, port)], { dialogue: opened(written) });
    expect(ended.action).toBe('CleanUp');
    expect(ended.effects).toEqual([{ kind: 'stored', items: [server, port] }, left(true)]);
  });

  test('are done as well when the phone refuses them, in its words', () => {
    const written = run(startUp(), [due(server)]);
    const items: Item[] = [{ name: 'reg-addr', value: '', status: 'read only' }];
    const ended = run(reply('WriteItems', { items }), [due(server)], { dialogue: opened(written) });
    expect(ended.effects).toEqual([
      { kind: 'refused', items: [{ ...server, status: 'read only' }] },
      left(true),
    ]);
  });

  test('are read before, and only those are written that the phone does not have', () => {
    const reading = run(startUp('true'), [due(server, port)]);
    expect(reading.action).toBe('ReadAllItems');
    const items: Item[] = [
      { name: 'reg-addr', value: '192.0.2.20' },
      { name: 'reg-port', value: '5060' },
    ];
    const written = run(reply('ReadAllItems', { items }), [due(server, port)], {
      dialogue: opened(reading),
    });
    expect(written).toMatchObject({ action: 'WriteItems', items: [port] });
  });

  test('are done at once when the phone has all of them', () => {
    const reading = run(startUp('true'), [due(server)]);
    const items: Item[] = [{ name: 'reg-addr', value: '192.0.2.20' }];
    const ended = run(reply('ReadAllItems', { items }), [due(server)], { dialogue: opened(reading) });
    expect(ended.action).toBe('CleanUp');
    expect(ended.effects).toEqual([{ kind: 'inventory' }, left(true)]);
  });

  test('of which nothing is wanted any more are done without a word to the phone', () => {
    const ended = run(startUp(), [due()]);
    expect(ended).toMatchObject({ action: 'CleanUp', effects: [left(true)] });
  });

  test('wait for the end of a call', () => {
    const written = run(startUp(), [due(server)]);
    const busy = run(reply('WriteItems', { status: 'busy' }), [due(server)], { dialogue: opened(written) });
    expect(busy.items).toEqual([{ name: 'send-solicited', value: 'true' }]);
    expect(busy.effects).toEqual([left(false)]);
  });

  test('with a secret among them wait for the answer to our request as a whole', () => {
    const ended = run(startUp(), [due(server, secret)], { secretsAllowed: false });
    expect(ended.action).toBe('CleanUp');
    expect(ended.effects).toEqual([left(false), { kind: 'request-contact' }]);
  });

  test('wait for the start after a factory reset, which would take them away again', () => {
    const reset = { kind: 'factory-reset', targetId: '9', sent: false, mayRepeat: false } as const;
    const result = run(startUp(), [reset, due(server)]);
    expect(result.action).toBe('Restart');
  });

  test('stay due when the phone breaks off', () => {
    const written = run(startUp(), [due(server)]);
    const ended = run({ reason: 'clean-up', nonce: 'EF', items: [] }, [due(server)], {
      dialogue: opened(written),
    });
    expect(ended.effects).toEqual([left(false)]);
  });

  test('are asked for before they are written again by a dialogue after one that broke off', () => {
    const broken = opened(run(startUp(), [due(server, port)]));
    const asking = run(startUp(), [due(server, port)], { dialogue: broken });
    expect(asking.action).toBe('ReadItems');
    const items: Item[] = [{ name: 'reg-addr', value: '192.0.2.20' }];
    const written = run(reply('ReadItems', { items }), [due(server, port)], { dialogue: opened(asking) });
    expect(written).toMatchObject({ action: 'WriteItems', items: [port] });
  });

  test('go in one message with those of a job', () => {
    const job: Work = {
      kind: 'configure',
      targetId: '1',
      pending: [port],
      progress: { stored: [], refused: {} },
    };
    const written = run(startUp(), [job, due(server)]);
    expect(written.items).toEqual([port, server]);
  });
});

describe('a target of a job that brings a template', () => {
  test('keeps the values that its phone has to get from one message to the next', () => {
    const keys = [':reg-addr', ':reg-port'];
    const job = (pending: OutgoingItem[], stored: string[] = []): Work => ({
      kind: 'configure',
      targetId: '1',
      pending,
      progress: { stored, refused: {}, keys },
    });
    const written = run({ ...startUp(), maxItems: 1 }, [job([server, port])]);
    expect(written.items).toEqual([server]);
    const next = run(reply('WriteItems'), [job([server, port])], { dialogue: opened(written) });
    expect(next.effects).toContainEqual({
      kind: 'target',
      targetId: '1',
      change: { state: 'in-dialogue', open: true, progress: { stored: [':reg-addr'], refused: {}, keys } },
    });
  });
});
