import type { InitialReason, Item, PhoneMessage } from '@deskfleet/protocol';
import { describe, expect, test } from 'vitest';
import { readMobilityWords } from '../../features/users/index.ts';
import type { Dialogue, MobilityFacts, StepInput, StepResult, Work } from './dialogue.ts';
import { step } from './step.ts';

const USER = { userId: '7', e164: '4989111' };

const profile = [
  { name: 'sip-user-id', value: 'alice' },
  { name: 'sip-pwd', sealed: 'v1.sealed' },
  { name: 'e164', value: USER.e164 },
  { name: 'sip-mobility-state', value: '0' },
];
const own = [
  { name: 'sip-user-id', value: 'desk' },
  { name: 'sip-pwd', sealed: 'v1.own' },
  { name: 'e164', value: '4930222' },
  { name: 'sip-mobility-state', value: '1' },
];

const basic = (state: string, e164: string): Item[] => [
  { name: 'mac-addr', value: '00:1A:E8:00:00:01' },
  { name: 'configuration-changed-flag', value: 'false' },
  { name: 'mobility-enabled', value: 'true' },
  { name: 'sip-mobility-state', value: state },
  { name: 'e164', value: e164 },
  { name: 'basic-e164', value: '4930222' },
];
const asksToLogOn = [...basic('0', USER.e164), { name: 'user-pwd', value: '271828' }];
const asksToLogOff = [
  ...basic('1', USER.e164),
  { name: 'modified-items', value: 'userdata-vu1,userdata-ldap' },
];

function facts(reason: string, items: readonly Item[], more: Partial<MobilityFacts> = {}): MobilityFacts {
  return {
    words: readMobilityWords(reason, items),
    clientId: '1',
    here: undefined,
    named: { ...USER, clientId: null, passwordMatches: true, isLocked: false },
    profile,
    own,
    data: [],
    logoffPasswordMatches: undefined,
    isPrivate: false,
    isEnhanced: false,
    ...more,
  };
}

function call(
  reason: InitialReason,
  items: readonly Item[],
  more: { mobility?: Partial<MobilityFacts> | null; work?: readonly Work[]; secretsAllowed?: boolean } = {},
): StepResult {
  const message: PhoneMessage = { nonce: 'A', reason, items };
  return step({
    ...input(message, more.work ?? [], more.secretsAllowed ?? false),
    dialogue: undefined,
    ...(more.mobility === null ? {} : { mobility: facts(reason, items, more.mobility) }),
  });
}

function input(message: PhoneMessage, work: readonly Work[], secretsAllowed: boolean): StepInput {
  return {
    dialogue: undefined,
    message,
    client: { hasInventory: true, softwareChanged: false, address: '192.0.2.1' },
    work,
    itemListBytes: 100,
    replyItems: () => message.items,
    piecesLost: false,
    secretsAllowed,
  };
}

function reply(
  to: StepResult,
  status: 'accepted' | 'busy' | 'failed',
  items: readonly Item[] = [],
  more: { mobility?: Partial<MobilityFacts>; work?: readonly Work[]; secretsAllowed?: boolean } = {},
): StepResult {
  const message: PhoneMessage = { nonce: 'B', reason: 'reply-to', action: to.action, status, items };
  return step({
    ...input(message, more.work ?? [], more.secretsAllowed ?? false),
    dialogue: to.dialogue as Dialogue,
    mobility: facts('reply-to', [], { here: { ...USER, confirmed: false }, ...more.mobility }),
  });
}

const names = ({ items }: StepResult) => items.map(({ name }) => name);
const reasonOf = ({ items }: StepResult) =>
  items.map((item) => (item.name === 'cleanup-reason' && 'value' in item ? item.value : '')).join('');
const changes = ({ effects }: StepResult) =>
  effects.flatMap((effect) => (effect.kind === 'mobility' ? [effect.change.kind] : []));
const orders = ({ effects }: StepResult) =>
  effects.flatMap((effect) =>
    effect.kind === 'mobility-order' ? [`${effect.order.type} ${effect.order.clientId}`] : [],
  );
const targets = ({ effects }: StepResult) =>
  effects.flatMap((effect) =>
    effect.kind === 'target' && effect.change ? [effect.change.reason?.code] : [],
  );

const here = { ...USER, confirmed: true };

