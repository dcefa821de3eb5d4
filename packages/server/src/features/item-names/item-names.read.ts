import {
  type Catalog,
  type Correction,
  fitsIndex,
  type Parameter,
  releasedCatalog,
} from '@deskfleet/catalog';
import { isBasicItem } from '@deskfleet/protocol';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { scopeOf } from './client-report.queries.ts';
import type { StoredCorrection } from './corrections.queries.ts';
import type { ItemName } from './item-names.schema.ts';
import type { CountedAnswer } from './refusals.queries.ts';

/** Kinds of phones that are listed of one parameter. */
const MAX_ANSWERS = 50;

export interface ItemNameList extends ListWindow {
  readonly sort: 'catalog' | 'item' | 'refusals';
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly state?: 'inferred' | 'corrected' | 'refused' | undefined;
}

/** What stands of parameters: the catalog in use, what was corrected, and what phones answered. */
export interface ItemNameFacts {
  readonly catalog: Catalog;
  readonly corrections: ReadonlyMap<string, StoredCorrection>;
  readonly answers: readonly CountedAnswer[];
}

/** One page of parameters. There are a thousand of them, all in memory, so this needs no database. */
export function listItemNames(
  facts: ItemNameFacts,
  list: ItemNameList,
): { readonly items: ItemName[]; readonly total: number } {
  const answersOf = attribute(facts);
  const search = list.search.trim().toLowerCase();
  const found = facts.catalog.parameters
    .map((parameter) => describe(parameter, facts, answersOf.get(parameter.id) ?? []))
    .filter((one) => hasState(one, list.state) && (search === '' || textOf(one).includes(search)));
  const sign = list.order === 'asc' ? 1 : -1;
  const byKey = {
    catalog: () => 0,
    item: (a: ItemName, b: ItemName) => (a.item < b.item ? -1 : a.item > b.item ? 1 : 0),
    refusals: (a: ItemName, b: ItemName) => a.refusedCount - b.refusedCount,
  }[list.sort];
  if (list.sort === 'catalog') {
    if (list.order === 'desc') found.reverse();
  } else {
    found.sort((a, b) => sign * byKey(a, b));
  }
  const from = listOffset(list);
  return { items: found.slice(from, from + list.pageSize), total: found.length };
}

/** What stands of one parameter; undefined when there is none. */
export function findItemName(facts: ItemNameFacts, id: string): ItemName | undefined {
  const parameter = facts.catalog.findParameter(id);
  return parameter && describe(parameter, facts, attribute(facts).get(id) ?? []);
}

function hasState(one: ItemName, state: ItemNameList['state']): boolean {
  switch (state) {
    case undefined:
      return true;
    case 'inferred':
      return one.certainty === 'inferred';
    case 'corrected':
      return one.override !== null;
    case 'refused':
      return one.refusedCount > 0;
  }
}

function textOf({ parameterId, item, label, title, released }: ItemName): string {
  return [parameterId, item, released.item, label.en, label.de, title.en, title.de].join('\n').toLowerCase();
}

/** Answers by the parameter that they are about: that which has the item now, else that which this release gives it to. */
function attribute({ catalog, answers }: ItemNameFacts): Map<string, CountedAnswer[]> {
  const byParameter = new Map<string, CountedAnswer[]>();
  for (const answer of answers) {
    const scope = scopeOf(answer.softwareType);
    const parameter =
      catalog.findParameterForValue(answer.item, answer.index, scope) ??
      releasedCatalog.findParameterForValue(answer.item, answer.index, scope) ??
      only(catalog.parametersForItem(answer.item));
    if (parameter === undefined) continue;
    const those = byParameter.get(parameter.id) ?? [];
    those.push(answer);
    byParameter.set(parameter.id, those);
  }
  return byParameter;
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}

function describe(
  parameter: Parameter,
  { corrections }: ItemNameFacts,
  answers: readonly CountedAnswer[],
): ItemName {
  const released = releasedCatalog.findParameter(parameter.id) ?? parameter;
  const correction = corrections.get(parameter.id);
  const said = answers.map((answer) => ({
    item: answer.item,
    index: answer.index,
    status: answer.status,
    model: answer.model,
    softwareType: answer.softwareType,
    softwareVersion: answer.softwareVersion,
    count: answer.count,
    firstAt: answer.firstAt.toISOString(),
    lastAt: answer.lastAt.toISOString(),
    current: isCurrent(answer, parameter, correction),
  }));
  const refused = { unknownItem: 0, invalidIndex: 0, invalidData: 0 };
  for (const { status, count, current } of said) {
    if (current) refused[COUNTERS[status]] += count;
  }
  return {
    parameterId: parameter.id,
    label: parameter.label,
    menu: parameter.menu,
    title: parameter.title,
    type: parameter.type,
    scopes: [...parameter.scopes],
    item: parameter.item,
    index: parameter.index,
    codes: parameter.type === 'enum' ? codesOf(parameter) : null,
    certainty: parameter.certainty,
    codesCertainty: parameter.codesCertainty,
    source: parameter.source,
    correctable: parameter.purpose !== 'command' && !isBasicItem(released.item),
    released: {
      item: released.item,
      index: released.index,
      certainty: released.certainty,
      codesCertainty: released.codesCertainty,
      codes: released.type === 'enum' ? codesOf(released) : null,
    },
    override: correction === undefined ? null : toOverride(correction.correction),
    overriddenAt: correction?.at.toISOString() ?? null,
    overriddenBy: correction?.by ?? null,
    refused,
    refusedCount: refused.unknownItem + refused.invalidIndex + refused.invalidData,
    answers: said.slice(0, MAX_ANSWERS),
  };
}

const COUNTERS = {
  'unknown item': 'unknownItem',
  'invalid index': 'invalidIndex',
  'invalid data': 'invalidData',
} as const;

/** Whether an answer is about what is sent now: not about an earlier name, and not older than the last correction. */
function isCurrent(
  answer: CountedAnswer,
  parameter: Parameter,
  correction: StoredCorrection | undefined,
): boolean {
  if (answer.item !== parameter.item || !fitsIndex(parameter.index, answer.index)) return false;
  return correction === undefined || answer.lastAt > correction.at;
}

function codesOf({ values }: Parameter): NonNullable<ItemName['codes']> {
  return (values ?? []).map(({ value, label, wire, certainty }) => ({ value, label, wire, certainty }));
}

function toOverride({ item, index, codes }: Correction): NonNullable<ItemName['override']> {
  return {
    ...(item === undefined ? {} : { item }),
    ...(index === undefined ? {} : { index }),
    ...(codes === undefined ? {} : { codes: { ...codes } }),
  };
}
