import type { Catalog, ClientValue, ClientValues, Parameter, ValueState } from '../../../api/types.ts';
import { indexesOf, isNumbered } from '../../parameters/index.ts';

/** A value as several clients have it: none has one, all have the same, or they differ. */
export type Shared<T> = { kind: 'none' } | { kind: 'same'; value: T } | { kind: 'different' };

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
  states: Record<ValueState, number>;
  /** The clients' own entries, for reasons, origins and times. */
  values: readonly ClientValue[];
}

export function shared<T>(values: readonly (T | null)[]): Shared<T> {
  const [first] = values;
  if (first === undefined || values.every((value) => value === null)) return { kind: 'none' };
  return values.every((value) => value === first) && first !== null
    ? { kind: 'same', value: first }
    : { kind: 'different' };
}

const NO_STATES: Record<ValueState, number> = {
  unmanaged: 0,
  'in-sync': 0,
  drift: 0,
  waiting: 0,
  refused: 0,
};

type ValuesByKey = ReadonlyMap<ValueKey, ClientValue>;

function byKey(values: ClientValues): ValuesByKey {
  return new Map(values.items.map((value) => [valueKey(value.item, value.index), value]));
}

interface Place {
  item: string;
  index: number | null;
  section: string;
  parameter: Parameter | null;
  numbered: boolean;
}

function makeRow(place: Place, clients: readonly ValuesByKey[]): ConfigurationRow {
  const key = valueKey(place.item, place.index);
  const entries = clients.map((client) => client.get(key));
  const values = entries.filter((entry) => entry !== undefined);
  const states = { ...NO_STATES };
  for (const value of values) states[value.state] += 1;
  const reported = values.map((value) => value.reported).filter((value) => value !== null);
  const { parameter } = place;
  return {
    ...place,
    key,
    id: `${place.section}/${parameter?.id ?? ''}/${key}`,
    readOnly: parameter?.readOnly ?? false,
    secret: parameter?.secret ?? values.some((value) => value.secret),
    reported: shared(reported),
    reportedCount: reported.length,
    desired: shared(entries.map((entry) => (entry?.desiredSet ? (entry.desired ?? '') : null))),
    desiredCount: values.filter((value) => value.desiredSet).length,
    states,
    values,
  };
}

/** Scopes of the catalog for clients with this software; all of them when it is not known. */
export function scopesOf(softwareTypes: ReadonlySet<string>): ReadonlySet<string> {
  const scopes = new Set<string>();
  if (softwareTypes.has('SIP')) scopes.add('client-sip');
  if (softwareTypes.has('HFA')) scopes.add('client-hfa');
  return scopes.size === 0 ? new Set(['client-sip', 'client-hfa']) : scopes;
}

type KnownIndexes = ReadonlyMap<string, ReadonlySet<number | null>>;

/** Whether a parameter is shown that no client has a value for. */
function isOffered(parameter: Parameter, models: ReadonlySet<string>): boolean {
  if (parameter.purpose !== 'setting') return false;
  const only = parameter.limits?.models;
  return only === undefined || models.size === 0 || only.some((model) => models.has(model));
}

function parameterPlaces(parameter: Parameter, known: KnownIndexes, models: ReadonlySet<string>): Place[] {
  const indexes = known.get(parameter.item) ?? new Set();
  const isKnown = (index: number | null): boolean => indexes.has(index);
  return indexesOf(parameter.index, indexes)
    .filter((index) => isKnown(index) || isOffered(parameter, models))
    .map((index) => ({
      item: parameter.item,
      index,
      section: parameter.section,
      parameter,
      numbered: isNumbered(parameter.index),
    }));
}

function knownIndexes(clients: readonly ValuesByKey[]): Map<string, Set<number | null>> {
  const known = new Map<string, Set<number | null>>();
  for (const client of clients) {
    for (const { item, index } of client.values()) {
      const indexes = known.get(item) ?? new Set();
      indexes.add(index);
      known.set(item, indexes);
    }
  }
  return known;
}

/**
 * The lines of the configuration area for one or several clients.
 *
 * @param scopes - scopes of the catalog that apply, see {@link scopesOf}
 * @param models - models of the clients; empty when they are not known
 * @param clientValues - values of each client; empty when there are too many clients to compare
 */
export function buildRows(
  catalog: Catalog,
  scopes: ReadonlySet<string>,
  models: ReadonlySet<string>,
  clientValues: readonly ClientValues[],
): ConfigurationRow[] {
  const clients = clientValues.map(byKey);
  const known = knownIndexes(clients);
  const places: Place[] = [];
  for (const parameter of catalog.items) {
    if (!parameter.scopes.some((scope) => scopes.has(scope))) continue;
    places.push(...parameterPlaces(parameter, known, models));
  }
  const placed = new Set(places.map((place) => valueKey(place.item, place.index)));
  for (const [item, indexes] of [...known].toSorted(([a], [b]) => a.localeCompare(b))) {
    for (const index of [...indexes].toSorted((a, b) => (a ?? -1) - (b ?? -1))) {
      if (placed.has(valueKey(item, index))) continue;
      places.push({ item, index, section: OTHER_SECTION, parameter: null, numbered: index !== null });
    }
  }
  return places.map((place) => makeRow(place, clients));
}

/** The value that the editor starts from: what is desired, otherwise what the phones have. */
export function baseValue(row: ConfigurationRow): Shared<string> {
  return row.desired.kind === 'none' ? row.reported : row.desired;
}
