import { releasedCatalog } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import type { DesiredOrigin } from '../../infra/db/index.ts';
import { differs, mayWant, settle, stateOf, type Wish } from './precedence.ts';

const wish = (origin: DesiredOrigin, ranking = 0, sourceId = '0'): Wish => ({ origin, ranking, sourceId });
const name = ({ origin, ranking, sourceId }: Wish) => [origin, ranking, sourceId].join(' ');

const all = [
  wish('onboarding', 1, '5'),
  wish('template', 1, '4'),
  wish('group', 1, '3'),
  wish('edit'),
  wish('user', 0, '2'),
];

describe('of several wishes for a value', () => {
  test.each<[string, Wish[], boolean, string | undefined]>([
    ['the user goes first while logged on', all, true, 'user 0 2'],
    ['the edit does when the user is logged off', all, false, 'edit 0 0'],
    ['a group goes before a template', all.slice(0, 3), false, 'group 1 3'],
    ['a template goes before what onboarding wrote', all.slice(0, 2), false, 'template 1 4'],
    ['onboarding counts when there is nothing else', all.slice(0, 1), false, 'onboarding 1 5'],
    ['the smaller ranking wins', [wish('template', 3, '1'), wish('template', 2, '9')], false, 'template 2 9'],
    [
      'a ranking decides within its level only',
      [wish('template', 1, '1'), wish('group', 9, '2')],
      false,
      'group 9 2',
    ],
    [
      'the older template wins when rankings are equal',
      [wish('group', 1, '10'), wish('group', 1, '9')],
      false,
      'group 1 9',
    ],
    ['a user who is logged off wants nothing', [wish('user', 0, '2')], false, undefined],
    ['none is none', [], true, undefined],
  ])('%s', (_name, wishes, userLoggedOn, expected) => {
    for (const given of [wishes, wishes.toReversed()]) {
      const { winner } = settle(given, { userLoggedOn });
      expect(winner && name(winner)).toBe(expected);
    }
  });

  test('all are told, highest precedence first, also those that do not count', () => {
    const { sorted } = settle([wish('template', 2, '7'), ...all], { userLoggedOn: false });
    expect(sorted.map(name)).toEqual([
      'user 0 2',
      'edit 0 0',
      'group 1 3',
      'template 1 4',
      'template 2 7',
      'onboarding 1 5',
    ]);
  });
});

describe('a mobile user', () => {
  test.each<[string, number | null, boolean]>([
    ['reg-addr', null, true],
    ['function-key-def', 3, true],
    // Of clients and templates only.
    ['vlan-method', null, false],
    ['an-item-of-tomorrow', null, false],
  ])('may want %s %s: %s', (item, index, allowed) => {
    expect(mayWant('user', item, index, releasedCatalog)).toBe(allowed);
    expect(mayWant('template', item, index, releasedCatalog)).toBe(true);
  });
});

describe('drift', () => {
  test.each<[string, string, string | null, string | null | undefined, boolean | undefined]>([
    ['the same text', 'reg-addr', '192.0.2.1', '192.0.2.1', false],
    ['another one', 'reg-addr', '192.0.2.1', '192.0.2.2', true],
    ['two ways to write nothing', 'reg-addr', 'NULL', '', false],
    ['nothing instead of something', 'reg-addr', '192.0.2.1', '', true],
    ['texts that mean nothing', 'reg-port', '5060', 'hostile', true],
    ['an unknown item', 'an-item-of-tomorrow', 'NULL', '', true],
    ['a value that the phone does not tell', 'reg-addr', '192.0.2.1', undefined, undefined],
    ['a secret that is desired', 'sip-pwd', null, null, undefined],
    ['a secret that only the phone has', 'sip-pwd', '', null, undefined],
  ])('of %s', (_name, item, desired, reported, expected) => {
    expect(differs(item, null, desired, reported, releasedCatalog)).toBe(expected);
  });
});

describe('the state of a value', () => {
  const winner = (drift: boolean, refusedStatus: string | null = null) => ({ drift, refusedStatus });
  test.each([
    ['unmanaged', undefined, false],
    ['unmanaged', undefined, true],
    ['in-sync', winner(false), false],
    ['in-sync', winner(false), true],
    ['in-sync', winner(false, 'read only'), false],
    ['drift', winner(true), false],
    ['waiting', winner(true), true],
    ['refused', winner(true, 'read only'), false],
    ['refused', winner(true, 'read only'), true],
  ] as const)('is %s of %j, open order: %s', (state, desired, isOpen) => {
    expect(stateOf(desired, isOpen)).toBe(state);
  });
});
