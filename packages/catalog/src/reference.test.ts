import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findParameter, lists, type Parameter, parameters, parametersForItem, sections } from './index.ts';

const REFERENCE = join(import.meta.dirname, '../../../../shared/reference');
const present = existsSync(join(REFERENCE, 'wpi-items.csv'));
const NOTE = present ? '' : ' (skipped: ../shared/reference is not beside the repository)';

interface GuideParameter {
  readonly key: string;
  readonly label: string;
  readonly type: string;
  readonly values: readonly (string | number)[] | null;
  readonly default: string | number | boolean | null;
  readonly readonly: boolean;
  readonly scopes: readonly string[];
}

interface GuideSection {
  readonly section: string;
  readonly menu: string;
  readonly title: string;
  readonly scopes: readonly string[];
  readonly parameters: readonly GuideParameter[];
}

const guide: readonly GuideSection[] = present
  ? JSON.parse(readFileSync(join(REFERENCE, 'parameters.json'), 'utf8'))
  : [];
const guideParameters = new Map(guide.flatMap((section) => section.parameters.map((one) => [one.key, one])));

/** Rows of an RFC 4180 file, each by the names of the first row. */
function readCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end !== ',') rows.push([]);
  }
  const [names = [], ...lines] = rows;
  return lines
    .filter((line) => line.length === names.length)
    .map((line) => Object.fromEntries(names.map((name, at) => [name, line[at] ?? ''])));
}

const items = present ? readCsv(readFileSync(join(REFERENCE, 'wpi-items.csv'), 'utf8')) : [];
const certain = items.filter((row) => row['certainty'] === 'certain');

/** Key in the guide; columns of a list of the guide have a name behind it. */
const guideKey = ({ id }: Parameter) => id.replace(/:.*$/, '');
const inGuide = parameters.filter(({ section }) => /^\d/.test(section));

type ItemRow = Readonly<Record<string, string>>;

function hasPlace(one: Parameter, row: ItemRow): boolean {
  const { section, label_in_guide_section7: label = '' } = row;
  if (section === '') return one.section.startsWith('other.');
  if (one.section !== section) return false;
  // Columns of a list have labels of their own; the item list counts certificate slots in the label.
  return guideKey(one) !== one.id || one.label.en === label.replace(/^\d+ (.*) certificates$/, '$1');
}

function hasIndexes({ index }: Parameter, row: ItemRow): boolean {
  const { indexed = '' } = row;
  const fixed = /^index (\d+)$/.exec(indexed)?.[1];
  if (fixed !== undefined) return index.kind === 'fixed' && index.index === Number(fixed);
  if (indexed === 'no') return index.kind === 'single';
  if (/key number/.test(indexed)) return index.kind === 'keys';
  if (indexed.startsWith('optional'))
    return index.kind === 'list' ? index.optional === true : 'tolerated' in index;
  const [, from, to] = /(\d)\.\.(\d+)/.exec(indexed) ?? [];
  if (index.kind !== 'list') return false;
  return from === undefined || (index.from === Number(from) && (index.to ?? 0) >= Number(to));
}

describe.skipIf(!present)(`the catalog and the item list${NOTE}`, () => {
  it('reads the item list completely', () => {
    expect(items.length).toBeGreaterThan(550);
    expect(certain.length).toBeGreaterThan(500);
  });

  it('has every certain item, at its place in the guide where it has one', () => {
    const missing = certain.filter(
      (row) =>
        !parametersForItem(row['item'] ?? '').some((one) => hasPlace(one, row) && hasIndexes(one, row)),
    );
    expect(missing.map((row) => `${row['section']} ${row['item']} ${row['indexed']}`)).toEqual([]);
  });

  it('calls no item certain that the list does not know', () => {
    const known = new Set(items.map((row) => row['item']));
    // The list names these two in the row of the first tab.
    const unknown = parameters.filter(
      ({ item, certainty }) =>
        certainty === 'certain' && !known.has(item.replace(/^XML-app-tab[23]-/, 'XML-app-tab1-')),
    );
    expect(unknown.map(({ item }) => item)).toEqual([]);
  });
});

describe.skipIf(!present)(`the catalog and the guide${NOTE}`, () => {
  it('has the sections of the guide with its menus, titles and scopes, in its order', () => {
    const own = sections
      .filter(({ id }) => id !== 'other')
      .flatMap(({ label, sections: pages }) =>
        pages.map(({ id, title, scopes }) => ({ section: id, menu: label.en, title: title.en, scopes })),
      );
    expect(own).toEqual(guide.map(({ section, menu, title, scopes }) => ({ section, menu, title, scopes })));
    expect(own).toHaveLength(67);
  });

  it('has every parameter of the guide, as a parameter or as a list', () => {
    const own = new Set([...parameters.map(guideKey), ...lists.flatMap(({ guideKeys }) => guideKeys)]);
    expect([...guideParameters.keys()].filter((key) => !own.has(key))).toEqual([]);
  });

  it('has nothing in a section of the guide that the guide does not have', () => {
    expect(inGuide.map(guideKey).filter((key) => !guideParameters.has(key))).toEqual([]);
  });

  it('gives parameters the scopes of the guide, neither more nor fewer', () => {
    for (const one of inGuide) {
      expect([one.id, one.scopes]).toEqual([one.id, guideParameters.get(guideKey(one))?.scopes]);
    }
  });

  it('labels parameters as the guide does', () => {
    for (const one of inGuide) {
      if (guideKey(one) !== one.id) continue;
      expect([one.id, one.label.en]).toEqual([one.id, guideParameters.get(one.id)?.label]);
    }
  });

  it('lets nobody set what the guide shows only', () => {
    for (const one of inGuide) {
      expect([one.id, one.readOnly]).toEqual([one.id, guideParameters.get(guideKey(one))?.readonly]);
    }
  });

  it('offers every value that the guide prints', () => {
    for (const one of inGuide) {
      const printed = guideParameters.get(one.id)?.values;
      if (one.values === null || printed === null || printed === undefined || one.type === 'text') continue;
      const offered = one.values.flatMap(({ value, label }) => [value, label.en]);
      // The guide prints SRTP where it means SDES.
      const missing = printed.map(String).filter((text) => !offered.includes(text) && text !== 'SRTP');
      expect([one.id, missing]).toEqual([one.id, []]);
    }
  });

  it('has the defaults that the guide states', () => {
    for (const one of inGuide) {
      const stated = guideParameters.get(one.id)?.default;
      // An expiry of Never is the absence of a date; secrets show no default.
      if (stated === null || stated === undefined || stated === 'Never' || one.secret) continue;
      const choice = one.values?.find(
        ({ value, wire }) => value === one.default || wire === String(one.default),
      );
      expect([one.id, [one.default, String(one.default), choice?.label.en, Number(choice?.wire)]]).toEqual([
        one.id,
        expect.arrayContaining([stated]),
      ]);
    }
  });

  it('finds the guide parameters that share an item under both labels', () => {
    expect(findParameter('7.3.2/e164-number')?.item).toBe(findParameter('7.3.4/e164-number')?.item);
  });
});
