import { describe, expect, test } from 'vitest';
import {
  decodePhoneMessage,
  decodeServerMessage,
  type PhoneMessage,
  type ServerMessage,
} from '../src/index.ts';
import { NAMESPACES, phoneDocument, serverDocument, startUpWith, toBytes } from './documents.ts';

const NONCE = '0A1B2C3D4E5F60718293A4B5C6D7E8F9';

const START_UP: PhoneMessage = {
  nonce: NONCE,
  reason: 'start-up',
  items: [{ name: 'e164', value: '4930771201' }],
};

const E164 = '<Item name="e164">4930771201</Item>';

/** A legal document that means the same as another, with the warnings it raises. */
interface Form<Message> {
  readonly title: string;
  readonly xml: string;
  readonly message: Message;
  readonly warnings?: readonly string[];
}

function startUp(title: string, xml: string, ...warnings: string[]): Form<PhoneMessage> {
  return { title, xml, message: START_UP, warnings };
}

const plain = startUpWith(E164);

const FORMS: readonly Form<PhoneMessage>[] = [
  startUp('no XML declaration', plain.slice(plain.indexOf('?>') + 3)),
  startUp('a lower-case encoding', plain.replace('UTF-8', 'utf-8')),
  startUp('US-ASCII', plain.replace('UTF-8', 'us-ascii')),
  startUp('a declaration in single quotes', plain.replace('"1.0"', "'1.0'")),
  startUp('XML 1.1 in the declaration', plain.replace('"1.0"', '"1.1"')),
  startUp('standalone in the declaration', plain.replace('?>', ' standalone="yes"?>')),
  startUp('a byte order mark', `\uFEFF${plain}`),
  startUp('CRLF line ends', plain.replaceAll('\n', '\r\n')),
  startUp('no line ends', plain.replaceAll('\n', '')),
  startUp('white space around the reason', plain.replace('>start-up<', '>\n start-up\t\n<')),
  startUp('white space around a value', plain.replace('>4930771201<', '>\n\t4930771201 \r\n<')),
  startUp(
    'comments everywhere',
    `<!-- a -->${plain.slice(plain.indexOf('?>') + 3).replaceAll('>', '><!-- b -->')}`,
  ),
  startUp('a comment inside a value', plain.replace('4930', '49<!-- x -->30')),
  startUp('a processing instruction', plain.replace('<ItemList>', '<?x y?><ItemList>')),
  startUp('CDATA', plain.replace('4930771201', '49<![CDATA[30771]]>201')),
  startUp('character references', plain.replace('4930771201', '&#52;&#x39;30771201')),
  startUp('references to white space around a value', plain.replace('4930771201', '&#32;4930771201&#x0A;')),
  startUp('single quotes', plain.replace('name="e164"', "name='e164'")),
  startUp('white space in tags', plain.replace('<Item name="e164">', '<Item\n name = "e164"\t>')),
  startUp('white space in end tags', plain.replaceAll('</Item>', '</Item\n >')),
  startUp('an unknown attribute of an item', plain.replace('name="e164"', 'name="e164" type="x" foo=""')),
  startUp('an unknown attribute of the message', plain.replace('nonce=', 'foo="bar" nonce=')),
  startUp('an unknown attribute of the list', plain.replace('<ItemList>', '<ItemList count="1">')),
  startUp('a namespace prefix', plain.replaceAll(/<(\/?)([WMRI])/g, '<$1w:$2').replace('xmlns=', 'xmlns:w=')),
  startUp('no namespace', plain.replace(NAMESPACES, ''), 'other-namespace'),
  startUp(
    'another namespace',
    plain.replace('siemens.com/DLS" xmlns:xsi', 'x.org" xmlns:xsi'),
    'other-namespace',
  ),
  startUp(
    'an unknown element in the message',
    plain.replace('<ItemList>', '<More><Item/></More><ItemList>'),
    'unknown-element',
  ),
  startUp(
    'an unknown element in the list',
    plain.replace('</ItemList>', '<item name="x">y</item></ItemList>'),
    'unknown-element',
  ),
  startUp(
    'an unknown element in the root',
    plain.replace('<Message', '<Header/><Message'),
    'unknown-element',
  ),
  startUp('bare text in the list', plain.replace('</ItemList>', '... </ItemList>'), 'stray-text'),
  startUp('bare text in the message', plain.replace('<ItemList>', 'x<ItemList>'), 'stray-text'),
  startUp(
    'an item list beside the message',
    phoneDocument(
      `<Message nonce="${NONCE}"><ReasonForContact>start-up</ReasonForContact></Message>`,
      `<ItemList>${E164}</ItemList>`,
    ),
    'item-list-beside-message',
  ),
  startUp(
    'an item list before the reason',
    phoneDocument(
      `<Message nonce="${NONCE}"><ItemList>${E164}</ItemList><ReasonForContact>start-up</ReasonForContact></Message>`,
    ),
    'element-order',
  ),
  startUp('a reason in capitals', plain.replace('start-up', 'Start-Up'), 'odd-spelling'),
  startUp('blanks around an item name', plain.replace('"e164"', '" e164 "'), 'odd-item-name'),
  startUp('an empty item status', plain.replace('name="e164"', 'name="e164" status=" "'), 'empty-status'),
  startUp(
    'an action without reply-to',
    plain.replace('<ReasonFor', '<ReasonFor').replace('Contact>start', 'Contact action="x">start'),
    'unexpected-attribute',
  ),
  startUp(
    'maxItems that is no number',
    plain.replace('nonce=', 'maxItems="many" nonce='),
    'invalid-max-items',
  ),
  startUp('maxItems 0', plain.replace('nonce=', 'maxItems="0" nonce='), 'invalid-max-items'),
  startUp('maxItems below -1', plain.replace('nonce=', 'maxItems="-2" nonce='), 'invalid-max-items'),
  startUp('a fragment nobody knows', plain.replace('nonce=', 'fragment="last" nonce='), 'invalid-fragment'),
];

