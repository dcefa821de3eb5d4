import fc from 'fast-check';
import {
  ACTION_NAMES,
  INITIAL_REASONS,
  ITEM_STATUSES,
  type Item,
  type PhoneMessage,
  REPLY_STATUSES,
  type ServerMessage,
} from '../src/index.ts';

/** Characters that make trouble in XML, and ordinary ones. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ0129-_.:/@ ') },
  { weight: 2, arbitrary: fc.constantFrom(...`<>&"';]#=![?`, '\n', '\t', '\r') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('ä', 'ß', '€', '\u00A0', '\u0085', '\u2028', '\uFEFF', '\uFFFD', '😀'),
  },
);

function text(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, maxLength });
}

function trim(value: string): string {
  return value.replaceAll(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** Trimmed, not empty, mostly one of the usual. */
function word(usual: readonly string[], maxLength: number): fc.Arbitrary<string> {
  const odd = text(maxLength)
    .map(trim)
    .filter((it) => it !== '');
  return fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: odd });
}

const name = word(['e164', 'key-label-unicode', 'XML-app-name', 'mac-addr', 'sip-pwd'], 12);

function item(withStatus: boolean): fc.Arbitrary<Item> {
  return fc.record(
    {
      name,
      value: text(20).map(trim),
      index: fc.nat({ max: 65_535 }),
      ...(withStatus ? { status: word(ITEM_STATUSES, 10) } : {}),
    },
    { requiredKeys: ['name', 'value'], noNullPrototype: true },
  );
}

const nonce = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFabcdef'), minLength: 1, maxLength: 64 }),
  },
  { weight: 1, arbitrary: text(12).filter((it) => it !== '') },
);

const base = {
  nonce,
  maxItems: fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 999 })),
  fragment: fc.constantFrom('next' as const, 'final' as const),
  items: fc.array(item(true), { maxLength: 8 }),
};

/** Messages of phones as a decoder gives them: values without white space around. */
export const phoneMessage: fc.Arbitrary<PhoneMessage> = fc.oneof(
  fc.record(
    { ...base, reason: fc.constantFrom(...INITIAL_REASONS) },
    { requiredKeys: ['nonce', 'items', 'reason'], noNullPrototype: true },
  ),
  fc.record(
    { ...base, reason: fc.constant('clean-up' as const) },
    { requiredKeys: ['nonce', 'items', 'reason'], noNullPrototype: true },
  ),
  fc.record(
    {
      ...base,
      reason: fc.constant('reply-to' as const),
      action: fc.constantFrom(...ACTION_NAMES),
      status: fc.constantFrom(...REPLY_STATUSES),
    },
    { requiredKeys: ['nonce', 'items', 'reason', 'action', 'status'], noNullPrototype: true },
  ),
);

/** Messages of servers as a decoder gives them. */
export const serverMessage: fc.Arbitrary<ServerMessage> = fc.record(
  { nonce, action: fc.constantFrom(...ACTION_NAMES), items: fc.array(item(false), { maxLength: 8 }) },
  { noNullPrototype: true },
);

/** Lists of items as a server writes or a phone reports them. */
export const items = fc.array(item(false), { maxLength: 40 });

/** Rewrites a canonical text into another that is legal XML, most of them with the same meaning. */
const rewriting: fc.Arbitrary<(xml: string) => string> = fc.constantFrom(
  (xml: string) => xml,
  (xml: string) => xml.slice(xml.indexOf('?>') + 2),
  (xml: string) => `\uFEFF${xml}`,
  (xml: string) => xml.replaceAll('\n', '\r\n'),
  (xml: string) => xml.replaceAll('\n', ''),
  (xml: string) => xml.replaceAll('></Item>', '/>'),
  (xml: string) => xml.replaceAll('></Item>', ' />'),
  (xml: string) => xml.replaceAll('<Item>', '<!-- c --><Item>'),
  (xml: string) => xml.replaceAll('</Item>', '<![CDATA[ <x> ]]></Item>'),
  (xml: string) => xml.replaceAll('</Item>', ' \n</Item\t>'),
  (xml: string) => xml.replaceAll('<Item name', '<Item\n type="" name'),
  (xml: string) => xml.replaceAll(/ name="([^"]*)" index="(\d+)"/g, ' index="$2"  name="$1"'),
  (xml: string) => xml.replaceAll('"', "'"),
  (xml: string) => xml.replaceAll(/(\d)<\//g, '&#5$1;</'),
  (xml: string) => xml.replaceAll('1', '&#x31;'),
  (xml: string) => xml.replace('<ItemList>', '<ItemList>stray'),
  (xml: string) => xml.replace(/<ItemList>.*<\/ItemList>/s, '<ItemList />'),
  (xml: string) => xml.replaceAll(' maxItems', '\n\tmaxItems'),
  (xml: string) => xml.replace('<Message', '<?pi x?><Message'),
  (xml: string) => xml.replace('UTF-8', 'utf-8'),
);

/** Changes to a text that mostly break it. */
const damage: fc.Arbitrary<(xml: string) => string> = fc
  .tuple(
    fc.nat({ max: 999_999 }),
    fc.nat({ max: 6 }),
    fc.oneof(
      fc.constantFrom(
        '',
        '<',
        '>',
        '/',
        '"',
        "'",
        '&',
        ';',
        '=',
        ' ',
        '\n',
        '\r',
        '\t',
        '\u0000',
        '\uFFFE',
        '-',
        '1',
      ),
      fc.constantFrom(
        '</Item>',
        '<Item ',
        '<ItemList',
        '<ItemList>',
        '</ItemList',
        ' name="x"',
        ' index="0"',
      ),
      fc.constantFrom(
        '<!--',
        '-->',
        ']]>',
        '<![CDATA[',
        '<!DOCTYPE x>',
        '&amp;',
        '&#0;',
        '&#x41;',
        '&x;',
        '</Message>',
      ),
      fc.constantFrom(' status=" "', ' status="x"', ' a="1"', ' xmlns=""', '<x/>', 'x:', 'é'),
    ),
  )
  .map(([place, removed, inserted]) => (xml: string) => {
    const at = place % (xml.length + 1);
    return xml.slice(0, at) + inserted + xml.slice(at + removed);
  });

/** A well-formed text made from a canonical one: odd but legal in up to three ways, and half of the time damaged. */
export function variants(canonical: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.tuple(fc.array(rewriting, { maxLength: 3 }), fc.array(damage, { maxLength: 1 }));
  return fc.tuple(canonical, change).map(([xml, changes]) =>
    changes
      .flat()
      .reduce((it, rewrite) => rewrite(it), xml)
      .toWellFormed(),
  );
}
