import { encodePhoneMessage, type Item, isPlainItemList, isSecretItem, itemKey } from '@deskfleet/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeDocument,
  encodeDocument,
  encodeInventory,
  encodeRawInventory,
  findInDocument,
  mergeIntoDocument,
  mergeReported,
  type ReportedValues,
  reportedFrom,
  visitDocument,
} from './reported-document.ts';

const EARLIER = new Date('2026-03-02T08:00:00.000Z');
const NOW = new Date('2026-03-02T09:00:00.000Z');
const LATER = new Date('2026-03-02T10:00:00.000Z');

const values = (reported: ReportedValues) =>
  [...reported.values()].map(({ name, index, value }) => [name, index ?? null, value]);

const items: readonly Item[] = [
  { name: 'reg-addr', value: '192.0.2.1' },
  { name: 'trace-level', index: 0, value: '3' },
  { name: 'trace-level', index: 1, value: '4' },
  { name: 'key-label-unicode', index: 2, value: 'Empfang 📞' },
  { name: 'sip-name', value: '' },
];

describe('what a phone reports', () => {
  test('is kept by name and index, of which 0 is one, in the order of the phone', () => {
    expect(values(reportedFrom(items, NOW))).toEqual([
      ['reg-addr', null, '192.0.2.1'],
      ['trace-level', 0, '3'],
      ['trace-level', 1, '4'],
      ['key-label-unicode', 2, 'Empfang 📞'],
      ['sip-name', null, ''],
    ]);
  });

  test('is nothing for an item with a status, and the later one of two equal ones', () => {
    const reported = reportedFrom(
      [
        { name: 'a', value: '1' },
        { name: 'b', value: '', status: 'failed' },
        { name: 'a', value: '2' },
      ],
      NOW,
    );
    expect(values(reported)).toEqual([['a', null, '2']]);
  });

  test('is only that it is there for a secret', () => {
    const reported = reportedFrom([{ name: 'sip-pwd', value: 'Geheim-4711' }], NOW);
    expect(values(reported)).toEqual([['sip-pwd', null, null]]);
    expect(encodeDocument(reported).toString('latin1')).not.toContain('Geheim');
  });

  test('is cut where no phone has any more to say', () => {
    const endless = Array.from({ length: 20_000 }, (_, index) => ({ name: `i${index}`, value: 'x' }));
    expect(reportedFrom(endless, NOW).size).toBe(10_000);
    const huge = Array.from({ length: 100 }, (_, index) => ({
      name: `i${index}`,
      value: 'x'.repeat(100_000),
    }));
    expect(reportedFrom(huge, NOW).size).toBe(20);
  });
});

describe('a stored document', () => {
  test('gives back what was put in, with the time of every value', () => {
    const reported = mergeReported(
      reportedFrom(items, EARLIER),
      reportedFrom([{ name: 'reg-addr', value: '192.0.2.2' }], NOW),
    );
    const decoded = decodeDocument(encodeDocument(reported));
    expect(decoded).toEqual(reported);
    expect([...decoded.keys()]).toEqual([...reported.keys()]);
  });

  test('gives back anything that can be reported', () => {
    const item = fc.record({
      name: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
      value: fc.string({ unit: 'grapheme' }),
      index: fc.nat({ max: 65_535 }),
    });
    fc.assert(
      fc.property(fc.array(item), (list) => {
        const reported = reportedFrom(list, NOW);
        expect(decodeDocument(encodeDocument(reported))).toEqual(reported);
      }),
    );
  });

  test('of nothing is nothing', () => {
    expect(decodeDocument(encodeDocument(new Map())).size).toBe(0);
  });

  test('of the most that is kept can be read again', () => {
    const signs = '\u2028"\\'.repeat(30_000);
    const reported = reportedFrom(
      Array.from({ length: 10_000 }, (_, index) => ({ name: `i${index}`, value: index < 20 ? signs : 'x' })),
      NOW,
    );
    expect(decodeDocument(encodeDocument(reported))).toEqual(reported);
  });

  test('of a usual phone takes a fraction of its message', () => {
    const usual = Array.from({ length: 330 }, (_, index) => ({
      name: `some-parameter-name-${index % 40}`,
      index: Math.floor(index / 40),
      value: `192.0.2.${index % 20}`,
    }));
    expect(encodeDocument(reportedFrom(usual, NOW)).length).toBeLessThan(5_000);
  });
});