describe('a start-up is understood with', () => {
  test.each(FORMS)('$title', ({ xml, message, warnings = [] }) => {
    const decoded = decodePhoneMessage(toBytes(xml));
    expect(decoded.message).toStrictEqual(message);
    expect(decoded.warnings.map(({ code }) => code)).toEqual(warnings);
  });
});

function messageOf(...lines: string[]): PhoneMessage {
  return decodePhoneMessage(toBytes(phoneDocument(...lines))).message;
}

describe('nonces', () => {
  test.each(['a', '0', 'ab15CD', 'f'.repeat(64)])('%s passes unchanged', (nonce) => {
    const { message, warnings } = decodePhoneMessage(toBytes(plain.replace(NONCE, nonce)));
    expect([message.nonce, warnings]).toEqual([nonce, []]);
  });

  test.each(['not hex', ' a ', 'g', 'f'.repeat(65), 'f'.repeat(256)])(
    '%s passes unchanged with a warning',
    (nonce) => {
      const { message, warnings } = decodePhoneMessage(toBytes(plain.replace(NONCE, nonce)));
      expect([message.nonce, warnings.map(({ code }) => code)]).toEqual([nonce, ['odd-nonce']]);
    },
  );
});

describe('items', () => {
  function itemsOf(...items: string[]): PhoneMessage['items'] {
    return decodePhoneMessage(toBytes(startUpWith(...items))).message.items;
  }

  test('index 0 is kept, and an index is read wherever it stands', () => {
    expect(
      itemsOf(
        '<Item name="trace-level" index="0">1</Item>',
        '<Item index="007" name="trace-level">2</Item>',
        '<Item index=" 65535 " name="trace-level" status="failed"/>',
      ),
    ).toStrictEqual([
      { name: 'trace-level', index: 0, value: '1' },
      { name: 'trace-level', index: 7, value: '2' },
      { name: 'trace-level', index: 65_535, value: '', status: 'failed' },
    ]);
  });

  test('an empty element and one without content are alike', () => {
    const empty = [{ name: 'a', value: '' }];
    expect(itemsOf('<Item name="a"/>')).toStrictEqual(empty);
    expect(itemsOf('<Item name="a" />')).toStrictEqual(empty);
    expect(itemsOf('<Item name="a"></Item>')).toStrictEqual(empty);
    expect(itemsOf('<Item name="a"> \n </Item>')).toStrictEqual(empty);
  });

  test('an empty list is like none', () => {
    const head = [`<Message nonce="${NONCE}">`, '<ReasonForContact>solicited</ReasonForContact>'];
    const message = { nonce: NONCE, reason: 'solicited', items: [] };
    expect(messageOf(...head, '</Message>')).toStrictEqual(message);
    expect(messageOf(...head, '<ItemList/>', '</Message>')).toStrictEqual(message);
    expect(messageOf(...head, '<ItemList></ItemList>', '</Message>')).toStrictEqual(message);
    expect(messageOf(...head, '<ItemList>\n</ItemList>', '</Message>')).toStrictEqual(message);
  });

  test('a status keeps the words of the phone', () => {
    expect(itemsOf('<Item status=" Read-Only by DHCP " name="a"/>')).toStrictEqual([
      { name: 'a', value: '', status: 'Read-Only by DHCP' },
    ]);
  });

  test('unknown names, repeated names and the order are kept', () => {
    const items = itemsOf(
      '<Item name="zzz.9">1</Item>',
      '<Item name="a">2</Item>',
      '<Item name="zzz.9">3</Item>',
    );
    expect(items.map(({ name, value }) => name + value)).toEqual(['zzz.91', 'a2', 'zzz.93']);
  });

  test('only XML white space is trimmed, and white space inside a value stays', () => {
    expect(itemsOf('<Item name="a"> \u00A0x\r\ny\tz\u2003 </Item>')).toStrictEqual([
      { name: 'a', value: '\u00A0x\ny\tz\u2003' },
    ]);
  });
});

