import { describe, expect, test } from 'vitest';
import {
  decodePhoneMessage,
  decodeServerMessage,
  MAX_DEPTH,
  MAX_ITEMS,
  MAX_MESSAGE_BYTES,
  ProtocolError,
  type ProtocolErrorCode,
} from '../src/index.ts';
import { DECLARATION, NAMESPACES, phoneDocument, serverDocument, startUpWith, toBytes } from './documents.ts';

const ITEM = '<Item name="a">1</Item>';
const plain = startUpWith(ITEM);

function catchError(decode: () => unknown): ProtocolError {
  try {
    decode();
  } catch (error) {
    if (error instanceof ProtocolError) return error;
    throw error;
  }
  throw new TypeError('nothing was refused');
}

function refusal(xml: string): { code: string; element: string; line: number; column: number } {
  const { code, element, line, column } = catchError(() => decodePhoneMessage(toBytes(xml)));
  return { code, element, line, column };
}

type Refusal = readonly [
  title: string,
  xml: string,
  code: ProtocolErrorCode,
  element: string,
  line: number,
  column: number,
];

// Lines of `plain`: 1 declaration, 2 root, 3 Message, 4 ReasonForContact, 5 ItemList, 6 Item, 7 to 9 end tags.
const REFUSALS: readonly Refusal[] = [
  ['an empty body', '', 'empty-message', 'document', 1, 1],
  ['blanks only', ' \n ', 'empty-message', 'document', 1, 1],
  ['a byte order mark alone', '\uFEFF\n', 'empty-message', 'document', 1, 1],
  ['no XML', 'hello', 'not-well-formed', 'document', 1, 5],
  ['HTML', '<html><body/></html>', 'unexpected-root', 'html', 1, 1],
  [
    'a server message',
    serverDocument('<Message nonce="A"><Action>CleanUp</Action></Message>'),
    'unexpected-root',
    'DLSMessage',
    2,
    1,
  ],
  [
    'a root in other case',
    plain.replaceAll('WorkpointMessage', 'workpointmessage'),
    'unexpected-root',
    'workpointmessage',
    2,
    1,
  ],
  [
    'a signed phone message',
    `<Signature>${plain.slice(DECLARATION.length)}</Signature>`,
    'unexpected-root',
    'Signature',
    1,
    1,
  ],
  ['two roots', `${plain}<WorkpointMessage/>`, 'duplicate-root', 'WorkpointMessage', 10, 18],
  ['text behind the root', `${plain}x`, 'not-well-formed', 'document', 10, 1],
  ['a declaration behind a blank', ` ${plain}`, 'not-well-formed', 'document', 1, 7],
  ['no message', phoneDocument(''), 'missing-element', 'WorkpointMessage', 5, 1],
  [
    'two messages',
    phoneDocument('<Message nonce="A"/>', '<Message nonce="B"/>'),
    'duplicate-element',
    'Message',
    4,
    1,
  ],
  ['no reason', phoneDocument('<Message nonce="A"/>'), 'missing-element', 'Message', 3, 1],
  [
    'two reasons',
    plain.replace('<ItemList>', '<ReasonForContact>status</ReasonForContact><ItemList>'),
    'duplicate-element',
    'ReasonForContact',
    5,
    1,
  ],
  ['an empty reason', plain.replace('start-up', ''), 'unknown-reason', 'ReasonForContact', 4, 1],
  ['an unknown reason', plain.replace('start-up', 'start'), 'unknown-reason', 'ReasonForContact', 4, 1],
  [
    'an action in a phone message',
    plain.replace('<ItemList>', '<Action>x</Action><ItemList>'),
    'unexpected-element',
    'Action',
    5,
    1,
  ],
  ['two lists', plain.replace('</Message>', '<ItemList/></Message>'), 'duplicate-element', 'ItemList', 8, 1],
  [
    'a list inside and one beside',
    plain.replace('</Message>', '</Message><ItemList/>'),
    'duplicate-element',
    'ItemList',
    8,
    11,
  ],
  [
    'an item outside the list',
    plain.replace('<ItemList>', `${ITEM}<ItemList>`),
    'unexpected-element',
    'Item',
    5,
    1,
  ],
  [
    'a message inside the message',
    plain.replace('<ItemList>', '<Message/><ItemList>'),
    'unexpected-element',
    'Message',
    5,
    1,
  ],
  ['a list inside the list', plain.replace(ITEM, '<ItemList/>'), 'unexpected-element', 'ItemList', 6, 1],
  [
    'an item inside an item',
    plain.replace('>1<', '>1<Item name="b"/><'),
    'unexpected-element',
    'Item',
    6,
    17,
  ],
  [
    'an element inside the reason',
    plain.replace('start-up', 'start-up<x/>'),
    'unexpected-element',
    'ReasonForContact',
    4,
    27,
  ],
  ['no nonce', plain.replace(/ nonce="\w+"/, ''), 'missing-nonce', 'Message', 3, 1],
  ['an empty nonce', plain.replace(/ nonce="\w+"/, ' nonce=""'), 'invalid-nonce', 'Message', 3, 1],
  [
    'a nonce of 257 characters',
    plain.replace(/ nonce="\w+"/, ` nonce="${'a'.repeat(257)}"`),
    'invalid-nonce',
    'Message',
    3,
    1,
  ],
  [
    'a reply without action',
    plain.replace('start-up', 'reply-to'),
    'missing-action',
    'ReasonForContact',
    4,
    1,
  ],
  [
    'a reply to an unknown action',
    plain.replace('>start-up', ' action="Explode">reply-to'),
    'unknown-action',
    'ReasonForContact',
    4,
    1,
  ],
  ['an item without name', plain.replace(' name="a"', ''), 'missing-item-name', 'Item', 6, 1],
  ['an item with an empty name', plain.replace('"a"', '" "'), 'missing-item-name', 'Item', 6, 1],
  ['an item name of 257 characters', plain.replace('"a"', `"${'a'.repeat(257)}"`), 'too-long', 'Item', 6, 1],
  ...['', '-1', '+1', '1.0', '1e1', '0x1', 'one', '65536', '99999999999999999999', '١'].map(
    (index): Refusal => [
      `index "${index}"`,
      plain.replace('"a"', `"a" index="${index}"`),
      'invalid-index',
      'Item',
      6,
      1,
    ],
  ),
  ['the same attribute twice', plain.replace('"a"', '"a" name="b"'), 'duplicate-attribute', 'Item', 6, 24],
  ['two nonces', plain.replace('nonce=', 'nonce="A" nonce='), 'duplicate-attribute', 'Message', 3, 60],
  ['two statuses', plain.replace('"a"', '"a" status="x" status="y"'), 'duplicate-attribute', 'Item', 6, 37],
  ['a missing end tag', plain.replace('</Item>', ''), 'not-well-formed', 'Item', 7, 11],
  [
    'crossed end tags',
    plain.replace('</Item>\n</ItemList>', '</ItemList>\n</Item>'),
    'not-well-formed',
    'Item',
    6,
    27,
  ],
  ['an end tag too many', plain.replace('</Item>', '</Item></Item>'), 'not-well-formed', 'ItemList', 6, 30],
  ['a bare ampersand', plain.replace('>1<', '>R & D;<'), 'unknown-entity', 'Item', 6, 21],
  ['an HTML entity', plain.replace('>1<', '>&uuml;<'), 'unknown-entity', 'Item', 6, 21],
  [
    'an entity named like an object member',
    plain.replace('>1<', '>&constructor;<'),
    'unknown-entity',
    'Item',
    6,
    28,
  ],
  ['an empty entity', plain.replace('>1<', '>&;<'), 'unknown-entity', 'Item', 6, 17],
  [
    'a reference to a null character',
    plain.replace('>1<', '>&#0;<'),
    'invalid-character-reference',
    'Item',
    6,
    19,
  ],
  [
    'a reference to a surrogate',
    plain.replace('>1<', '>&#xD800;<'),
    'invalid-character-reference',
    'Item',
    6,
    23,
  ],
  [
    'a reference beyond Unicode',
    plain.replace('>1<', '>&#x110000;<'),
    'invalid-character-reference',
    'Item',
    6,
    25,
  ],
  [
    'a reference that only XML 1.1 allows',
    plain.replace('"1.0"', '"1.1"').replace('>1<', '>&#1;<'),
    'invalid-character-reference',
    'Item',
    6,
    19,
  ],
  ['an unclosed reference', plain.replace('>1<', '>&#x</'), 'not-well-formed', 'Item', 9, 20],
  ['a control character in a value', plain.replace('>1<', '>\u0001<'), 'invalid-character', 'Item', 6, 16],
  [
    'a control character in an attribute',
    plain.replace('"a"', '"\u001B"'),
    'invalid-character',
    'Item',
    6,
    13,
  ],
  [
    'a control character in a comment',
    plain.replace(ITEM, '<!-- \u0000 -->'),
    'invalid-character',
    'ItemList',
    6,
    6,
  ],
  ['U+FFFF', plain.replace('>1<', '>\uFFFF<'), 'invalid-character', 'Item', 6, 16],
  ['a less-than sign in an attribute', plain.replace('"a"', '"<"'), 'not-well-formed', 'Item', 6, 13],
  ['"]]>" in text', plain.replace('>1<', '>]]><'), 'not-well-formed', 'Item', 6, 18],
  ['an attribute without quotes', plain.replace('"a"', 'a'), 'not-well-formed', 'Item', 6, 12],
  ['no blank between attributes', plain.replace('"a"', '"a"index="1"'), 'not-well-formed', 'Item', 6, 15],
  ['a double hyphen in a comment', plain.replace(ITEM, '<!-- -- -->'), 'not-well-formed', 'ItemList', 6, 8],
  [
    'a list whose start tag does not end',
    plain.replace('<ItemList>', '<ItemList').replace(/\n<Item n.*<\/ItemList>/s, ''),
    'not-well-formed',
    'ItemList',
    6,
    1,
  ],
  ['ISO-8859-1', plain.replace('UTF-8', 'ISO-8859-1'), 'unsupported-encoding', 'document', 1, 1],
  ['UTF-16', plain.replace('UTF-8', 'UTF-16'), 'unsupported-encoding', 'document', 1, 1],
];

