import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodePhoneMessage,
  decodeServerMessage,
  encodePhoneMessage,
  encodeServerMessage,
  type Item,
  openPhoneMessage,
  ProtocolError,
} from '../src/index.ts';
import { toPhoneMessage, toServerMessage } from '../src/meaning.ts';
import { Findings, type Grammar, PHONE_GRAMMAR, SERVER_GRAMMAR } from '../src/message-parts.ts';
import { readMessage } from '../src/read-message.ts';
import { scanMessage } from '../src/scan-message.ts';
import { phoneMessage, serverMessage, variants } from './arbitraries.ts';
import { toBytes } from './documents.ts';
import { INITIAL_VECTORS, REPLY_VECTORS } from './phone-vectors.ts';
import { SERVER_VECTORS } from './server-vectors.ts';

describe('what is encoded decodes to itself', () => {
  test('phone messages', () => {
    fc.assert(
      fc.property(phoneMessage, (message) => {
        expect(decodePhoneMessage(toBytes(encodePhoneMessage(message))).message).toStrictEqual(message);
      }),
      { numRuns: 1_000 },
    );
  });

  test('server messages', () => {
    fc.assert(
      fc.property(serverMessage, (message) => {
        expect(decodeServerMessage(toBytes(encodeServerMessage(message))).message).toStrictEqual(message);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** Everything a way of reading finds in a text: result and warnings, or the error. */
function outcome(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, message, element, line, column } = error;
    return { code, message, element, line, column };
  }
}

function thorough(text: string, grammar: Grammar): unknown {
  const findings = new Findings(text);
  const parts = readMessage(text, grammar, findings);
  return { parts, warnings: findings.warnings.warnings };
}

/** Whether the scanner took the text; throws when it did so with another result than the thorough reader. */
function scannerAgrees(text: string, grammar: Grammar): boolean {
  const scanned = scanMessage(text, grammar);
  if (scanned) {
    expect({ parts: scanned, warnings: [] }).toStrictEqual(outcome(() => thorough(text, grammar)));
  }
  return scanned !== undefined;
}

function withItems(names: readonly string[]): string {
  const [vector] = INITIAL_VECTORS;
  const items = names.map((name, place) => `<Item name="${name}">${place}</Item>`).join('');
  return (vector?.xml ?? '').replace(/<ItemList>.*<\/ItemList>/s, `<ItemList>${items}</ItemList>`);
}

describe('the scanner', () => {
  test.each([...INITIAL_VECTORS, ...REPLY_VECTORS])('takes the phone message: $title', ({ xml }) => {
    expect(scannerAgrees(xml, PHONE_GRAMMAR)).toBe(true);
  });

  test.each(SERVER_VECTORS)('takes or leaves, but agrees on the server message: $title', ({ xml }) => {
    expect(scannerAgrees(xml, SERVER_GRAMMAR)).toBe(!xml.includes('\r'));
  });

  test('agrees with the thorough reader on whatever phone message it takes', () => {
    let taken = 0;
    fc.assert(
      fc.property(variants(phoneMessage.map(encodePhoneMessage)), (text) => {
        if (scannerAgrees(text, PHONE_GRAMMAR)) taken++;
      }),
      { numRuns: 4_000 },
    );
    // Neither all nor none: the property has been tried on both sides.
    expect(taken).toBeGreaterThan(400);
    expect(taken).toBeLessThan(3_600);
  });

  test('agrees with the thorough reader on whatever server message it takes', () => {
    fc.assert(
      fc.property(variants(serverMessage.map(encodeServerMessage)), (text) => {
        scannerAgrees(text, SERVER_GRAMMAR);
      }),
      { numRuns: 2_000 },
    );
  });

  test('agrees with the thorough reader whatever names the messages before had, and in which order', () => {
    const name = fc.constantFrom('a', 'ab', 'abc', 'a-1', 'b', 'B', 'straße', 'имя', 'a b', ' a', 'a ', '');
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const arePlain = names.every((one) => one !== '' && one.trim() === one);
        expect(scannerAgrees(withItems(names), PHONE_GRAMMAR)).toBe(arePlain);
      }),
      { numRuns: 2_000 },
    );
  });

  test('agrees with the thorough reader after more names than it learns', () => {
    const made = Array.from({ length: 5_000 }, (_, number) => `made-up-${number}`);
    for (const names of [made, ['a', 'b'], made.toReversed(), ['a', 'b']]) {
      expect(scannerAgrees(withItems(names), PHONE_GRAMMAR)).toBe(true);
    }
  });

  test('agrees with the thorough reader after any change of one character', () => {
    const [vector] = REPLY_VECTORS;
    const xml = vector?.xml ?? '';
    const list = xml.indexOf('<Message');
    for (let at = list; at < xml.length; at++) {
      for (const other of ['', '<', '>', '/', '"', '&', ' ', '=', '\n', '0', 'x', '\u0000']) {
        scannerAgrees(xml.slice(0, at) + other + xml.slice(at + 1), PHONE_GRAMMAR);
        scannerAgrees(xml.slice(0, at) + other + xml.slice(at), PHONE_GRAMMAR);
      }
    }
  });
});

describe('decoding', () => {
  test('gives what the thorough reader gives, whichever way it took', () => {
    fc.assert(
      fc.property(variants(phoneMessage.map(encodePhoneMessage)), (text) => {
        const decoded = outcome(() => {
          const { message, warnings } = decodePhoneMessage(toBytes(text));
          return { message, warnings };
        });
        const read = outcome(() => {
          const findings = new Findings(text);
          const parts = readMessage(text, PHONE_GRAMMAR, findings);
          return { message: toPhoneMessage(parts, findings), warnings: findings.warnings.warnings };
        });
        expect(decoded).toStrictEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });

  test('gives the same for servers, whichever way it took', () => {
    fc.assert(
      fc.property(variants(serverMessage.map(encodeServerMessage)), (text) => {
        const read = outcome(() => {
          const findings = new Findings(text);
          const parts = readMessage(text, SERVER_GRAMMAR, findings);
          return { message: toServerMessage(parts, findings), warnings: findings.warnings.warnings };
        });
        expect(outcome(() => decodeServerMessage(toBytes(text)))).toStrictEqual(read);
      }),
      { numRuns: 1_000 },
    );
  });

  test('gives the list as it stands in the body', () => {
    fc.assert(
      fc.property(phoneMessage, (message) => {
        const xml = encodePhoneMessage(message);
        const list = /<ItemList>(.*)<\/ItemList>/s.exec(xml)?.[1] ?? '';
        for (const text of [xml, `\uFEFF${xml}`, `<!-- ü -->${xml.slice(xml.indexOf('?>') + 2)}<!-- € -->`]) {
          expect(
            new TextDecoder('utf-8', { ignoreBOM: true }).decode(
              decodePhoneMessage(toBytes(text)).itemListBytes,
            ),
          ).toBe(list);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Items that are read late throw late, so they are asked for here; warnings on items are not recorded then. */
function opened(text: string): unknown {
  return outcome(() => {
    const { message, itemListBytes } = openPhoneMessage(toBytes(text));
    return { message: { ...message, items: message.items }, bytes: Buffer.from(itemListBytes) };
  });
}

function decodedWhole(text: string): unknown {
  return outcome(() => {
    const { message, itemListBytes } = decodePhoneMessage(toBytes(text));
    return { message, bytes: Buffer.from(itemListBytes) };
  });
}

function inventoryOf(items: readonly Item[], fragment?: 'next'): string {
  const head = { nonce: 'AB12', reason: 'reply-to', action: 'ReadAllItems', status: 'accepted' } as const;
  return encodePhoneMessage({ ...head, ...(fragment === undefined ? {} : { fragment }), items });
}

describe('opening a message', () => {
  const inventories = phoneMessage.map((message) =>
    encodePhoneMessage({ ...message, reason: 'reply-to', action: 'ReadAllItems', status: 'accepted' }),
  );

  test('gives in the end what decoding gives', () => {
    fc.assert(
      fc.property(variants(fc.oneof(inventories, phoneMessage.map(encodePhoneMessage))), (text) => {
        expect(opened(text)).toStrictEqual(decodedWhole(text));
      }),
      { numRuns: 4_000 },
    );
  });

  test('gives the error of the items where the message around them is wrong as well', () => {
    const xml = inventoryOf([{ name: 'a', value: '1' }])
      .replace(/ nonce="[^"]*"/, '')
      .replace('</Item>', '</Item');
    expect(decodedWhole(xml)).toMatchObject({ code: 'not-well-formed' });
    expect(opened(xml)).toStrictEqual(decodedWhole(xml));
  });

  test('gives what decoding gives after any change of one character', () => {
    const xml = inventoryOf(
      [
        { name: 'a', value: '1' },
        { name: 'b', index: 2, value: '' },
      ],
      'next',
    );
    for (let at = xml.indexOf('<Message'); at < xml.length; at++) {
      for (const other of ['', '<', '>', '/', '"', '&', ' ', '=', '0', '</ItemList>', '<!-- -->', '\u0000']) {
        const changed = xml.slice(0, at) + other + xml.slice(at + 1);
        expect(opened(changed)).toStrictEqual(decodedWhole(changed));
      }
    }
  });

  test('reads the items of an inventory only when they are asked for', () => {
    const xml = inventoryOf([{ name: 'a', value: '1' }]);
    const { message } = openPhoneMessage(toBytes(xml.replace('</Item>', '</Itm>')));
    expect(message).toMatchObject({ nonce: 'AB12', action: 'ReadAllItems' });
    expect(() => message.items).toThrow(ProtocolError);
    const whole = openPhoneMessage(toBytes(xml)).message;
    expect(whole.items).toBe(whole.items);
  });
});
