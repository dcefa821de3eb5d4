import type { InitialReason, Item, PhoneMessage, ReplyStatus } from '@deskfleet/protocol';
import { describe, expect, test } from 'vitest';
import type {
  ConfigureWork,
  Dialogue,
  Effect,
  OutgoingItem,
  RefreshWork,
  RestartWork,
  StepInput,
  StepResult,
  Work,
} from './dialogue.ts';
import { step } from './step.ts';

const unchanged: Item = { name: 'configuration-changed-flag', value: 'false' };
const changed: Item = { name: 'configuration-changed-flag', value: 'true' };

function initial(reason: InitialReason, items: readonly Item[] = [unchanged], maxItems = -1): PhoneMessage {
  return {
    reason,
    nonce: 'AB',
    maxItems,
    items: [{ name: 'mac-addr', value: '00:1A:E8:00:00:01' }, ...items],
  };
}

function reply(
  action: 'ReadAllItems' | 'ReadItems' | 'WriteItems' | 'Restart' | 'GetNextFragment',
  options: { status?: ReplyStatus; items?: readonly Item[]; fragment?: 'next' | 'final' } = {},
): PhoneMessage {
  const { status = 'accepted', items = [], fragment } = options;
  return {
    reason: 'reply-to',
    action,
    status,
    nonce: 'CD',
    items,
    ...(fragment === undefined ? {} : { fragment }),
  };
}

function run(message: PhoneMessage, given: Partial<StepInput> = {}): StepResult {
  return step({
    dialogue: undefined,
    message,
    client: { hasInventory: true, softwareChanged: false, address: '192.0.2.7' },
    work: [],
    itemListBytes: 100,
    replyItems: () => message.items,
    piecesLost: false,
    secretsAllowed: true,
    ...given,
  });
}

function configure(targetId: string, pending: readonly OutgoingItem[], stored: string[] = []): ConfigureWork {
  return { kind: 'configure', targetId, pending, progress: { stored, refused: {} } };
}
const refresh: RefreshWork = { kind: 'refresh-data', targetId: '7' };
const restart = (change: Partial<RestartWork> = {}): RestartWork => ({
  kind: 'restart',
  targetId: '8',
  sent: false,
  mayRepeat: false,
  ...change,
});

/** The dialogue that an answer leaves open. */
function opened(result: StepResult): Dialogue {
  if (result.dialogue === undefined) throw new TypeError('the dialogue has ended');
  return result.dialogue;
}

/** The last state of a target and the codes of its events, in order. */
function target(result: StepResult, targetId: string) {
  const ofTarget = result.effects.filter(
    (effect) => effect.kind === 'target' && effect.targetId === targetId,
  ) as Extract<Effect, { kind: 'target' }>[];
  const last = ofTarget.findLast((effect) => effect.change !== undefined)?.change;
  return {
    state: last?.state,
    open: last?.open,
    reason: last?.reason?.code,
    params: last?.reason?.params,
    events: ofTarget.flatMap((effect) => effect.event?.code ?? []),
  };
}

const kinds = (result: StepResult) => result.effects.map((effect) => effect.kind);

