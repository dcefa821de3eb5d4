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

/** Section 3.1 of the guide, spelled as the server calls the models: `CP710`, `IP 55G`, `OpenStage 40`. */
const supportedModels = present
  ? (/^3\.1 Supported clients$([\s\S]*?)^For each client/m
      .exec(readFileSync(join(REFERENCE, 'osem-admin-guide.txt'), 'utf8'))?.[1]
      ?.match(/^- .+$/gm)
      ?.map((line) => line.replace(/^- (?:OpenScape )?(?:Desk Phone )?/, '')) ?? [])
  : [];

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

/** Item names that the list lacks but the protocol reference documents, and where. */
const NAMED_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['dls-addr', 'sections 4 and 12.5, from page 40 of the developer guide'],
]);

/** Items whose wire codes the list does not print, and where they are from. */
const CODES_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ['port2', 'those of port1, as the list says'],
  ['function-key-def', 'key table of the phones reference'],
  ['file-deployment-type', 'page 245 of the developer guide'],
]);

/** The wire codes that the item list prints: `0=UDP;1=TCP` or `GET;POST`. */
function codesOf(item: string): ReadonlySet<string> {
  const texts = items.filter((row) => row['item'] === item).map((row) => row['wire_values'] ?? '');
  return new Set([
    ...texts.flatMap((text) => text.split(';').map((one) => one.trim())),
    ...texts.flatMap((text) => text.split(/[;, ]+/).map((one) => one.split('=')[0] ?? '')),
  ]);
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
    const known = new Set([...items.map((row) => row['item']), ...NAMED_ELSEWHERE.keys()]);
    // The list names these two in the row of the first tab.
    const unknown = parameters.filter(
      ({ item, certainty }) =>
        certainty === 'certain' && !known.has(item.replace(/^XML-app-tab[23]-/, 'XML-app-tab1-')),
    );
    expect(unknown.map(({ item }) => item)).toEqual([]);
  });

  it('looks elsewhere only for names and codes that the list does not have', () => {
    expect([...NAMED_ELSEWHERE.keys()].filter((item) => items.some((row) => row['item'] === item))).toEqual(
      [],
    );
    expect([...CODES_ELSEWHERE.keys()].filter((item) => parametersForItem(item).length === 0)).toEqual([]);
  });

  it('has a code for every value, and calls none certain that is not documented', () => {
    const wild = parameters.flatMap(({ id, item, format, values }) => {
      const documented = codesOf(item);
      return (
        (values ?? [])
          .filter(({ certainty }) => certainty === 'certain')
          .filter(({ wire }) => !documented.has(wire) && !CODES_ELSEWHERE.has(item))
          // Numbers are their own codes, and classes have those of RFC 2474.
          .filter(({ value, wire }) => value !== wire && format !== 'dscp')
          .map(({ value }) => `${id} ${value}`)
      );
    });
    expect(wild).toEqual([]);
    expect(parameters.flatMap(({ values }) => values ?? []).filter(({ wire }) => wire === '')).toEqual([]);
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

  it('covers all 771 keys of the 67 sections', () => {
    expect(guide).toHaveLength(67);
    expect(guideParameters.size).toBe(771);
    const covered = new Set([...inGuide.map(guideKey), ...lists.flatMap(({ guideKeys }) => guideKeys)]);
    expect(covered.size).toBe(771);
  });

  it.each(['client-sip', 'client-hfa', 'user', 'template'] as const)(
    'has for %s exactly the parameters of the guide',
    (scope) => {
      const stated = [...guideParameters.values()].filter(({ scopes }) => scopes.includes(scope));
      const own = new Set([
        ...inGuide.filter(({ scopes }) => scopes.includes(scope)).map(guideKey),
        // Where a list stands for keys, their scopes are stated by the guide alone, but its columns have to be there.
        ...lists
          .filter(({ id }) => parameters.some((one) => one.list === id && one.scopes.includes(scope)))
          .flatMap(({ guideKeys }) => guideKeys)
          .filter((key) => guideParameters.get(key)?.scopes.includes(scope)),
      ]);
      expect([...own].toSorted()).toEqual(stated.map(({ key }) => key).toSorted());
      expect(own.size).toBeGreaterThan(250);
    },
  );

  it('limits parameters to models that the guide supports, by the names that clients show', () => {
    const named = new Set(parameters.flatMap(({ limits }) => limits?.models ?? []));
    expect([...named].filter((model) => !supportedModels.includes(model))).toEqual([]);
    expect(supportedModels).toHaveLength(21);
    const families = parameters.flatMap(({ limits }) => limits?.firmware?.family ?? []);
    expect(families.filter((family) => !supportedModels.some((model) => model.startsWith(family)))).toEqual(
      [],
    );
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