describe('what a phone reports later', () => {
  test('replaces what it names and leaves the rest', () => {
    const merged = mergeReported(
      reportedFrom(items, EARLIER),
      reportedFrom(
        [
          { name: 'trace-level', index: 0, value: '9' },
          { name: 'new-item', value: 'n' },
        ],
        NOW,
      ),
    );
    expect(values(merged)).toEqual([
      ['reg-addr', null, '192.0.2.1'],
      ['trace-level', 0, '9'],
      ['trace-level', 1, '4'],
      ['key-label-unicode', 2, 'Empfang 📞'],
      ['sip-name', null, ''],
      ['new-item', null, 'n'],
    ]);
    expect(merged.get('0:trace-level')?.reportedAt).toEqual(NOW);
    expect(merged.get(':reg-addr')?.reportedAt).toEqual(EARLIER);
  });

  test('never makes it grow without end: what was there stays, what is new has no place', () => {
    let known = reportedFrom(items, EARLIER);
    for (let call = 0; call < 4; call += 1) {
      const flood = Array.from({ length: 4_000 }, (_, index) => ({
        name: `flood-${call}-${index}`,
        value: 'x',
      }));
      known = mergeReported(known, reportedFrom(flood, NOW));
    }
    expect(known.size).toBe(10_000);
    expect(values(known).slice(0, 5)).toEqual(values(reportedFrom(items, EARLIER)));
  });
});

describe('the document of an inventory', () => {
  const told = fc.array(
    fc.record(
      {
        name: fc.constantFrom('reg-addr', 'sip-pwd', 'key-label-unicode', 'trace-level', 'sip-name'),
        index: fc.integer({ min: 0, max: 3 }),
        value: fc.string(),
        status: fc.constantFrom('failed', 'not supported'),
      },
      { requiredKeys: ['name', 'value'] },
    ),
  );

  test('reads like what was reported, whatever a phone lists twice', () => {
    fc.assert(
      fc.property(told, (list) => {
        const inventory = list as readonly Item[];
        const read = decodeDocument(encodeInventory(inventory, NOW));
        expect([...read]).toEqual([...reportedFrom(inventory, NOW)]);
      }),
    );
  });

  test('reads the same when it is kept as the phone wrote it', () => {
    const list = items.filter(({ name }) => !isSecretItem(name));
    const message = encodePhoneMessage({ nonce: '1', reason: 'status', items: [...list, ...list] });
    const text = /<ItemList>([\s\S]*)<\/ItemList>/.exec(message)?.[1] ?? '';
    expect(isPlainItemList(text)).toBe(true);
    const read = decodeDocument(encodeRawInventory(text, NOW));
    expect([...read]).toEqual([...reportedFrom([...list, ...list], NOW)]);
  });

  test('has the same bounds, and no secret in it', () => {
    const endless = Array.from({ length: 20_000 }, (_, index) => ({ name: `i${index}`, value: 'x' }));
    expect(decodeDocument(encodeInventory(endless, NOW)).size).toBe(10_000);
    const secret = encodeInventory([{ name: 'sip-pwd', value: 'Geheim-4711' }], NOW);
    expect(values(decodeDocument(secret))).toEqual([['sip-pwd', null, null]]);
  });
});