describe('a first message without open work', () => {
  const table: {
    name: string;
    message: PhoneMessage;
    client?: Partial<StepInput['client']>;
    action: string;
    effects?: string[];
  }[] = [
    {
      name: 'start-up of a known phone with nothing changed is just acknowledged',
      message: initial('start-up'),
      action: 'CleanUp',
    },
    {
      name: 'start-up with changes is read',
      message: initial('start-up', [changed]),
      action: 'ReadAllItems',
    },
    {
      name: 'start-up that does not say whether anything changed is read',
      message: initial('start-up', []),
      action: 'ReadAllItems',
    },
    {
      name: 'start-up of a phone without inventory is read whatever its flag says',
      message: initial('start-up'),
      client: { hasInventory: false },
      action: 'ReadAllItems',
    },
    {
      name: 'start-up with other firmware is read whatever its flag says',
      message: initial('start-up'),
      client: { softwareChanged: true },
      action: 'ReadAllItems',
    },
    { name: 'solicited without work is acknowledged', message: initial('solicited'), action: 'CleanUp' },
    {
      name: 'local changes of old firmware are read',
      message: initial('local-changes', [changed]),
      action: 'ReadAllItems',
    },
    {
      name: 'attached local changes are taken from the message itself',
      message: initial('local-changes', [
        changed,
        { name: 'configuration-attached-flag', value: 'true' },
        { name: 'configuration-attached-number', value: '1' },
        { name: 'vlan-method', value: '1' },
        { name: 'lldp-enabled', value: 'true' },
      ]),
      action: 'CleanUp',
      effects: ['reported'],
    },
    {
      name: 'inventory changes are acknowledged',
      message: initial('inventory-changes', [changed]),
      action: 'CleanUp',
    },
    {
      name: 'status of a file transfer is kept',
      message: initial('status', [
        { name: 'file-deployment-name', value: 'logo40.bmp' },
        { name: 'file-deployment-status', value: 'ok' },
      ]),
      action: 'CleanUp',
      effects: ['files-told'],
    },
  ];
  for (const { name, message, client, action, effects } of table) {
    test(name, () => {
      const result = run(message, {
        client: { hasInventory: true, softwareChanged: false, address: '192.0.2.7', ...client },
      });
      expect(result.action).toBe(action);
      expect(kinds(result)).toEqual(effects ?? []);
      expect(result.dialogue === undefined).toBe(action === 'CleanUp');
    });
  }

  test('attached local changes count every item that is no basic item, whatever number the phone gives', () => {
    const result = run(
      initial('local-changes', [
        changed,
        { name: 'configuration-attached-flag', value: 'true' },
        { name: 'configuration-attached-number', value: '1' },
        { name: 'vlan-method', value: '1' },
        { name: 'lldp-enabled', value: 'true' },
      ]),
    );
    expect(result.effects).toEqual([
      {
        kind: 'reported',
        items: [
          { name: 'vlan-method', value: '1' },
          { name: 'lldp-enabled', value: 'true' },
        ],
      },
    ]);
  });
});