describe('replies', () => {
  function reply(attributes: string, messageAttributes = ''): PhoneMessage {
    return messageOf(
      `<Message nonce="${NONCE}"${messageAttributes}>`,
      `<ReasonForContact ${attributes}>\nreply-to\n</ReasonForContact>`,
      '</Message>',
    );
  }

  test.each([
    ['action="WriteItems" status="Accepted"', 'accepted'],
    ['status="BUSY" action="WriteItems"', 'busy'],
    ['action="WriteItems" status=" failed "', 'failed'],
    ['action="WriteItems"', 'accepted'],
    ['action="WriteItems" status=""', 'accepted'],
    ['action="writeitems" status="whatever"', 'failed'],
  ])('%s is %s', (attributes, status) => {
    expect(reply(attributes)).toStrictEqual({
      nonce: NONCE,
      reason: 'reply-to',
      action: 'WriteItems',
      status,
      items: [],
    });
  });

  test('a fragment is read from the message, from the reason, and from the message when both differ', () => {
    expect(reply('action="ReadItems"', ' fragment="next"').fragment).toBe('next');
    expect(reply('action="ReadItems" fragment="next"').fragment).toBe('next');
    expect(reply('action="ReadItems" fragment="next"', ' fragment="final"').fragment).toBe('final');
    expect(reply('action="ReadItems"')).not.toHaveProperty('fragment');
  });
});

const CLEAN_UP: ServerMessage = {
  nonce: NONCE,
  action: 'CleanUp',
  items: [{ name: 'send-solicited', value: 'true' }],
};

const answer = serverDocument(
  `<Message nonce="${NONCE}">`,
  '<Action>CleanUp</Action>',
  '<ItemList><Item name="send-solicited">true</Item></ItemList>',
  '</Message>',
);

function signed(inside: string): string {
  return (
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo>text' +
    '<Reference URI="#DLSMessage"/></SignedInfo><SignatureValue>AAAA=</SignatureValue>' +
    `<Object Id="DLSMessage">${inside}</Object></Signature>`
  );
}

const inner = answer.slice(answer.indexOf('<DLSMessage'));