describe('a document into which values are merged', () => {
  const told = fc.array(
    fc.record(
      {
        name: fc.constantFrom('reg-addr', 'sip-pwd', 'key-label-unicode', 'trace-level', 'sip-name'),
        index: fc.integer({ min: 0, max: 3 }),
        value: fc.constantFrom('', 'a', 'b'),
      },
      { requiredKeys: ['name', 'value'] },
    ),
  ) as fc.Arbitrary<readonly Item[]>;

  test('reads like both together, whatever was told twice', () => {
    fc.assert(
      fc.property(told, told, told, (first, second, third) => {
        const [more, most] = [reportedFrom(second, NOW), reportedFrom(third, LATER)];
        const merged = mergeIntoDocument(mergeIntoDocument(encodeInventory(first, EARLIER), more), most);
        const expected = mergeReported(mergeReported(reportedFrom(first, EARLIER), more), most);
        expect([...decodeDocument(merged)]).toEqual([...expected]);
      }),
    );
  });

  test('may be as the phone wrote it, or not be there', () => {
    const more = reportedFrom([{ name: 'reg-addr', value: '192.0.2.9' }], NOW);
    const message = encodePhoneMessage({ nonce: '1', reason: 'status', items });
    const list = /<ItemList>([\s\S]*)<\/ItemList>/.exec(message)?.[1] ?? '';
    const raw = mergeIntoDocument(encodeRawInventory(list, EARLIER), more);
    expect([...decodeDocument(raw)]).toEqual([...mergeReported(reportedFrom(items, EARLIER), more)]);
    expect([...decodeDocument(mergeIntoDocument(undefined, more))]).toEqual([...more]);
  });

  test('has the same bounds', () => {
    let document = encodeInventory(items, EARLIER);
    for (let call = 0; call < 4; call += 1) {
      const flood = Array.from({ length: 4_000 }, (_, index) => ({
        name: `flood-${call}-${index}`,
        value: 'x',
      }));
      document = mergeIntoDocument(document, reportedFrom(flood, NOW));
    }
    const known = decodeDocument(document);
    expect(known.size).toBe(10_000);
    expect(values(known).slice(0, 5)).toEqual(values(reportedFrom(items, EARLIER)));
  });
});

describe('visiting the values of a document', () => {
  test('finds in both forms what reading it finds', () => {
    const message = encodePhoneMessage({ nonce: '1', reason: 'status', items });
    const list = /<ItemList>([\s\S]*)<\/ItemList>/.exec(message)?.[1] ?? '';
    expect(isPlainItemList(list)).toBe(true);
    for (const document of [encodeInventory(items, NOW), encodeRawInventory(list, NOW)]) {
      const visited: unknown[] = [];
      visitDocument(document, (...value) => visited.push(value));
      expect(visited).toEqual(values(decodeDocument(document)));
      expect(visited).toHaveLength(items.length);
    }
  });

  test('of the form in which phones wrote it leaves out items without a value, as reading does', () => {
    const list =
      '\n <Item name="a">1</Item>\n\t<Item name="b" index="0"/><Item name="c" status="unknown item">x</Item>' +
      '<Item name="d" index="12" status="invalid index"/><Item name="a">  zwei ü </Item> \n';
    expect(isPlainItemList(list)).toBe(true);
    const document = encodeRawInventory(list, NOW);
    const visited: [string, number | null, string | null][] = [];
    visitDocument(document, (...value) => visited.push(value));
    expect(visited).toEqual([
      ['a', null, '1'],
      ['b', 0, ''],
      ['a', null, 'zwei ü'],
    ]);
    expect(values(decodeDocument(document))).toEqual([
      ['a', null, 'zwei ü'],
      ['b', 0, ''],
    ]);
  });
});

describe('looking for one item in a document', () => {
  test('finds in both forms what reading it finds, however it is written', () => {
    const list =
      '\n<Item name="a">1</Item><Item name="b" index="0">2</Item><Item name="c" status="failed">3</Item>' +
      '<Item name="d">  vier ü </Item><Item name="e">5</Item><Item name="e"/><Item name="f">6</Item>' +
      '<Item name="f" index="1">7</Item><Item name="g">8</Item><Item name="g">9</Item>\n';
    expect(isPlainItemList(list)).toBe(true);
    const raw = encodeRawInventory(list, NOW);
    const read = decodeDocument(raw);
    for (const document of [raw, encodeDocument(read)]) {
      for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
        expect([name, findInDocument(document, name)]).toEqual([
          name,
          read.get(itemKey(name))?.value ?? undefined,
        ]);
      }
    }
    expect(read.get(itemKey('g'))?.value).toBe('9');
  });

  test('finds no secret', () => {
    const told = reportedFrom([{ name: 'sip-pwd', value: 'Geheim-4711' }], NOW);
    expect(findInDocument(encodeDocument(told), 'sip-pwd')).toBeUndefined();
  });
});