describe('reading', () => {
  test('the complete inventory is kept and the dialogue ends', () => {
    const first = run(initial('start-up', [changed]));
    const result = run(reply('ReadAllItems', { fragment: 'final' }), { dialogue: opened(first) });
    expect(result.action).toBe('CleanUp');
    expect(kinds(result)).toEqual(['inventory']);
  });

  test('pieces are asked for until the final one, and each is kept', () => {
    let dialogue = opened(run(initial('start-up', [changed])));
    for (const pieces of [1, 2, 3]) {
      const result = run(reply('ReadAllItems', { fragment: 'next' }), { dialogue });
      expect(result).toMatchObject({ action: 'GetNextFragment', items: [], effects: [{ kind: 'piece' }] });
      dialogue = opened(result);
      expect(dialogue.pieces).toBe(pieces);
    }
    const last = run(reply('ReadAllItems', { fragment: 'final' }), { dialogue });
    expect(last.action).toBe('CleanUp');
    expect(kinds(last)).toEqual(['inventory']);
  });

  test('a later piece may name GetNextFragment as its action', () => {
    const first = run(reply('ReadAllItems', { fragment: 'next' }), {
      dialogue: opened(run(initial('start-up', [changed]))),
    });
    const result = run(reply('GetNextFragment', { fragment: 'final' }), { dialogue: opened(first) });
    expect(kinds(result)).toEqual(['inventory']);
  });

  test('a reply that never ends is given up', () => {
    const dialogue = { ...opened(run(initial('start-up', [changed]))), pieces: 1_000 };
    const result = run(reply('ReadAllItems', { fragment: 'next' }), { dialogue, work: [refresh] });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '7')).toMatchObject({ state: 'failed', reason: 'target.action_failed' });
  });

  test.each(['ReadAllItems', 'GetNextFragment'] as const)(
    'a reply to %s of which pieces are lost is asked for again, and nothing of it is stored',
    (action) => {
      const dialogue = opened(run(initial('start-up', [changed])));
      const again = run(reply(action, { fragment: 'final' }), { dialogue, piecesLost: true });
      expect(again).toMatchObject({ action: 'ReadAllItems', items: [], effects: [] });
      const last = run(reply('ReadAllItems', { fragment: 'final' }), { dialogue: opened(again) });
      expect(last.action).toBe('CleanUp');
      expect(kinds(last)).toEqual(['inventory']);
    },
  );

  test('a reply of which pieces are lost again and again is given up until the next call', () => {
    let result = run(initial('start-up', [changed]));
    for (let times = 0; times < 200 && result.dialogue !== undefined; times += 1) {
      result = run(reply('ReadAllItems', { fragment: 'final' }), {
        dialogue: result.dialogue,
        piecesLost: true,
      });
    }
    expect(result).toMatchObject({ action: 'CleanUp', effects: [] });
    expect(run(initial('start-up'), { dialogue: result.dialogue }).action).toBe('ReadAllItems');
  });

  test('a refresh order reads a phone that has nothing changed, and ends with the number of its values', () => {
    const first = run(initial('solicited'), { work: [refresh] });
    expect(first.action).toBe('ReadAllItems');
    expect(target(first, '7')).toMatchObject({
      state: 'in-dialogue',
      events: ['target.called', 'target.in_dialogue'],
    });
    const items = [
      { name: 'reg-addr', value: '192.0.2.1' },
      { name: 'reg-port', value: '5060' },
    ];
    const second = run(reply('ReadAllItems', { items }), { dialogue: opened(first), work: [refresh] });
    expect(target(second, '7')).toMatchObject({
      state: 'success',
      open: false,
      reason: 'target.read',
      params: { count: 2 },
    });
  });

  test('a phone that refuses to be read ends the order with its word and is not asked again', () => {
    const first = run(initial('solicited'), { work: [refresh] });
    const second = run(reply('ReadAllItems', { status: 'failed' }), {
      dialogue: opened(first),
      work: [refresh],
    });
    expect(second.action).toBe('CleanUp');
    expect(kinds(second)).not.toContain('inventory');
    expect(target(second, '7')).toMatchObject({
      state: 'failed',
      reason: 'target.action_failed',
      params: { action: 'ReadAllItems', status: 'failed' },
    });
  });
});

const regAddr: OutgoingItem = { name: 'reg-addr', value: '192.0.2.20' };
const regPort: OutgoingItem = { name: 'reg-port', value: '5061' };
const sipPwd: OutgoingItem = { name: 'sip-pwd', sealed: 'v1.sealed' };

