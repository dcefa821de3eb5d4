import {
  type Catalog,
  type Correction,
  fitsIndex,
  type IndexRule,
  type Parameter,
  type Scope,
  validateWire,
} from '@deskfleet/catalog';
import { isBasicItem, isSecretItem } from '@deskfleet/protocol';
import { type LearnReason, reasons } from './learn-reasons.ts';
import { similarity, type Words, wordsOf } from './similar-names.ts';

/** A value of a phone's full report; null for a secret. */
export interface ReportedInstance {
  readonly name: string;
  readonly index?: number;
  readonly value: string | null;
}

export interface LearnInput {
  readonly catalog: Catalog;
  readonly reported: readonly ReportedInstance[];
  /** What the phone is to the catalog. */
  readonly scope: Scope | undefined;
  readonly model: string;
}

/** A parameter that an unknown item of a phone may belong to. */
export interface LearnMatch {
  readonly parameter: Parameter;
  /** From 0 to 100. */
  readonly score: number;
  /** To be made if a person agrees. */
  readonly override: Correction;
  readonly reasons: readonly LearnReason[];
}

/** An item of a phone that the catalog does not know. */
export interface UnknownItem {
  readonly item: string;
  readonly indexes: readonly (number | null)[];
  /** A value that it has, cut; null for a secret or when there is none. */
  readonly example: string | null;
  /** Best first; empty when nothing is like it. */
  readonly matches: readonly LearnMatch[];
}

/** A phone that invents names must not keep the server busy: what is beyond is counted and not compared. */
const MAX_ITEMS = 300;
const MAX_MATCHES = 3;
const LEAST_SCORE = 55;
/** However well the values fit: names that have nothing in common are no match. */
const LEAST_LIKENESS = 0.35;
const MAX_EXAMPLE = 60;
const MAX_INDEXES = 50;
const ITEM_NAME = /^[A-Za-z][A-Za-z0-9._-]{0,127}$/;

interface Candidate {
  readonly parameter: Parameter;
  readonly name: Words;
  readonly label: Words;
}

interface Group {
  readonly item: string;
  readonly words: Words;
  readonly instances: readonly ReportedInstance[];
}

/**
 * Compares a phone's full report with the catalog: item names that no parameter has, against parameters with inferred names
 * that the phone did not report. Pure; the caller may let others work between the items.
 */
export function* learn(input: LearnInput): Generator<UnknownItem> {
  const { catalog, reported } = input;
  const byName = Map.groupBy(reported, ({ name }) => name);
  const candidates = candidatesOf(input);
  const siblings = siblingsOf(input);
  const unknown = [...byName].filter(([item]) => isUnknown(catalog, item)).slice(0, MAX_ITEMS);
  for (const [item, instances] of unknown) {
    const group: Group = { item, words: wordsOf(item), instances };
    const matches = candidates
      .flatMap((candidate) => matchOf(group, candidate, siblings) ?? [])
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MAX_MATCHES);
    const example = instances.find(({ value }) => value !== null && value !== '')?.value ?? null;
    yield {
      item,
      indexes: instances.slice(0, MAX_INDEXES).map(({ index }) => index ?? null),
      example: example === null ? null : example.slice(0, MAX_EXAMPLE).toWellFormed(),
      matches,
    };
  }
}

/** How many item names of a report the catalog does not know. */
export function countUnknown(catalog: Catalog, reported: readonly ReportedInstance[]): number {
  return new Set(reported.filter(({ name }) => isUnknown(catalog, name)).map(({ name }) => name)).size;
}

function isUnknown(catalog: Catalog, item: string): boolean {
  return ITEM_NAME.test(item) && catalog.parametersForItem(item).length === 0 && !isBasicItem(item);
}

function candidatesOf({ catalog, reported, scope, model }: LearnInput): Candidate[] {
  const indexesOf = new Map<string, (number | null)[]>();
  for (const { name, index } of reported) {
    const indexes = indexesOf.get(name) ?? [];
    indexes.push(index ?? null);
    indexesOf.set(name, indexes);
  }
  return catalog.parameters
    .filter(
      (parameter) =>
        parameter.certainty === 'inferred' &&
        parameter.purpose !== 'command' &&
        !isBasicItem(parameter.item) &&
        (scope === undefined || parameter.scopes.includes(scope)) &&
        (parameter.limits?.models?.includes(model) ?? true) &&
        indexesOf.get(parameter.item)?.some((index) => fitsIndex(parameter.index, index)) !== true,
    )
    .map((parameter) => ({
      parameter,
      name: wordsOf(parameter.item),
      label: wordsOf(`${parameter.title.en} ${parameter.label.en}`),
    }));
}

