import type {
  Catalog,
  ClientValue,
  ClientValues,
  Parameter,
  ValueState,
  ValuesSummary,
} from '../../api/types.ts';
import { indexesOf, isNumbered } from '../parameters/index.ts';
import { type PhoneKind, type RowLimit, rowLimit } from './limits.ts';
import { only, type Shared, sharedAmongThose, sharedByAll } from './spread.ts';

export type { Counted, Shared } from './spread.ts';

/** Identity of a value: item and index (architecture section 5). */
export type ValueKey = string;

export function valueKey(item: string, index: number | null): ValueKey {
  return index === null ? item : `${item}[${index}]`;
}

/** Section for items that the catalog does not know. */
export const OTHER_SECTION = 'other';

/** One line of the configuration area: a parameter's instance, or an item without a catalog entry. */
export interface ConfigurationRow {
  key: ValueKey;
  /** Unique in the area: the same item may stand in two sections. */
  id: string;
  item: string;
  index: number | null;
  section: string;
  parameter: Parameter | null;
  /** Whether more than one instance of the parameter exists, so that the index belongs to its name. */
  numbered: boolean;
  readOnly: boolean;
  secret: boolean;
  /** Among the clients that report it: phones of another kind do not have the item at all. */
  reported: Shared<string>;
  reportedCount: number;
  desired: Shared<string>;
  /** How many clients have a desired value; for secrets it is all that is known of it. */
  desiredCount: number;
  /** For several clients only `drift` and `refused` are known. */
  states: Record<ValueState, number>;
  /** The entry of a single client, for reasons, origins and times. */
  values: readonly ClientValue[];
  /** Phones that do not have the parameter; null when all of them may have it. */
  limit: RowLimit | null;
}

const NO_STATES: Record<ValueState, number> = {
  unmanaged: 0,
  'in-sync': 0,
  drift: 0,
  waiting: 0,
  refused: 0,
};

/** What is known of a value of the clients that are edited. */
export type Entry = Pick<
  ConfigurationRow,
  | 'item'
  | 'index'
  | 'secret'
  | 'reported'
  | 'reportedCount'
  | 'desired'
  | 'desiredCount'
  | 'states'
  | 'values'
>;

/** What is known of the values of one client. */
export function entriesOfClient(values: ClientValues): Entry[] {
  return values.items.map((value) => ({
    item: value.item,
    index: value.index,
    secret: value.secret,
    reported: only(value.reported),
    reportedCount: value.reported === null ? 0 : 1,
    // Secrets are never told: that one is set is all that is known.
    desired: only(value.desiredSet ? (value.desired ?? '') : null),
    desiredCount: value.desiredSet ? 1 : 0,
    states: { ...NO_STATES, [value.state]: 1 },
    values: [value],
  }));
}

/** What is known of the values of several clients. */
export function entriesOfSummary({ clients, items }: Pick<ValuesSummary, 'clients' | 'items'>): Entry[] {
  return items.map(({ item, index, secret, reported, desired, driftCount, refusedCount }) => {
    const desiredCount = clients - desired.missing;
    return {
      item,
      index,
      secret,
      reported: sharedAmongThose(reported.values, reported.missing),
      reportedCount: clients - reported.missing,
      desired:
        secret && desiredCount > 0
          ? sharedByAll([{ value: '', count: desiredCount }], desired.missing)
          : sharedByAll(desired.values, desired.missing),
      desiredCount,
      states: { ...NO_STATES, drift: driftCount, refused: refusedCount },
      values: [],
    };
  });
}

/** A value that a template or a mobile user has; nobody reports it. */
export interface StoredValue {
  item: string;
  index: number | null;
  secret: boolean;
  /** As on the wire; null for secrets. */
  value: string | null;
}

/** What is known of the values of a user or a template. */
export function entriesOfStored(values: readonly StoredValue[]): Entry[] {
  return values.map(({ item, index, secret, value }) => ({
    item,
    index,
    secret,
    reported: { kind: 'none' },
    reportedCount: 0,
    // Secrets are never told: that one is set is all that is known.
    desired: only(value ?? ''),
    desiredCount: 1,
    states: NO_STATES,
    values: [],
  }));
}

type Entries = ReadonlyMap<ValueKey, Entry>;

function entriesByKey(entries: readonly Entry[]): Entries {
  return new Map(entries.map((entry) => [valueKey(entry.item, entry.index), entry]));
}