describe('writing', () => {
  test('values are written, and stored when the phone names none of them', () => {
    const work = [configure('1', [regAddr, regPort])];
    const first = run(initial('solicited'), { work });
    expect(first).toMatchObject({ action: 'WriteItems', items: [regAddr, regPort] });
    expect(target(first, '1')).toMatchObject({
      state: 'in-dialogue',
      events: ['target.called', 'target.sent'],
    });
    const second = run(reply('WriteItems'), { dialogue: opened(first), work });
    expect(second.action).toBe('CleanUp');
    expect(second.effects).toContainEqual({ kind: 'stored', items: [regAddr, regPort] });
    expect(target(second, '1')).toMatchObject({ state: 'success', open: false, params: { count: 2 } });
  });

  test('a phone that calls for another reason gets its open work as well', () => {
    expect(run(initial('start-up'), { work: [configure('1', [regAddr])] }).action).toBe('WriteItems');
    expect(run(initial('status'), { work: [configure('1', [regAddr])] }).action).toBe('WriteItems');
  });

  test('values that the phone names are refused in its words, the others are stored', () => {
    const work = [configure('1', [regAddr, regPort])];
    const first = run(initial('solicited'), { work });
    const second = run(
      reply('WriteItems', { items: [{ name: 'reg-addr', value: '', status: 'read only' }] }),
      {
        dialogue: opened(first),
        work,
      },
    );
    expect(second.effects).toContainEqual({ kind: 'stored', items: [regPort] });
    expect(second.effects).toContainEqual({
      kind: 'refused',
      items: [{ ...regAddr, status: 'read only' }],
    });
    expect(target(second, '1')).toMatchObject({
      state: 'partial-successful',
      reason: 'target.refused_some',
      params: { refused: 1, count: 2, item: 'reg-addr', status: 'read only' },
    });
  });

  test('an accepted reply that refuses everything has failed', () => {
    const work = [configure('1', [regAddr])];
    const first = run(initial('solicited'), { work });
    const second = run(
      reply('WriteItems', { items: [{ name: 'reg-addr', value: '', status: 'read only' }] }),
      {
        dialogue: opened(first),
        work,
      },
    );
    expect(target(second, '1')).toMatchObject({ state: 'failed', open: false, reason: 'target.refused' });
  });

  test('a status without index refuses every instance of the item', () => {
    const label = (index: number): OutgoingItem => ({
      name: 'key-label-unicode',
      index,
      value: `Key ${index}`,
    });
    const work = [configure('1', [label(1), label(2)])];
    const first = run(initial('solicited'), { work });
    const second = run(
      reply('WriteItems', { items: [{ name: 'key-label-unicode', value: '', status: 'unknown item' }] }),
      { dialogue: opened(first), work },
    );
    expect(target(second, '1')).toMatchObject({ state: 'failed', reason: 'target.refused_all' });
  });

  test('a reply that refuses the whole action fails with its word', () => {
    const work = [configure('1', [regAddr])];
    const first = run(initial('solicited'), { work });
    const second = run(reply('WriteItems', { status: 'failed' }), { dialogue: opened(first), work });
    expect(second.action).toBe('CleanUp');
    expect(target(second, '1')).toMatchObject({ state: 'failed', params: { status: 'failed' } });
  });

  test('a reply that refuses the whole action says more of the values that it names', () => {
    const work = [configure('1', [regAddr, regPort])];
    const second = run(
      reply('WriteItems', {
        status: 'failed',
        items: [{ name: 'reg-port', value: '', status: 'invalid data' }],
      }),
      { dialogue: opened(run(initial('solicited'), { work })), work },
    );
    expect(second.effects.find(({ kind }) => kind === 'refused')).toEqual({
      kind: 'refused',
      items: [
        { ...regAddr, status: 'failed' },
        { ...regPort, status: 'invalid data' },
      ],
    });
  });

  test('more values than the phone takes at once go in several messages', () => {
    const pending: OutgoingItem[] = Array.from({ length: 5 }, (_, position) => ({
      name: `item-${position}`,
      value: 'x',
    }));
    let work: Work[] = [configure('1', pending)];
    let result = run(initial('solicited', [unchanged], 2), { work });
    const sizes: number[] = [];
    const stored: string[] = [];
    while (result.action === 'WriteItems') {
      sizes.push(result.items.length);
      const dialogue = opened(result);
      const answered = run(reply('WriteItems'), { dialogue, work });
      stored.push(...result.items.map((item) => item.name));
      const done = new Set(stored);
      work = [
        configure(
          '1',
          pending.filter((item) => !done.has(item.name)),
          [...stored],
        ),
      ];
      result = answered;
    }
    expect(sizes).toEqual([2, 2, 1]);
    expect(target(result, '1')).toMatchObject({ state: 'success', params: { count: 5 } });
  });

  test('one value that two orders want is sent once and ends both', () => {
    const work = [configure('1', [regAddr]), configure('2', [regAddr, regPort])];
    const first = run(initial('solicited'), { work });
    expect(first.items).toEqual([regAddr, regPort]);
    const second = run(reply('WriteItems'), { dialogue: opened(first), work });
    expect(target(second, '1').state).toBe('success');
    expect(target(second, '2').state).toBe('success');
  });

  test('a value that was changed while the old one was under way stays open, but is not written twice in one dialogue', () => {
    const first = run(initial('solicited'), { work: [configure('1', [regAddr])] });
    const newer: OutgoingItem = { name: 'reg-addr', value: '192.0.2.99' };
    const second = run(reply('WriteItems'), { dialogue: opened(first), work: [configure('2', [newer])] });
    expect(second).toMatchObject({ action: 'CleanUp', items: [{ name: 'send-solicited', value: 'true' }] });
    expect(target(second, '2').state).toBeUndefined();
    expect(kinds(second)).toContain('request-contact');
  });

  test('an order whose values were all replaced by newer ones ends without a word to the phone', () => {
    const result = run(initial('solicited'), { work: [configure('1', [])] });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '1')).toMatchObject({ state: 'success', reason: 'target.nothing_to_send' });
  });

  test('reading comes before writing, and both before the restart', () => {
    const work: Work[] = [restart(), configure('1', [regAddr]), refresh];
    const first = run(initial('solicited'), { work });
    expect(first.action).toBe('ReadAllItems');
    const second = run(reply('ReadAllItems'), { dialogue: opened(first), work });
    expect(second.action).toBe('WriteItems');
    const third = run(reply('WriteItems'), {
      dialogue: opened(second),
      work: [restart(), configure('1', [regAddr])],
    });
    expect(third.action).toBe('Restart');
  });
});