/** For the first word of item names: in which sections the phone has known items that begin with it. */
function siblingsOf({ catalog, reported }: LearnInput): Map<string, Map<string, number>> {
  const sections = new Map<string, Map<string, number>>();
  for (const item of new Set(reported.map(({ name }) => name))) {
    const [first] = wordsOf(item).tokens;
    const parameters = catalog.parametersForItem(item);
    if (first === undefined || parameters.length === 0) continue;
    const counts = sections.get(first) ?? new Map<string, number>();
    for (const section of new Set(parameters.map((one) => one.section))) {
      counts.set(section, (counts.get(section) ?? 0) + 1);
    }
    sections.set(first, counts);
  }
  return sections;
}

function matchOf(
  { item, words, instances }: Group,
  { parameter, name, label }: Candidate,
  siblings: ReadonlyMap<string, ReadonlyMap<string, number>>,
): LearnMatch | undefined {
  if (parameter.secret !== isSecretItem(item)) return undefined;
  const byName = similarity(words, name);
  const byLabel = similarity(words, label);
  const likeness = Math.max(byName, byLabel * 0.9);
  if (likeness < LEAST_LIKENESS) return undefined;
  const index = indexFor(parameter, instances);
  if (index === undefined) return undefined;
  const values = judgeValues(parameter, instances);
  if (values === undefined) return undefined;

  const [first] = words.tokens;
  const beside = (first === undefined ? undefined : siblings.get(first)) ?? new Map<string, number>();
  const all = [...beside.values()].reduce((sum, count) => sum + count, 0);
  const here = beside.get(parameter.section) ?? 0;

  const score = Math.round(
    100 * (0.6 * likeness + 0.25 * values.weight + 0.15 * (all === 0 ? 0.3 : here / all)),
  );
  if (score < LEAST_SCORE) return undefined;
  const found: LearnReason[] = [
    byName >= byLabel * 0.9
      ? reasons.name(parameter.item, Math.round(byName * 100))
      : reasons.label(parameter.label, Math.round(byLabel * 100)),
    values.reason,
    ...(here > 0 ? [reasons.siblings(here, parameter.title)] : []),
    ...(index === parameter.index ? [] : [reasons.index()]),
    reasons.notReported(parameter.item),
  ];
  const override: Correction = index === parameter.index ? { item } : { item, index };
  return { parameter, score, override, reasons: found };
}

/** The index rule under which the parameter has all instances: its own if that fits; undefined when none can. */
function indexFor(parameter: Parameter, instances: readonly ReportedInstance[]): IndexRule | undefined {
  const indexes = instances.map(({ index }) => index ?? null);
  if (indexes.every((index) => fitsIndex(parameter.index, index))) return parameter.index;
  // Which entry of a list a value belongs to is no question of a name.
  if (parameter.list !== null || parameter.index.kind === 'keys') return undefined;
  const [only] = indexes;
  if (indexes.length !== 1 || only === undefined) return undefined;
  return only === null ? { kind: 'single' } : { kind: 'fixed', index: only };
}

/** Types whose values hardly any other parameter takes. */
const TELLING: ReadonlySet<Parameter['type']> = new Set(['ip', 'mac', 'boolean', 'integer', 'enum', 'url']);

/** How well the values fit; undefined when one of them cannot be a value of the parameter. */
function judgeValues(
  parameter: Parameter,
  instances: readonly ReportedInstance[],
): { readonly weight: number; readonly reason: LearnReason } | undefined {
  const values = instances.flatMap(({ value }) => (value === null || value === '' ? [] : [value]));
  const [example] = values;
  if (example === undefined) return { weight: 0.3, reason: reasons.noValue() };
  const refused = values.find((value) => validateWire(parameter, value) !== undefined);
  if (refused !== undefined) {
    // Codes that were concluded may be wrong as well as the name.
    return parameter.codesCertainty === 'inferred'
      ? { weight: 0.3, reason: reasons.unknownCode(shown(refused)) }
      : undefined;
  }
  const isTelling = TELLING.has(parameter.type) || parameter.format !== null;
  return { weight: isTelling ? 1 : 0.5, reason: reasons.value(shown(example)) };
}

function shown(value: string): string {
  return value.length > MAX_EXAMPLE ? `${value.slice(0, MAX_EXAMPLE).toWellFormed()}…` : value;
}