/** Where a line stands: which instance of which parameter. */
export interface Place {
  item: string;
  index: number | null;
  section: string;
  parameter: Parameter | null;
  numbered: boolean;
}

function makeRow(place: Place, entries: Entries, phones: readonly PhoneKind[]): ConfigurationRow {
  const key = valueKey(place.item, place.index);
  const entry = entries.get(key);
  const { parameter } = place;
  return {
    ...place,
    key,
    id: `${place.section}/${parameter?.id ?? ''}/${key}`,
    readOnly: parameter?.readOnly ?? false,
    secret: parameter?.secret ?? entry?.secret ?? false,
    reported: entry?.reported ?? { kind: 'none' },
    reportedCount: entry?.reportedCount ?? 0,
    desired: entry?.desired ?? { kind: 'none' },
    desiredCount: entry?.desiredCount ?? 0,
    states: entry?.states ?? NO_STATES,
    values: entry?.values ?? [],
    // What a phone reports it has, whatever the catalog says.
    limit: parameter === null || (entry?.reportedCount ?? 0) > 0 ? null : rowLimit(parameter, phones),
  };
}

/** The lines of certain instances, whether a client has a value for them or not. */
export function rowsAt(
  places: readonly Place[],
  entries: readonly Entry[],
  phones: readonly PhoneKind[],
): ConfigurationRow[] {
  const byKey = entriesByKey(entries);
  return places.map((place) => makeRow(place, byKey, phones));
}

/** Scopes of the catalog for clients with this software; all of them when it is not known. */
export function scopesOf(softwareTypes: ReadonlySet<string>): ReadonlySet<string> {
  const scopes = new Set<string>();
  if (softwareTypes.has('SIP')) scopes.add('client-sip');
  if (softwareTypes.has('HFA')) scopes.add('client-hfa');
  return scopes.size === 0 ? new Set(['client-sip', 'client-hfa']) : scopes;
}

type KnownIndexes = ReadonlyMap<string, ReadonlySet<number | null>>;

function parameterPlaces(parameter: Parameter, known: KnownIndexes): Place[] {
  const indexes = known.get(parameter.item) ?? new Set();
  return indexesOf(parameter.index, indexes)
    .filter((index) => parameter.purpose === 'setting' || indexes.has(index))
    .map((index) => ({
      item: parameter.item,
      index,
      section: parameter.section,
      parameter,
      numbered: isNumbered(parameter.index),
    }));
}

function knownIndexes(entries: Iterable<Entry>): Map<string, Set<number | null>> {
  const known = new Map<string, Set<number | null>>();
  for (const { item, index } of entries) {
    const indexes = known.get(item) ?? new Set();
    indexes.add(index);
    known.set(item, indexes);
  }
  return known;
}

/**
 * The lines of the configuration area for one or several clients. What a model does not have is among them, with its
 * `limit`; reports and commands only where a phone tells them.
 *
 * @param scopes - scopes of the catalog that apply, see {@link scopesOf}
 * @param phones - what is known of the phones; empty when nothing is
 * @param entries - see {@link entriesOfClient} and {@link entriesOfSummary}
 */
export function buildRows(
  catalog: Pick<Catalog, 'items'>,
  scopes: ReadonlySet<string>,
  phones: readonly PhoneKind[],
  entries: readonly Entry[],
): ConfigurationRow[] {
  const byKey = entriesByKey(entries);
  const known = knownIndexes(entries);
  const places: Place[] = [];
  for (const parameter of catalog.items) {
    if (!parameter.scopes.some((scope) => scopes.has(scope))) continue;
    places.push(...parameterPlaces(parameter, known));
  }
  const placed = new Set(places.map((place) => valueKey(place.item, place.index)));
  const compareNames = new Intl.Collator('en').compare;
  for (const [item, indexes] of [...known].toSorted(([a], [b]) => compareNames(a, b))) {
    for (const index of [...indexes].toSorted((a, b) => (a ?? -1) - (b ?? -1))) {
      if (placed.has(valueKey(item, index))) continue;
      places.push({ item, index, section: OTHER_SECTION, parameter: null, numbered: index !== null });
    }
  }
  return places.map((place) => makeRow(place, byKey, phones));
}

/** The value that the editor starts from: what is desired, otherwise what the phones have. */
export function baseValue(row: ConfigurationRow): Shared<string> {
  return row.desired.kind === 'none' ? row.reported : row.desired;
}