describe('pieces of a reply about values that are lost', () => {
  const pending: OutgoingItem[] = [{ name: 'reg-addr', value: '192.0.2.20' }];

  test('make the phone be asked for the same values again when it was only asked', () => {
    const writing = opened(run(initial('solicited'), { work: [configure('7', pending)] }));
    const asked = run(initial('start-up'), { dialogue: writing, work: [configure('7', pending)] });
    expect(asked.action).toBe('ReadItems');
    const again = run(reply('ReadItems', { fragment: 'final' }), {
      dialogue: opened(asked),
      work: [configure('7', pending)],
      piecesLost: true,
    });
    expect(again).toMatchObject({
      action: 'ReadItems',
      items: [{ name: 'reg-addr', value: '' }],
      effects: [],
    });
  });

  test('leave what was written unverified until the next call, instead of writing it twice', () => {
    const writing = opened(run(initial('solicited'), { work: [configure('7', pending)] }));
    const lost = run(reply('WriteItems', { fragment: 'final' }), {
      dialogue: writing,
      work: [configure('7', pending)],
      piecesLost: true,
    });
    expect(lost).toMatchObject({ action: 'CleanUp', effects: [] });
    const next = run(initial('start-up'), { dialogue: opened(lost), work: [configure('7', pending)] });
    expect(next).toMatchObject({ action: 'ReadItems', items: [{ name: 'reg-addr', value: '' }] });
  });
});