describe('a phone message is refused for', () => {
  test.each(REFUSALS)('%s', (_, xml, code, element, line, column) => {
    expect(refusal(xml)).toEqual({ code, element, line, column });
  });
});

describe('a server message is refused for', () => {
  const message = serverDocument('<Message nonce="A">', '<Action>CleanUp</Action>', '</Message>');

  test.each([
    ['an unknown action', message.replace('CleanUp', 'FileDeletion'), 'unknown-action', 'Action'],
    ['no action', message.replace('<Action>CleanUp</Action>', ''), 'missing-element', 'Message'],
    [
      'two actions',
      message.replace('</Message>', '<Action>Restart</Action></Message>'),
      'duplicate-element',
      'Action',
    ],
    ['a phone message', plain, 'unexpected-root', 'WorkpointMessage'],
    ['a signature around nothing', '<Signature><Object/></Signature>', 'unexpected-root', 'Signature'],
    ['two roots', message + message.slice(DECLARATION.length), 'duplicate-root', 'DLSMessage'],
  ])('%s', (_, xml, code, element) => {
    const error = catchError(() => decodeServerMessage(toBytes(xml)));
    expect(error).toMatchObject({ code, element });
  });
});

describe('document type declarations are refused', () => {
  const root = `<WorkpointMessage ${NAMESPACES}><Message nonce="A"><ReasonForContact>&x;</ReasonForContact></Message></WorkpointMessage>`;
  const laughs = Array.from({ length: 30 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join(
    '\n',
  );

  test.each([
    ['an empty one', '<!DOCTYPE x>'],
    ['a billion laughs', `<!DOCTYPE x [<!ENTITY l0 "ha">\n${laughs}<!ENTITY x "&l30;">]>`],
    ['an external entity', '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ['an external subset', '<!DOCTYPE x PUBLIC "-//X" "http://127.0.0.1/x.dtd">'],
    ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1/"> %p;]>'],
    ['one that never ends', '<!DOCTYPE x ['],
    ['one inside the message', '<WorkpointMessage><!DOCTYPE x>'],
  ])('%s', (_, doctype) => {
    const error = catchError(() => decodePhoneMessage(toBytes(`<!-- <!DOCTYPE -->\n ${doctype}${root}`)));
    expect(error.code).toBe(doctype.startsWith('<!') ? 'doctype' : 'not-well-formed');
    if (error.code === 'doctype') expect([error.line, error.column]).toEqual([2, 2]);
  });
});

describe('limits', () => {
  test('exactly the largest size is read, one byte more is refused', () => {
    const padding = MAX_MESSAGE_BYTES - toBytes(plain).length;
    const largest = plain.replace(ITEM, ITEM + ' '.repeat(padding));
    expect(decodePhoneMessage(toBytes(largest)).message.items).toHaveLength(1);
    expect(refusal(`${largest} `)).toEqual({ code: 'too-large', element: 'document', line: 1, column: 1 });
  });

  test('the size counts bytes, not characters', () => {
    expect(refusal(startUpWith(`<Item name="a">${'€'.repeat(349_600)}</Item>`)).code).toBe('too-large');
  });

  test('the deepest nesting is read, one more is refused', () => {
    // Root and message are 2.
    const nested = (depth: number) =>
      plain.replace('<ItemList>', `${'<x>'.repeat(depth - 2)}${'</x>'.repeat(depth - 2)}<ItemList>`);
    expect(decodePhoneMessage(toBytes(nested(MAX_DEPTH))).message.items).toHaveLength(1);
    expect(refusal(nested(MAX_DEPTH + 1))).toMatchObject({
      code: 'too-deep',
      line: 5,
      column: 1 + 3 * (MAX_DEPTH - 2),
    });
    expect(refusal('<x>'.repeat(300_000)).code).toBe('unexpected-root');
  });

  test('the largest number of items is read, one more is refused', () => {
    const items = Array<string>(MAX_ITEMS).fill('<Item name="a"/>');
    expect(decodePhoneMessage(toBytes(startUpWith(...items))).message.items).toHaveLength(MAX_ITEMS);
    expect(refusal(startUpWith(...items, '<Item name="a"/>')).code).toBe('too-many-items');
  });

  test('64 attributes are read, 65 are refused', () => {
    const attributes = (count: number) => Array.from({ length: count }, (_, i) => `a${i}=""`).join(' ');
    const withCount = (count: number) => plain.replace('<ItemList>', `<ItemList ${attributes(count)}>`);
    expect(decodePhoneMessage(toBytes(withCount(64))).message.items).toHaveLength(1);
    expect(refusal(withCount(65))).toMatchObject({ code: 'too-many-attributes', element: 'ItemList' });
  });

  test('attributes and names have a largest length', () => {
    const withAttribute = (length: number) =>
      plain.replace('<ItemList>', `<ItemList a="${'x'.repeat(length)}">`);
    expect(decodePhoneMessage(toBytes(withAttribute(4_096))).message.items).toHaveLength(1);
    expect(refusal(withAttribute(4_097))).toMatchObject({ code: 'too-long', element: 'ItemList' });
    const longName = 'n'.repeat(257);
    expect(refusal(plain.replace('<ItemList>', `<ItemList ${longName}="">`)).code).toBe('too-long');
    expect(refusal(plain.replace('<ItemList>', `<${longName}/><ItemList>`)).code).toBe('too-long');
  });
});

describe('invalid UTF-8', () => {
  function withBytes(...bytes: number[]): Uint8Array {
    const body = toBytes(startUpWith('<Item name="a">\uFFFDü@</Item>'));
    const at = body.indexOf(0x40);
    return Uint8Array.from([...body.subarray(0, at), ...bytes, ...body.subarray(at + 1)]);
  }

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['Latin-1', [0xfc]],
    ['an unfinished character', [0xe2, 0x82]],
  ])('%s is refused at its place', (_, bytes) => {
    const error = catchError(() => decodePhoneMessage(withBytes(...bytes)));
    expect(error).toMatchObject({ code: 'invalid-utf8', element: 'document', line: 6, column: 18 });
  });

  test('UTF-16 is refused', () => {
    const body = new Uint8Array(new Uint16Array([0xfeff, ...[...plain].map((c) => c.charCodeAt(0))]).buffer);
    expect(catchError(() => decodePhoneMessage(body)).code).toBe('invalid-utf8');
  });

  test('a replacement character that was sent is a character like others', () => {
    const { items } = decodePhoneMessage(withBytes(0x40)).message;
    expect(items).toEqual([{ name: 'a', value: '\uFFFDü@' }]);
  });
});

test('no error repeats a value', () => {
  const secret = plain.replace('>1<', '>s3cret&s3cret;<');
  const error = catchError(() => decodePhoneMessage(toBytes(secret)));
  expect(JSON.stringify(error) + error.message + error.stack).not.toContain('s3cret');
});

test('an error says where in its text', () => {
  const error = catchError(() => decodePhoneMessage(toBytes(plain.replace(' name="a"', ''))));
  expect(error.message).toBe('an item without name (line 6, column 1)');
  expect(error.name).toBe('ProtocolError');
});
