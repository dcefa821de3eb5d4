import { releasedCatalog } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import * as history from './change-history.ts';
import { type StoredEntry, wayBack } from './change-history.ts';

const changesOf = (entry: StoredEntry) => history.changesOf(entry, releasedCatalog);
const changesOver = (entries: StoredEntry[]) => history.changesOver(entries, releasedCatalog);

const a = { item: 'a', idx: -1 };
const key = { item: 'key-label-unicode', idx: 3 };
const secret = { item: 'sip-pwd', idx: -1 };

const short = (changes: ReturnType<typeof changesOf>) =>
  changes.map(({ item, index, old, new: after }) => [item, index, old, after]);

describe('an entry of the history', () => {
  test('tells old and new of each value, and of secrets only that they were set', () => {
    const entry: StoredEntry = {
      items: [
        { ...a, value: '2' },
        { ...key, value: null },
        { ...secret, value: null, secret: true },
        { item: 'admin-pwd', idx: -1, value: null },
      ],
      old: { 0: '1', 1: 'Tor', 3: true },
    };
    expect(changesOf(entry)).toEqual([
      {
        item: 'a',
        index: null,
        parameterId: null,
        secret: false,
        old: '1',
        new: '2',
        oldSet: true,
        newSet: true,
      },
      {
        item: 'key-label-unicode',
        index: 3,
        parameterId: '7.7.2/fpk:label',
        secret: false,
        old: 'Tor',
        new: null,
        oldSet: true,
        newSet: false,
      },
      expect.objectContaining({ secret: true, old: null, new: null, oldSet: false, newSet: true }),
      expect.objectContaining({ secret: true, old: null, new: null, oldSet: true, newSet: false }),
    ]);
  });

  test('of a client on which nothing of it was desired has no old values', () => {
    expect(short(changesOf({ items: [{ ...a, value: '' }], old: null }))).toEqual([['a', null, null, '']]);
  });
});

const entries: StoredEntry[] = [
  { items: [{ ...a, value: '1' }], old: null },
  {
    items: [
      { ...a, value: '2' },
      { ...key, value: 'Tor' },
    ],
    old: { 0: '1' },
  },
  {
    items: [
      { ...a, value: '1' },
      { ...secret, value: null, secret: true },
    ],
    old: { 0: '2', 1: true },
  },
];

describe('between two points', () => {
  test('differs what was changed and not changed back, and every secret that was set', () => {
    expect(short(changesOver(entries.slice(1)))).toEqual([
      ['key-label-unicode', 3, null, 'Tor'],
      ['sip-pwd', null, null, null],
    ]);
    expect(short(changesOver(entries))).toEqual([
      ['a', null, null, '1'],
      ['key-label-unicode', 3, null, 'Tor'],
      ['sip-pwd', null, null, null],
    ]);
    expect(changesOver([])).toEqual([]);
  });

  test('nothing differs when a value was set and withdrawn again', () => {
    expect(
      changesOver([...entries.slice(0, 1), { items: [{ ...a, value: null }], old: { 0: '1' } }]),
    ).toEqual([]);
  });
});

describe('the way back', () => {
  const current = new Map<string, string | true>([
    [':a', '1'],
    ['3:key-label-unicode', 'Tor'],
    [':sip-pwd', true],
  ]);

  test('of one entry sets what was, withdraws what was not, and names secrets', () => {
    expect(wayBack(entries.slice(1, 2), current)).toEqual({
      values: [{ name: 'key-label-unicode', index: 3, value: null }],
      secrets: [],
    });
    expect(wayBack(entries.slice(2), current)).toEqual({
      values: [{ name: 'a', value: '2' }],
      secrets: [{ name: 'sip-pwd' }],
    });
  });

  test('with later ones goes to what was before the first of them', () => {
    expect(wayBack(entries, current)).toEqual({
      values: [
        { name: 'a', value: null },
        { name: 'key-label-unicode', index: 3, value: null },
      ],
      secrets: [{ name: 'sip-pwd' }],
    });
  });

  test('leaves out what is so already, also when somebody else made it so', () => {
    expect(wayBack(entries.slice(0, 1), new Map())).toEqual({ values: [], secrets: [] });
  });

  test('withdraws a secret that was not desired before', () => {
    const set: StoredEntry = { items: [{ ...secret, value: null, secret: true }], old: null };
    expect(wayBack([set], current)).toEqual({ values: [{ name: 'sip-pwd', value: null }], secrets: [] });
  });
});