describe('a busy phone', () => {
  test('is asked to call when it is idle, and the order waits in words', () => {
    const work = [configure('1', [regAddr])];
    const first = run(initial('solicited'), { work });
    const second = run(reply('WriteItems', { status: 'busy' }), { dialogue: opened(first), work });
    expect(second).toMatchObject({ action: 'CleanUp', items: [{ name: 'send-solicited', value: 'true' }] });
    expect(target(second, '1')).toEqual({
      state: 'busy',
      open: true,
      reason: 'target.busy',
      params: {},
      events: ['target.busy'],
    });
  });

  test('is neither written nor restarted any more in this dialogue', () => {
    const work: Work[] = [configure('1', [regAddr]), restart()];
    const first = run(initial('solicited'), { work });
    const second = run(reply('WriteItems', { status: 'busy' }), { dialogue: opened(first), work });
    expect(second.action).toBe('CleanUp');
    expect(target(second, '8')).toMatchObject({ state: 'busy', open: true });
  });

  test('may be busy for reading as well', () => {
    const first = run(initial('solicited'), { work: [refresh] });
    const second = run(reply('ReadAllItems', { status: 'busy' }), {
      dialogue: opened(first),
      work: [refresh],
    });
    expect(second).toMatchObject({ action: 'CleanUp', items: [{ name: 'send-solicited' }] });
    expect(target(second, '7')).toMatchObject({ state: 'busy', open: true });
  });

  test.each<[string, PhoneMessage]>([
    ['was busy', reply('ReadAllItems', { status: 'busy' })],
    ['broke off', { reason: 'clean-up', nonce: 'EF', items: [] }],
  ])(
    'that %s when it was to be read is read at its next call, though it has nothing new by then',
    (_name, message) => {
      const first = run(initial('start-up', [changed]));
      expect(first.action).toBe('ReadAllItems');
      const second = run(message, { dialogue: opened(first) });
      expect(second).toMatchObject({ action: 'CleanUp', items: [] });
      const next = run(initial('start-up'), { dialogue: opened(second) });
      expect(next.action).toBe('ReadAllItems');
      expect(run(reply('ReadAllItems'), { dialogue: opened(next) })).toMatchObject({
        action: 'CleanUp',
        dialogue: undefined,
      });
    },
  );
});

describe('secrets', () => {
  test('go to a phone that answers our contact request', () => {
    const result = run(initial('solicited'), { work: [configure('1', [regAddr, sipPwd])] });
    expect(result).toMatchObject({ action: 'WriteItems', items: [regAddr, sipPwd] });
  });

  test('are held back otherwise, with all values of their order, and the phone is to be asked', () => {
    const result = run(initial('start-up'), {
      work: [configure('1', [regAddr, sipPwd])],
      secretsAllowed: false,
    });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '1')).toMatchObject({ state: 'waiting', open: true, reason: 'target.withheld' });
    expect(kinds(result)).toContain('request-contact');
  });

  test('do not hold back other orders', () => {
    const work = [configure('1', [sipPwd]), configure('2', [regAddr])];
    const result = run(initial('start-up'), { work, secretsAllowed: false });
    expect(result).toMatchObject({ action: 'WriteItems', items: [regAddr] });
  });
});

describe('a dialogue that broke off', () => {
  const brokenOff = () => opened(run(initial('solicited'), { work: [configure('1', [regAddr, sipPwd])] }));

  test('is continued by asking what the phone has, before anything is written again', () => {
    const work = [configure('1', [regAddr, sipPwd])];
    const result = run(initial('solicited'), { dialogue: brokenOff(), work });
    expect(result).toMatchObject({ action: 'ReadItems', items: [{ name: 'reg-addr', value: '' }] });
    expect(target(result, '1').events).toEqual(['target.called', 'target.verifying']);
  });

  test('writes only what the phone does not have; a secret cannot be asked for and is written again', () => {
    const work = [configure('1', [regAddr, sipPwd])];
    const asked = run(initial('solicited'), { dialogue: brokenOff(), work });
    const result = run(reply('ReadItems', { items: [{ name: 'reg-addr', value: '192.0.2.20' }] }), {
      dialogue: opened(asked),
      work,
    });
    expect(result).toMatchObject({ action: 'WriteItems', items: [sipPwd] });
    expect(result.effects).toContainEqual({ kind: 'stored', items: [regAddr] });
  });

  test('ends at once when the phone has everything', () => {
    const work = [configure('1', [regAddr])];
    const dialogue = opened(run(initial('solicited'), { work }));
    const asked = run(initial('start-up'), { dialogue, work });
    const result = run(reply('ReadItems', { items: [{ name: 'reg-addr', value: '192.0.2.20' }] }), {
      dialogue: opened(asked),
      work,
    });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '1')).toMatchObject({ state: 'success', params: { count: 1 } });
  });

  test('writes what the phone does not have after all', () => {
    const work = [configure('1', [regAddr])];
    const asked = run(initial('start-up'), { dialogue: opened(run(initial('solicited'), { work })), work });
    const result = run(reply('ReadItems', { items: [{ name: 'reg-addr', value: '192.0.2.1' }] }), {
      dialogue: opened(asked),
      work,
    });
    expect(result).toMatchObject({ action: 'WriteItems', items: [regAddr] });
  });

  test('that broke off again while asking keeps what has to be asked', () => {
    const work = [configure('1', [regAddr])];
    const asked = run(initial('start-up'), { dialogue: opened(run(initial('solicited'), { work })), work });
    expect(run(initial('start-up'), { dialogue: opened(asked), work }).action).toBe('ReadItems');
  });

  test('is forgotten when nobody wants its values any more', () => {
    expect(run(initial('solicited'), { dialogue: brokenOff(), work: [] }).action).toBe('CleanUp');
  });
});

