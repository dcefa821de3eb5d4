import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { items as itemLists } from '../test/arbitraries.ts';
import { encodePhoneMessage, encodeServerMessage } from './encode.ts';
import { splitReply, splitWrite } from './fragments.ts';
import { itemGroup } from './items/item-groups.ts';
import { MAX_FRAGMENT_BYTES } from './limits.ts';
import type { Item } from './messages.ts';

function single(count: number): Item[] {
  return Array.from({ length: count }, (_, i) => ({ name: `item-${i}`, value: 'x' }));
}

/** Three items of each function key. */
function keys(...numbers: number[]): Item[] {
  return numbers.flatMap((index) => [
    { name: 'function-key-def', index, value: '1' },
    { name: 'key-label-unicode', index, value: `Key ${index}` },
    { name: 'select-dial', index, value: '500' },
  ]);
}

function lengths(pieces: Item[][]): number[] {
  return pieces.map(({ length }) => length);
}

function writtenBytes(items: readonly Item[]): number {
  const xml = encodeServerMessage({ nonce: 'F'.repeat(256), action: 'WriteItems', items });
  return new TextEncoder().encode(xml).length;
}

function repliedBytes(items: readonly Item[]): number {
  const xml = encodePhoneMessage({
    nonce: 'F'.repeat(256),
    maxItems: -1,
    fragment: 'final',
    reason: 'reply-to',
    action: 'ReadAllItems',
    status: 'accepted',
    items,
  });
  return new TextEncoder().encode(xml).length;
}

describe('splitWrite', () => {
  test('no items need no message', () => {
    expect(splitWrite([], {})).toEqual([]);
  });

  test('without a limit on items one message takes all', () => {
    for (const limits of [{}, { maxItems: -1 }, { maxItems: 0 }]) {
      expect(lengths(splitWrite(single(500), limits))).toEqual([500]);
    }
  });

  test('single items fill each message to maxItems', () => {
    expect(lengths(splitWrite(single(7), { maxItems: 3 }))).toEqual([3, 3, 1]);
    expect(lengths(splitWrite(single(2), { maxItems: 1 }))).toEqual([1, 1]);
  });

  test('items of one key stay together', () => {
    expect(lengths(splitWrite(keys(1, 2, 3), { maxItems: 7 }))).toEqual([6, 3]);
    expect(lengths(splitWrite(keys(1, 2, 3), { maxItems: 5 }))).toEqual([3, 3, 3]);
  });

  test('items of one key stay together when others stand between them', () => {
    const [definition, label, dial] = keys(2);
    if (!definition || !label || !dial) throw new TypeError('a key has three items');
    const [a, b] = single(2);
    if (!a || !b) throw new TypeError('two single items');
    expect(splitWrite([definition, a, label, b, dial], { maxItems: 3 })).toEqual([
      [definition, label, dial],
      [a, b],
    ]);
  });

  test('a key with more items than one message takes goes alone and whole', () => {
    const [first, second] = single(2);
    if (!first || !second) throw new TypeError('two single items');
    expect(lengths(splitWrite([first, ...keys(1), second], { maxItems: 2 }))).toEqual([1, 3, 1]);
  });

  test('50 kB is the default limit of a message', () => {
    const items = Array.from({ length: 100 }, (_, i) => ({ name: `item-${i}`, value: 'ü&'.repeat(500) }));
    const pieces = splitWrite(items, {});
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.flat()).toEqual(items);
    for (const piece of pieces) expect(writtenBytes(piece)).toBeLessThanOrEqual(MAX_FRAGMENT_BYTES);
  });

  test('a message is filled to the last byte', () => {
    const items = single(3);
    const maxBytes = writtenBytes(items);
    expect(lengths(splitWrite(items, { maxBytes }))).toEqual([3]);
    expect(lengths(splitWrite(items, { maxBytes: maxBytes - 1 }))).toEqual([2, 1]);
  });

  test('an item over the limit goes alone', () => {
    const [first, second] = single(2);
    if (!first || !second) throw new TypeError('two single items');
    const large = { name: 'userdata-picture', index: 1, value: 'A'.repeat(60_000) };
    expect(splitWrite([first, large, second], {})).toEqual([[first], [large], [second]]);
    expect(splitWrite([large, large], { maxBytes: 0 })).toEqual([[large], [large]]);
  });

  test('any list is kept whole, within its limits, its groups undivided', () => {
    const limits = fc.record({ maxItems: fc.integer({ min: -1, max: 9 }), maxBytes: fc.nat({ max: 2_000 }) });
    fc.assert(
      fc.property(itemLists, limits, (items, { maxItems, maxBytes }) => {
        const pieces = splitWrite(items, { maxItems, maxBytes });
        expect(new Set(pieces.flat())).toEqual(new Set(items));
        expect(pieces.flat()).toHaveLength(items.length);
        const groups = pieces.map((piece) => new Set(piece.map(itemGroup)));
        for (const group of new Set(items.map(itemGroup))) {
          if (group === undefined) continue;
          expect(groups.filter((piece) => piece.has(group))).toHaveLength(1);
        }
        for (const piece of pieces) {
          const keys = new Set(piece.map((item) => itemGroup(item) ?? item));
          if (keys.size === 1) continue;
          expect(writtenBytes(piece)).toBeLessThanOrEqual(maxBytes);
          if (maxItems > 0) expect(piece.length).toBeLessThanOrEqual(maxItems);
        }
      }),
    );
  });
});

describe('splitReply', () => {
  test('no items are still one fragment', () => {
    expect(splitReply([], { maxItems: 1 })).toEqual([[]]);
  });

  test('items keep their order and are cut anywhere', () => {
    const items = keys(1, 2);
    const pieces = splitReply(items, { maxItems: 4 });
    expect(lengths(pieces)).toEqual([4, 2]);
    expect(pieces.flat()).toEqual(items);
  });

  test('a fragment is filled to the last byte, status included', () => {
    const items = single(3).map((item) => ({ ...item, status: 'not supported' }));
    const maxBytes = repliedBytes(items);
    expect(lengths(splitReply(items, { maxBytes }))).toEqual([3]);
    expect(lengths(splitReply(items, { maxBytes: maxBytes - 1 }))).toEqual([2, 1]);
  });

  test('an item over the limit goes alone', () => {
    expect(lengths(splitReply(single(3), { maxBytes: 1 }))).toEqual([1, 1, 1]);
  });
});