describe('a phone asks to log a user on', () => {
  test('gets the profile, the state last, and has the user when it accepts', () => {
    const sent = call('inventory-changes', asksToLogOn);
    expect(sent.action).toBe('WriteItems');
    expect(names(sent)).toEqual(['sip-user-id', 'sip-pwd', 'e164', 'sip-mobility-state']);
    expect(changes(sent)).toEqual(['reserve']);
    const done = reply(sent, 'accepted');
    expect(done.action).toBe('CleanUp');
    expect(changes(done)).toEqual(['confirm']);
  });

  test.each([
    ['an unknown number', { named: undefined }, 'unknown user', []],
    [
      'a wrong password',
      { named: { ...USER, clientId: null, passwordMatches: false, isLocked: false } },
      'wrong password',
      ['failed-attempt'],
    ],
    [
      'too many attempts',
      { named: { ...USER, clientId: null, passwordMatches: true, isLocked: true } },
      'too many attempts',
      [],
    ],
  ] as const)('is refused for %s', (_what, mobility, reason, expected) => {
    const refused = call('inventory-changes', asksToLogOn, { mobility });
    expect([refused.action, reasonOf(refused)]).toEqual(['CleanUp', reason]);
    expect(changes(refused)).toEqual(expected);
  });

  test('waits for the logoff of a user who is elsewhere', () => {
    const named = { ...USER, clientId: '2', passwordMatches: true, isLocked: false };
    const refused = call('inventory-changes', asksToLogOn, { mobility: { named } });
    expect(reasonOf(refused)).toBe('user is being logged off elsewhere');
    expect(orders(refused)).toEqual(['logoff 2', 'logon 1']);
  });

  test('is asked to call first with enhanced security', () => {
    const refused = call('inventory-changes', asksToLogOn, { mobility: { isEnhanced: true } });
    expect([refused.action, orders(refused)]).toEqual(['CleanUp', ['logon 1']]);
  });

  test.each([
    ['is in a call', 'busy', []],
    ['fails', 'failed', []],
    ['refuses the state', 'accepted', [{ name: 'sip-mobility-state', value: '', status: 'read only' }]],
  ] as const)('and %s: the user is nowhere', (_what, status, items) => {
    expect(changes(reply(call('inventory-changes', asksToLogOn), status, items))).toEqual(['release']);
  });

  test('has the user all the same when it refuses another value', () => {
    const items = [{ name: 'sip-user-id', value: '', status: 'invalid data' }];
    const done = reply(call('inventory-changes', asksToLogOn), 'accepted', items);
    expect(changes(done)).toEqual(['confirm']);
    expect(done.effects.find(({ kind }) => kind === 'refused')).toMatchObject({
      items: [{ name: 'sip-user-id' }],
    });
  });
});

describe('a phone with a user', () => {
  test('asks for containers and gets them in as many messages as they need', () => {
    const big = { value: 'x'.repeat(30_000) };
    const data = [1, 2, 3].map((index) => ({ name: 'userdata-picture', index, ...big }));
    const asks = [...basic('0', USER.e164), { name: 'requested-items', value: 'userdata-picture' }];
    const mobility = { here, data };
    const answers = [call('inventory-changes', asks, { mobility })];
    for (let more = answers[0]; more !== undefined && more.action === 'WriteItems'; ) {
      more = reply(more, 'accepted', [], { mobility });
      answers.push(more);
    }
    expect(answers.map(({ action }) => action)).toEqual([
      'WriteItems',
      'WriteItems',
      'WriteItems',
      'CleanUp',
    ]);
    expect(answers.flatMap(({ items }) => items)).toHaveLength(3);
  });

  test('hands over what has changed before it gets its own values back; secrets follow later', () => {
    const asked = call('inventory-changes', asksToLogOff, { mobility: { here } });
    expect([asked.action, names(asked)]).toEqual(['ReadItems', ['userdata-vu1', 'userdata-ldap']]);
    const handed = [{ name: 'userdata-vu1', index: 1, value: 'AAAA' }];
    const given = reply(asked, 'accepted', handed, { mobility: { here } });
    expect(changes(given)).toEqual(['data']);
    expect(names(given)).toEqual(['sip-user-id', 'e164', 'sip-mobility-state']);
    const done = reply(given, 'accepted', [], { mobility: { here } });
    expect(done.effects).toContainEqual({
      kind: 'mobility',
      change: { kind: 'release', userId: '7', by: 'phone', due: [':sip-pwd'] },
    });
  });

  test('keeps nothing of the user in data privacy mode', () => {
    const asked = call('inventory-changes', asksToLogOff, { mobility: { here } });
    const handed = [{ name: 'userdata-vu1', index: 1, value: 'AAAA' }];
    const given = reply(asked, 'accepted', handed, { mobility: { here, isPrivate: true } });
    expect(given.items[0]).toEqual({ name: 'userdata-vu1', index: 1, value: '' });
  });

  test('is not logged off without the password where it is needed', () => {
    const refused = call('inventory-changes', asksToLogOff, {
      mobility: { here, logoffPasswordMatches: false },
    });
    expect(reasonOf(refused)).toBe('wrong password');
  });
});