describe('restart and factory reset', () => {
  test('a restart has no items and waits for the start-up', () => {
    const first = run(initial('solicited'), { work: [restart()] });
    expect(first).toMatchObject({ action: 'Restart', items: [] });
    expect(target(first, '8')).toMatchObject({
      state: 'in-dialogue',
      open: true,
      events: ['target.called', 'target.restart_sent'],
    });
    const second = run(initial('start-up'), { dialogue: opened(first), work: [restart({ sent: true })] });
    expect(second.action).toBe('CleanUp');
    expect(target(second, '8')).toMatchObject({ state: 'success', open: false, reason: 'target.restarted' });
  });

  test('a factory reset carries the fixed password and is followed by a complete reading', () => {
    const reset = restart({ kind: 'factory-reset' });
    const first = run(initial('solicited'), { work: [reset] });
    expect(first).toMatchObject({
      action: 'Restart',
      items: [
        { name: 'restart-password', value: '124816' },
        { name: 'restart-type', value: 'FactoryReset' },
      ],
    });
    const second = run(initial('start-up'), { work: [{ ...reset, sent: true }] });
    expect(second.action).toBe('ReadAllItems');
  });

  describe('a factory reset among changes', () => {
    const reset = (change: Partial<RestartWork> = {}) => restart({ kind: 'factory-reset', ...change });
    const older = configure('1', [regAddr]);
    const newer = configure('9', [regAddr, { name: 'sip-name', value: 'Lobby' }]);

    test('comes after those that were ordered before it and before those that were ordered after it', () => {
      const work = [older, reset(), newer];
      const first = run(initial('solicited'), { work });
      expect(first).toMatchObject({ action: 'WriteItems', items: [regAddr] });
      const second = run(reply('WriteItems'), { dialogue: opened(first), work });
      expect(target(second, '1')).toMatchObject({ state: 'success', open: false });
      // The same value is wanted by both, but what the phone has now is lost by the reset.
      expect(target(second, '9').state).toBeUndefined();
      expect(second.action).toBe('Restart');

      const dialogue = opened(second);
      const third = run(initial('start-up', [changed]), { dialogue, work: [reset({ sent: true }), newer] });
      expect(third.action).toBe('ReadAllItems');
      const fourth = run(reply('ReadAllItems'), { dialogue: opened(third), work: [newer] });
      expect(fourth).toMatchObject({ action: 'WriteItems', items: newer.pending });
    });

    test('keeps newer ones waiting, with the reason, until the phone has started', () => {
      const result = run(initial('solicited'), { work: [reset({ sent: true }), newer] });
      expect(result.action).toBe('CleanUp');
      expect(target(result, '9')).toMatchObject({
        state: 'waiting',
        open: true,
        reason: 'target.after_reset',
      });
      expect(kinds(result)).not.toContain('request-contact');
    });

    test('keeps newer ones waiting while the phone is in a call', () => {
      const work = [older, reset(), newer];
      const dialogue = opened(run(initial('solicited'), { work }));
      const result = run(reply('WriteItems', { status: 'busy' }), { dialogue, work });
      expect(result.items).toEqual([{ name: 'send-solicited', value: 'true' }]);
      expect(target(result, '9')).toMatchObject({ state: 'waiting', reason: 'target.after_reset' });
    });

    test('does not fail newer ones when the phone breaks off a write of an older one', () => {
      const work = [older, reset(), newer];
      const dialogue = opened(run(initial('solicited'), { work }));
      const result = run({ reason: 'clean-up', nonce: 'EF', items: [] }, { dialogue, work });
      expect(target(result, '1')).toMatchObject({ state: 'failed' });
      expect(target(result, '9').state).toBeUndefined();
    });

    test('lets newer ones go on when it was refused', () => {
      const first = run(initial('solicited'), { work: [reset(), newer] });
      expect(first.action).toBe('Restart');
      const second = run(reply('Restart', { status: 'failed' }), {
        dialogue: opened(first),
        work: [reset({ sent: true }), newer],
      });
      expect(target(second, '8')).toMatchObject({ state: 'failed', open: false });
      expect(second).toMatchObject({ action: 'WriteItems', items: newer.pending });
    });
  });

  test('is not given twice while the phone may still be starting', () => {
    const result = run(initial('solicited'), { work: [restart({ sent: true })] });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '8')).toMatchObject({
      state: 'in-dialogue',
      open: true,
      reason: 'target.waiting_for_start',
    });
  });

  test('is given again when the phone has not started for a long time', () => {
    expect(run(initial('solicited'), { work: [restart({ sent: true, mayRepeat: true })] }).action).toBe(
      'Restart',
    );
  });

  test('a refused restart has failed', () => {
    const first = run(initial('solicited'), { work: [restart()] });
    const second = run(reply('Restart', { status: 'failed' }), {
      dialogue: opened(first),
      work: [restart({ sent: true })],
    });
    expect(second.action).toBe('CleanUp');
    expect(target(second, '8')).toMatchObject({ state: 'failed', reason: 'target.action_failed' });
  });
});

