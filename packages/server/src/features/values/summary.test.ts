import { releasedCatalog } from '@deskfleet/catalog';
import { describe, expect, test } from 'vitest';
import { type CountedDesire, ValuesSummarizer } from './summary.ts';

type Told = readonly [item: string, value: string | null, index?: number];

function summarize(...clients: { readonly told?: Told[]; readonly desired?: Partial<CountedDesire>[] }[]) {
  const summarizer = new ValuesSummarizer();
  for (const { told = [], desired = [] } of clients) {
    summarizer.addClient((visit) => {
      for (const [item, value, index = null] of told) visit(item, index, value);
    });
    const usual = { item: 'a', index: null, value: 'x', clients: 1, drifting: 0, refused: 0 };
    summarizer.addDesires(desired.map((one) => ({ ...usual, ...one })));
  }
  const { clients: count, items } = summarizer.summary(releasedCatalog);
  return { count, items, item: (name: string) => items.find(({ item }) => item === name) };
}

describe('what several clients report', () => {
  test('is the same when each of them has one and the same', () => {
    const { item, count } = summarize({ told: [['a', '1']] }, { told: [['a', '1']] });
    expect(count).toBe(2);
    expect(item('a')?.reported).toEqual({
      same: true,
      value: '1',
      values: [{ value: '1', count: 2 }],
      missing: 0,
    });
  });

  test('differs when one is another, or missing', () => {
    const { item } = summarize(
      { told: [['a', '1']] },
      { told: [['a', '2']] },
      { told: [['a', '2']] },
      { told: [['b', '']] },
    );
    expect(item('a')?.reported).toEqual({
      same: false,
      value: null,
      values: [
        { value: '2', count: 2 },
        { value: '1', count: 1 },
      ],
      missing: 1,
    });
    expect(item('b')?.reported).toMatchObject({ same: false, missing: 3 });
  });

  test('is counted alike in whatever order phones tell it, and however often', () => {
    const names = ['a', 'b', 'c', 'd'];
    const clients = Array.from({ length: 40 }, (_, client) => {
      const told = names
        .filter((_name, place) => (client + place) % 5 !== 0)
        .map((name, place): Told => [name, (client * (place + 3)) % 7 < 4 ? 'usual' : `value ${client % 3}`]);
      if (client % 4 === 0) told.reverse();
      if (client % 6 === 0) told.push(['a', 'usual'], ['a', 'last']);
      return { told };
    });
    const { item } = summarize(...clients);
    for (const name of names) {
      const last = clients.flatMap(
        ({ told }) => new Map(told.map(([of, value]) => [of, value])).get(name) ?? [],
      );
      const counts = [...Map.groupBy(last, (value) => value)].map(([value, those]) => [value, those.length]);
      expect(item(name)?.reported.missing).toBe(clients.length - last.length);
      expect(new Map(item(name)?.reported.values.map(({ value, count }) => [value, count]))).toEqual(
        new Map(counts as [string, number][]),
      );
    }
  });

  test('is counted by index, and the last of equal items counts', () => {
    const { items } = summarize({
      told: [
        ['a', '1', 1],
        ['a', '1', 2],
        ['a', '3', 1],
      ],
    });
    expect(items.map(({ index, reported }) => [index, reported.values])).toEqual([
      [1, [{ value: '3', count: 1 }]],
      [2, [{ value: '1', count: 1 }]],
    ]);
  });

  test('names the 20 most frequent values', () => {
    const clients = Array.from({ length: 60 }, (_, n) => ({ told: [['a', String(n % 31)]] as Told[] }));
    const values = summarize(...clients).item('a')?.reported.values;
    expect(values).toHaveLength(20);
    expect(values?.every(({ count }) => count === 2)).toBe(true);
  });

  test('of secrets is only whether they have one', () => {
    const { item } = summarize({ told: [['sip-pwd', null]] }, {});
    expect(item('sip-pwd')).toMatchObject({
      secret: true,
      parameterId: '7.3.2/sip-credentials-password',
      reported: { same: false, value: null, values: [], missing: 1 },
    });
  });
});

describe('what is desired on several clients', () => {
  test('is summed up beside it, with drift and refusals', () => {
    const { item } = summarize(
      { told: [['a', '1']], desired: [{ value: 'x', drifting: 1, refused: 1 }] },
      { desired: [{ value: 'x', drifting: 1 }] },
      { told: [['a', 'x']], desired: [{ value: 'x' }] },
    );
    expect(item('a')).toMatchObject({
      desired: { same: true, value: 'x', missing: 0 },
      reported: { same: false, missing: 1 },
      driftCount: 2,
      refusedCount: 1,
    });
  });

  test('of secrets shows no values', () => {
    const { item } = summarize({ desired: [{ item: 'sip-pwd', value: null, drifting: 1 }] });
    expect(item('sip-pwd')?.desired).toEqual({ same: false, value: null, values: [], missing: 0 });
  });
});

describe('hostile phones', () => {
  test('cannot make a summary large', () => {
    const clients = Array.from({ length: 40 }, (_, client) => ({
      told: Array.from({ length: 1_000 }, (_, n): Told => [`${client}-${n}`, 'x']),
    }));
    expect(summarize(...clients).items).toHaveLength(20_000);
  });

  test('have their long values told apart, and shown cut', () => {
    const long = (end: string) => `${'x'.repeat(1_000_000)}${end}`;
    const { item } = summarize(
      { told: [['a', long('1')]] },
      { told: [['a', long('1')]] },
      { told: [['a', long('2')]] },
    );
    expect(item('a')?.reported.values.map(({ count }) => count)).toEqual([2, 1]);
    expect(item('a')?.reported.values[0]?.value).toMatch(/^x{255}…$/);
    expect(summarize({ told: [['a', long('1')]] }).item('a')?.reported.value?.length).toBe(2_048);
  });

  test('have their misleading signs replaced', () => {
    const { items } = summarize({ told: [['<b>\u202e', 'x\u0000\u001b[2J']] });
    expect(items).toMatchObject([{ item: '<b>\ufffd', reported: { value: 'x\ufffd\ufffd[2J' } }]);
  });
});