describe('the word of the phone decides where a user is', () => {
  test.each([
    [
      'says that it has the user whose profile was on its way',
      '0',
      USER.e164,
      { ...USER, confirmed: false },
      ['confirm'],
      [],
    ],
    ['still has the user', '0', USER.e164, here, [], []],
    ['has no user any more', '1', '4930222', here, ['release'], []],
    ['is in between', '2', USER.e164, here, [], []],
    ['has another user than is known', '0', '4989333', here, ['release'], ['logoff 1']],
    ['has a user of whom nobody knows', '0', '4989333', undefined, [], ['logoff 1']],
    ['has nobody', '1', '4930222', undefined, [], []],
  ] as const)('a phone that %s', (_what, state, e164, known, expected, ordered) => {
    const met = call('start-up', basic(state, e164), { mobility: { here: known } });
    expect(met.action).toBe('CleanUp');
    expect(changes(met)).toEqual(expected);
    expect(orders(met)).toEqual(ordered);
  });
});

const logon = {
  kind: 'logon',
  targetId: '40',
  ...USER,
  place: 'nowhere',
  confirmed: false,
  elsewhere: '',
  occupiedBy: undefined,
  mobilityEnabled: true,
  profile,
} as const;
const logoff = { kind: 'logoff', targetId: '41', ...USER, isHere: true } as const;
const none = { mobility: null } as const;

describe('an order of an administrator', () => {
  test('logs a user on', () => {
    const sent = call('solicited', basic('1', '4930222'), { ...none, work: [logon], secretsAllowed: true });
    expect([sent.action, changes(sent)]).toEqual(['WriteItems', ['reserve']]);
    const done = reply(sent, 'accepted', [], { work: [logon], secretsAllowed: true });
    expect(changes(done)).toEqual(['confirm']);
    expect(targets(done)).toEqual(['target.logged_on']);
  });

  test.each([
    ['the user was deleted', { place: 'deleted' }, 'target.user_deleted'],
    ['mobility is off', { mobilityEnabled: false }, 'target.mobility_off'],
    ['another user is there', { occupiedBy: '4989333' }, 'target.phone_occupied'],
    [
      'the user is elsewhere',
      { place: 'elsewhere', elsewhere: '00:1A:E8:00:00:02' },
      'target.user_elsewhere',
    ],
    ['the user is there already', { place: 'here', confirmed: true }, 'target.logged_on'],
  ] as const)('does not log on where %s', (_what, more, code) => {
    const answer = call('solicited', basic('1', '4930222'), {
      ...none,
      work: [{ ...logon, ...more }],
      secretsAllowed: true,
    });
    expect([answer.action, targets(answer)]).toEqual(['CleanUp', [code]]);
  });

  test('keeps secrets back from a phone that was not asked', () => {
    const answer = call('start-up', basic('1', '4930222'), { ...none, work: [logon] });
    expect([answer.action, targets(answer)]).toEqual(['CleanUp', ['target.withheld']]);
  });

  test('waits for the end of a call, and the user is nowhere meanwhile', () => {
    const sent = call('solicited', basic('1', '4930222'), { ...none, work: [logon], secretsAllowed: true });
    const busy = reply(sent, 'busy', [], { work: [logon], secretsAllowed: true });
    expect(changes(busy)).toEqual(['release']);
    expect(targets(busy)).toEqual(['target.busy']);
    expect(busy.items).toEqual([{ name: 'send-solicited', value: 'true' }]);
  });

  test('logs a user off with all that the phone keeps', () => {
    const asked = call('solicited', basic('0', USER.e164), {
      mobility: { here },
      work: [logoff],
      secretsAllowed: true,
    });
    expect(names(asked)).toContain('userdata-screensaver');
    const more = { mobility: { here }, work: [logoff], secretsAllowed: true };
    const given = reply(asked, 'accepted', [{ name: 'userdata-ldap', index: 1, value: 'AAAA' }], more);
    expect(names(given)).toEqual(['sip-user-id', 'sip-pwd', 'e164', 'sip-mobility-state']);
    const done = reply(given, 'accepted', [], more);
    expect([changes(done), targets(done)]).toEqual([['release'], ['target.logged_off']]);
  });

  test('has nothing to log off where the user is no more', () => {
    const answer = call('solicited', basic('1', '4930222'), {
      ...none,
      work: [{ ...logoff, isHere: false }],
    });
    expect([answer.action, targets(answer)]).toEqual(['CleanUp', ['target.user_not_here']]);
  });
});