describe('what does not fit', () => {
  test('a reply without dialogue is only acknowledged', () => {
    expect(run(reply('WriteItems'))).toEqual({
      action: 'CleanUp',
      items: [],
      dialogue: undefined,
      effects: [],
    });
  });

  test('a reply to something that was not asked changes nothing, and what was sent stays to be verified', () => {
    const work = [configure('1', [regAddr])];
    const dialogue = opened(run(initial('solicited'), { work }));
    const result = run(reply('ReadAllItems'), { dialogue, work });
    expect(result).toEqual({ action: 'CleanUp', items: [], dialogue, effects: [] });
  });

  test('a phone that breaks off fails what it was asked, in its words, and nothing else', () => {
    const work = [configure('1', [regAddr]), restart()];
    const dialogue = opened(run(initial('solicited'), { work }));
    const message: PhoneMessage = {
      reason: 'clean-up',
      nonce: 'EF',
      items: [{ name: 'cleanup-reason', value: 'password retries exceeded' }],
    };
    const result = run(message, { dialogue, work });
    expect(result.action).toBe('CleanUp');
    expect(target(result, '1')).toMatchObject({
      state: 'failed',
      reason: 'target.aborted',
      params: { detail: 'password retries exceeded' },
    });
    expect(target(result, '8').state).toBeUndefined();
    const wordless = run({ ...message, items: [] }, { dialogue, work });
    expect(target(wordless, '1')).toMatchObject({
      params: { detail: 'no reason given', detailDe: 'kein Grund genannt' },
    });
  });

  test('a dialogue that never comes to its end is ended by us', () => {
    const dialogue = { ...opened(run(initial('solicited'), { work: [refresh] })), exchanges: 100 };
    const result = run(reply('ReadAllItems'), { dialogue, work: [refresh, configure('1', [regAddr])] });
    expect(result).toMatchObject({ action: 'CleanUp', items: [] });
  });
});
