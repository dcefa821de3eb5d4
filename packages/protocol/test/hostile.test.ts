import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodePhoneMessage, decodeServerMessage, encodePhoneMessage, ProtocolError } from '../src/index.ts';
import { phoneMessage } from './arbitraries.ts';
import { NAMESPACES, startUpWith, toBytes } from './documents.ts';

/** Decodes both ways; anything but a message or a ProtocolError fails the test. */
function survive(body: Uint8Array): void {
  for (const decode of [decodePhoneMessage, decodeServerMessage]) {
    try {
      decode(body);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      expect(error.line).toBeGreaterThanOrEqual(1);
      expect(error.column).toBeGreaterThanOrEqual(1);
    }
  }
}

const odd = startUpWith(
  '<!-- ü --><Item name="a" index="1">&amp;&#x20AC;</Item>',
  '<Item status="failed" name="b"/><![CDATA[x]]>',
  "<?pi ?><Item name='€'>😀</Item>",
);

describe('nothing but a ProtocolError comes from', () => {
  test.each([
    [
      'a plain message',
      toBytes(startUpWith('<Item name="e164" index="2">49 ü € 😀</Item>', '<Item name="b"/>')),
    ],
    ['an odd message', toBytes(odd)],
    [
      'a signed message',
      toBytes(
        `<Signature><Object><DLSMessage ${NAMESPACES}><Message nonce="1"><Action>CleanUp</Action></Message></DLSMessage></Object></Signature>`,
      ),
    ],
  ])('%s cut off after any byte', (_, body) => {
    for (let length = 0; length < body.length; length++) {
      const cut = body.subarray(0, length);
      survive(cut);
      // All that a cut message can lack without harm is the line end behind its root.
      if (length < body.length - 1) expect(() => decodePhoneMessage(cut)).toThrow(ProtocolError);
    }
  });

  test('a message with any byte replaced', () => {
    const body = toBytes(odd);
    for (let at = 0; at < body.length; at++) {
      for (const byte of [0x00, 0x0d, 0x20, 0x22, 0x26, 0x2f, 0x3c, 0x3e, 0x5d, 0x80, 0xc3, 0xff]) {
        const damaged = body.slice();
        damaged[at] = byte;
        survive(damaged);
      }
    }
  });

  test('random bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), survive), { numRuns: 2_000 });
  });

  test('messages with random bytes in them', () => {
    const arbitrary = fc.tuple(
      phoneMessage.map(encodePhoneMessage),
      fc.nat(),
      fc.uint8Array({ maxLength: 6 }),
    );
    fc.assert(
      fc.property(arbitrary, ([xml, place, bytes]) => {
        const body = toBytes(xml);
        body.set(bytes.subarray(0, body.length), place % Math.max(1, body.length - bytes.length));
        survive(body);
      }),
      { numRuns: 1_000 },
    );
  });
});

const open = `<WorkpointMessage ${NAMESPACES}><Message nonce="1"><ReasonForContact>start-up</ReasonForContact>`;

/** Shapes that cost a careless reader more than linear time, at any size. */
const SHAPES: readonly (readonly [title: string, build: (size: number) => string])[] = [
  ['references', (n) => `${open}<ItemList><Item name="a">${'&amp;'.repeat(n / 5)}`],
  ['a reference without end', (n) => `${open}<ItemList><Item name="a">&${'a'.repeat(n)}`],
  ['a long attribute', (n) => `${open}<ItemList><Item name="${'a'.repeat(n)}">`],
  ['references in an attribute', (n) => `${open}<ItemList><Item name="${'&lt;'.repeat(n / 4)}">`],
  [
    'attributes',
    (n) => `${open}<ItemList ${Array.from({ length: n / 10 }, (_, i) => `a${i}=""`).join(' ')}>`,
  ],
  ['a long element name', (n) => `${open}<${'a'.repeat(n)}>`],
  ['a comment without end', (n) => `${open}<!--${'- '.repeat(n / 2)}`],
  ['comments', (n) => `${open}${'<!-- -->'.repeat(n / 8)}`],
  [
    'a comment inside each value',
    (n) => `${open}<ItemList>${'<Item name="a">x<!---->y</Item>'.repeat(n / 31)}`,
  ],
  ['instructions', (n) => `${open}${'<?a b?>'.repeat(n / 7)}`],
  ['brackets in CDATA', (n) => `${open}<ItemList><Item name="a"><![CDATA[${']'.repeat(n)}`],
  ['pieces of CDATA', (n) => `${open}<ItemList><Item name="a">${'<![CDATA[x]]>'.repeat(n / 13)}`],
  ['less-than signs', (n) => `${open}${'<'.repeat(n)}`],
  ['deep nesting', (n) => `${open}${'<a>'.repeat(n / 3)}`],
  ['unknown elements', (n) => `${open}${'<a/>'.repeat(n / 4)}`],
  ['text between unknown elements', (n) => `${open}${'x\n<a/>'.repeat(n / 6)}`],
  ['white space', (n) => `${open}${' \n'.repeat(n / 2)}`],
  ['carriage returns in a value', (n) => `${open}<ItemList><Item name="a">x${'\r'.repeat(n)}y`],
  ['white space in a tag', (n) => `${open}<ItemList${' '.repeat(n)}`],
  ['white space around nothing', (n) => ' '.repeat(n)],
  ['items', (n) => `${open}<ItemList>${'<Item name="a"/>'.repeat(n / 16)}`],
  ['a declaration without end', (n) => `<?xml ${'a'.repeat(n)}`],
  ['a document type without end', (n) => `<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(n / 15)}`],
  ['elements around a signed message', (n) => `<Signature>${'<a xmlns="b"/>'.repeat(n / 14)}`],
  ['replacement characters before an invalid byte', (n) => `${'\uFFFD'.repeat(n / 3)}`],
];

describe('time grows no faster than the size with', () => {
  const SMALL = 100_000;
  const LARGE = 1_000_000;

  function timeOf(body: Uint8Array): number {
    const start = performance.now();
    survive(body);
    return performance.now() - start;
  }

  test.each(SHAPES)('%s', (title, build) => {
    const toBody = (size: number) => {
      const body = toBytes(build(size));
      return title.includes('invalid byte') ? Uint8Array.from([...body, 0xff]) : body;
    };
    const [small, large] = [toBody(SMALL), toBody(LARGE)];
    survive(small);
    const smallTime = Math.min(timeOf(small), timeOf(small));
    // Ten times the size may take forty times as long; what is quadratic takes a hundred and some seconds in all.
    expect(timeOf(large)).toBeLessThan(40 * smallTime + 500);
  });
});
