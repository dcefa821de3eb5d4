import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem, itemKey } from '@deskfleet/protocol';
import type { ChangedItem } from '../../infra/db/index.ts';
import type { ValueChange } from './history.schema.ts';
import { refOf, toIdx } from './values.queries.ts';

/** An entry of the history as it is stored. */
export interface StoredEntry {
  readonly items: readonly ChangedItem[];
  readonly old: Readonly<Record<string, string | true>> | null;
}

/** What the element itself wants at some point: nothing, a text, or a secret that nobody knows any more. */
export type Edit = string | true | null;

interface Difference {
  readonly item: string;
  readonly idx: number;
  readonly old: Edit;
  readonly new: Edit;
}

/** The changes of one entry, also of values that were the same before. */
export function changesOf(entry: StoredEntry, catalog: Catalog): ValueChange[] {
  return differencesOf(entry).map((difference) => toValueChange(difference, catalog));
}

/**
 * What differs between a point before all of these entries and one after them. A secret that was set again counts as
 * different, for old ones are not kept.
 *
 * @param entries in the order in which they were submitted
 */
export function changesOver(entries: readonly StoredEntry[], catalog: Catalog): ValueChange[] {
  return differencesOver(entries).map((difference) => toValueChange(difference, catalog));
}

/** What has to be ordered so that everything is desired as before all of these entries. */
export interface WayBack {
  /** Value null: was not desired. */
  readonly values: readonly {
    readonly name: string;
    readonly index?: number;
    readonly value: string | null;
  }[];
  /** Secrets that were others before. */
  readonly secrets: readonly { readonly name: string; readonly index?: number }[];
}

/**
 * The way back to the point before these entries. What is so by now already is left out.
 *
 * @param entries in the order in which they were submitted
 * @param current what the element itself wants now, by `itemKey`
 */
export function wayBack(entries: readonly StoredEntry[], current: ReadonlyMap<string, Edit>): WayBack {
  const first = new Map<string, Difference>();
  for (const entry of entries) {
    for (const difference of differencesOf(entry)) {
      const key = keyOf(difference);
      if (!first.has(key)) first.set(key, difference);
    }
  }
  const values = [];
  const secrets = [];
  for (const [key, { item, idx, old }] of first) {
    const ref = refOf(item, idx);
    if (old === true) secrets.push(ref);
    else if (old !== (current.get(key) ?? null)) values.push({ ...ref, value: old });
  }
  return { values, secrets };
}

/** What the way back changes, as it is shown: now, and after putting back. */
export function changesOfWayBack(
  { values }: WayBack,
  current: ReadonlyMap<string, Edit>,
  catalog: Catalog,
): ValueChange[] {
  return values.map(({ name, index, value }) =>
    toValueChange(
      { item: name, idx: toIdx(index), old: current.get(itemKey(name, index)) ?? null, new: value },
      catalog,
    ),
  );
}

function differencesOver(entries: readonly StoredEntry[]): Difference[] {
  const over = new Map<string, Difference>();
  for (const entry of entries) {
    for (const difference of differencesOf(entry)) {
      const key = keyOf(difference);
      const before = over.get(key);
      over.set(key, before === undefined ? difference : { ...difference, old: before.old });
    }
  }
  return [...over.values()].filter((one) => one.old !== one.new || one.new === true);
}

function differencesOf({ items, old }: StoredEntry): Difference[] {
  return items.map(({ item, idx, value, secret }, place) => ({
    item,
    idx,
    old: old?.[String(place)] ?? null,
    new: secret === true ? true : value,
  }));
}

function keyOf({ item, idx }: Difference): string {
  return itemKey(item, refOf(item, idx).index);
}

function toValueChange({ item, idx, old, new: after }: Difference, catalog: Catalog): ValueChange {
  const { index = null } = refOf(item, idx);
  const secret = isSecretItem(item);
  const shown = (value: Edit) => (value === true || secret ? null : value);
  return {
    item,
    index,
    parameterId: catalog.findParameterForValue(item, index)?.id ?? null,
    secret,
    old: shown(old),
    new: shown(after),
    oldSet: old !== null,
    newSet: after !== null,
  };
}
