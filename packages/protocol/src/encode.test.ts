import { describe, expect, test } from 'vitest';
import { decodePhoneMessage, decodeServerMessage } from './decode.ts';
import { encodePhoneMessage, encodeServerMessage } from './encode.ts';
import type { Item, PhoneMessage, ServerMessage } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';

function startUp(more: Partial<PhoneMessage> = {}): PhoneMessage {
  return { nonce: 'AB12', items: [], ...more, reason: 'start-up' };
}

function write(...items: Item[]): ServerMessage {
  return { nonce: 'AB12', action: 'WriteItems', items };
}

function refusalOf(encode: () => string): Partial<ProtocolError> {
  try {
    encode();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new TypeError('nothing was refused');
}

test('white space around a value is written as it is and trimmed by the reader', () => {
  const xml = encodeServerMessage(write({ name: 'a', value: ' x ' }));
  expect(xml).toContain('<Item name="a"> x </Item>');
  expect(decodeServerMessage(new TextEncoder().encode(xml)).message.items).toEqual([
    { name: 'a', value: 'x' },
  ]);
});

test('a server message never has an item status', () => {
  expect(encodeServerMessage(write({ name: 'a', value: '1', status: 'failed' }))).toContain(
    '<Item name="a">1</Item>',
  );
});

test('an unusual nonce is echoed character for character', () => {
  const nonce = ` "<&>'\t\n\r ü`;
  const xml = encodePhoneMessage(startUp({ nonce }));
  expect(decodePhoneMessage(new TextEncoder().encode(xml)).message.nonce).toBe(nonce);
});

describe('an item is refused, and named without its value, for', () => {
  const cases: readonly (readonly [string, Item, string, string])[] = [
    [
      'a null character',
      { name: 'sip-pwd', index: 2, value: 's3cret\u0000' },
      'invalid-character',
      'Item sip-pwd index 2',
    ],
    ['an escape character', { name: 'a', value: '\u001Bs3cret' }, 'invalid-character', 'Item a'],
    ['half a surrogate pair', { name: 'a', value: 's3cret\uD83D' }, 'invalid-character', 'Item a'],
    ['U+FFFE', { name: 'a', value: 's3cret\uFFFE' }, 'invalid-character', 'Item a'],
    ['an empty name', { name: '', value: 's3cret' }, 'invalid-item-name', 'Item '],
    ['blanks around its name', { name: ' a', value: 's3cret' }, 'invalid-item-name', 'Item  a'],
    [
      'a control character in its name',
      { name: 'a\u0007', value: 's3cret' },
      'invalid-item-name',
      'Item a\u0007',
    ],
    [
      'a name of 257 characters',
      { name: 'a'.repeat(257), value: 's3cret' },
      'invalid-item-name',
      `Item ${'a'.repeat(256)}`,
    ],
    ['a negative index', { name: 'a', index: -1, value: 's3cret' }, 'invalid-index', 'Item a index -1'],
    [
      'an index too large',
      { name: 'a', index: 65_536, value: 's3cret' },
      'invalid-index',
      'Item a index 65536',
    ],
    ['half an index', { name: 'a', index: 0.5, value: 's3cret' }, 'invalid-index', 'Item a index 0.5'],
    ['no index', { name: 'a', index: Number.NaN, value: 's3cret' }, 'invalid-index', 'Item a index NaN'],
  ];

  test.each(cases)('%s', (_, item, code, element) => {
    for (const encode of [
      () => encodeServerMessage(write(item)),
      () => encodePhoneMessage(startUp({ items: [item] })),
    ]) {
      const error = refusalOf(encode);
      expect(error).toMatchObject({ code, element, line: 0, column: 0 });
      expect(error.message).not.toContain('s3cret');
    }
  });

  test('a control character in its status', () => {
    const item = { name: 'a', value: '', status: 'fai\u0000led' };
    expect(refusalOf(() => encodePhoneMessage(startUp({ items: [item] })))).toMatchObject({
      code: 'invalid-character',
      element: 'Item a',
    });
  });
});

describe('a message is refused for', () => {
  test.each(['', '\u0000', '\uDC00', 'f'.repeat(257)])('nonce %j', (nonce) => {
    const refused = { code: 'invalid-nonce', element: 'Message' };
    expect(refusalOf(() => encodePhoneMessage(startUp({ nonce })))).toMatchObject(refused);
    expect(refusalOf(() => encodeServerMessage({ ...write(), nonce }))).toMatchObject(refused);
  });

  test.each([0, -2, 1.5, Number.NaN, 1_000_000_000])('maxItems %d', (maxItems) => {
    expect(refusalOf(() => encodePhoneMessage(startUp({ maxItems })))).toMatchObject({
      code: 'invalid-max-items',
      element: 'Message',
    });
  });
});