const SERVER_FORMS: readonly Form<ServerMessage>[] = [
  {
    title: 'root DlsMessage',
    xml: answer.replaceAll('DLSMessage', 'DlsMessage'),
    message: CLEAN_UP,
    warnings: ['odd-spelling'],
  },
  {
    title: 'no namespace',
    xml: answer.replace(NAMESPACES, ''),
    message: CLEAN_UP,
    warnings: ['other-namespace'],
  },
  {
    title: 'another namespace',
    xml: answer.replace('xmlns="http://www.siemens.com/DLS"', 'xmlns="urn:x"'),
    message: CLEAN_UP,
    warnings: ['other-namespace'],
  },
  {
    title: 'a stray empty ReasonForContact',
    xml: answer.replace('<Action>', '<ReasonForContact action="" status=""></ReasonForContact><Action>'),
    message: CLEAN_UP,
    warnings: ['stray-element'],
  },
  {
    title: 'the list beside the message',
    xml: answer.replace('</Message>', '').replace('<ItemList>', '</Message><ItemList>'),
    message: CLEAN_UP,
    warnings: ['item-list-beside-message'],
  },
  {
    title: 'Cleanup',
    xml: answer.replace('CleanUp', ' Cleanup\n'),
    message: CLEAN_UP,
    warnings: ['odd-spelling'],
  },
  {
    title: 'a status on an item',
    xml: answer.replace('name="send', 'status="secure" name="send'),
    message: { ...CLEAN_UP, items: [{ name: 'send-solicited', value: 'true', status: 'secure' }] },
  },
  {
    title: 'a comment with diagnostics',
    xml: answer.replace('<Action>', '<!-- took 3 ms --><Action>'),
    message: CLEAN_UP,
  },
  { title: 'a signature around it', xml: signed(inner), message: CLEAN_UP },
  {
    title: 'a prefixed signature',
    xml: signed(inner)
      .replaceAll(/(<\/?)(S|R|O)/g, '$1ds:$2')
      .replace('xmlns=', 'xmlns:ds='),
    message: CLEAN_UP,
  },
  {
    title: 'a second message in the signature, which does not count',
    xml: signed(inner + inner.replace('CleanUp', 'Restart')),
    message: CLEAN_UP,
    warnings: ['stray-element'],
  },
  {
    title: 'a signed message without namespace of its own',
    xml: signed(inner.replace('xmlns="http://www.siemens.com/DLS"', '')),
    message: CLEAN_UP,
    warnings: ['other-namespace'],
  },
  {
    title: 'a namespace declared on an element before it, which does not count',
    xml: signed(`<y ${NAMESPACES}/>${inner.replace(NAMESPACES, '')}`),
    message: CLEAN_UP,
    warnings: ['other-namespace'],
  },
  {
    title: 'a namespace declared around it, not beside it',
    xml: signed(
      `<x:y xmlns:x="urn:x" xmlns="urn:x"/><x:z xmlns:x="urn:x" xmlns="http://www.siemens.com/DLS">${inner.replace(NAMESPACES, '')}</x:z>`,
    ),
    message: CLEAN_UP,
  },
];

describe('a server message is understood with', () => {
  test.each(SERVER_FORMS)('$title', ({ xml, message, warnings = [] }) => {
    const decoded = decodeServerMessage(toBytes(xml));
    expect(decoded.message).toStrictEqual(message);
    expect(decoded.warnings.map(({ code }) => code)).toEqual(warnings);
  });
});

describe('warnings', () => {
  test('name the place, counting lines and columns from 1', () => {
    const xml = startUpWith('<Item name="a">1</Item> here', '  <Strange/>');
    expect(decodePhoneMessage(toBytes(xml)).warnings).toEqual([
      expect.objectContaining({ code: 'stray-text', line: 6, column: 25 }),
      expect.objectContaining({ code: 'unknown-element', line: 7, column: 3 }),
    ]);
  });

  test('never repeat a value', () => {
    const xml = startUpWith('<Item name=" user-pwd " status="">s3cret</Item> s3cret');
    const { warnings } = decodePhoneMessage(toBytes(xml));
    expect(warnings).toHaveLength(3);
    expect(JSON.stringify(warnings)).not.toContain('s3cret');
  });

  test('end after a hundred with one that says so', () => {
    const { warnings } = decodePhoneMessage(toBytes(startUpWith(...Array<string>(500).fill('<x/>'))));
    expect(warnings).toHaveLength(100);
    expect(warnings.at(-1)?.code).toBe('more-warnings');
  });
});

describe('the bytes of the item list', () => {
  function listOf(xml: string): string {
    return new TextDecoder().decode(decodePhoneMessage(toBytes(xml)).itemListBytes);
  }

  test('are exactly what stands between its tags', () => {
    expect(listOf(plain)).toBe(`\n${E164}\n`);
    expect(listOf(`\uFEFF${plain}`)).toBe(`\n${E164}\n`);
    expect(listOf(startUpWith('<Item name="ü">€ 😀</Item>'))).toBe('\n<Item name="ü">€ 😀</Item>\n');
    expect(listOf(startUpWith('<!-- ü </ItemList> -->', E164))).toBe(`\n<!-- ü </ItemList> -->\n${E164}\n`);
    expect(listOf(plain.replace('</ItemList>', '</ItemList\n><!-- ü -->'))).toBe(`\n${E164}\n`);
  });

  test('are empty without items, and a view of the body otherwise', () => {
    expect(listOf(plain.replace(/<ItemList>.*<\/ItemList>/s, ''))).toBe('');
    expect(listOf(plain.replace(/<ItemList>.*<\/ItemList>/s, '<ItemList/>'))).toBe('');
    const body = toBytes(plain);
    expect(decodePhoneMessage(body).itemListBytes.buffer).toBe(body.buffer);
  });
});
