import type { Catalog, Parameter } from '../../api/types.ts';
import { isNumbered } from '../parameters/index.ts';
import type { Drafts } from './drafts.ts';
import type { ConfigurationRow, Place, ValueKey } from './rows.ts';

type Items = Pick<Catalog, 'items'>;

function placeOf(key: ValueKey, catalog: Items, scopes: ReadonlySet<string>): Place | null {
  const [, item = key, index] = /^(.+)\[(\d+)\]$/.exec(key) ?? [];
  const parameter = catalog.items.find(
    (one) => one.item === item && one.scopes.some((scope) => scopes.has(scope)),
  );
  if (parameter === undefined) return null;
  return {
    item,
    index: index === undefined ? null : Number(index),
    section: parameter.section,
    parameter,
    numbered: isNumbered(parameter.index),
  };
}

function positionFor(parameter: Parameter | null, rows: readonly ConfigurationRow[]): number {
  const after = (fits: (row: ConfigurationRow) => boolean): number => rows.findLastIndex(fits) + 1;
  const beside = after((row) => row.parameter?.id === parameter?.id);
  if (beside > 0) return beside;
  const inSection = after((row) => row.section === parameter?.section);
  return inSection > 0 ? inSection : rows.length;
}

/**
 * Adds the lines of changes to values that no client has yet, e.g. the number of a key that was given its function
 * just now: what is not a line would be neither shown nor sent.
 *
 * @param rowsAt - makes the lines of certain places
 */
export function withDraftRows(
  rows: readonly ConfigurationRow[],
  catalog: Items,
  scopes: ReadonlySet<string>,
  drafts: Drafts,
  rowsAt: (places: readonly Place[]) => readonly ConfigurationRow[],
): readonly ConfigurationRow[] {
  const known = new Set(rows.map((row) => row.key));
  const places = [...drafts.keys()]
    .filter((key) => !known.has(key))
    .map((key) => placeOf(key, catalog, scopes))
    .filter((place) => place !== null)
    .toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0));
  if (places.length === 0) return rows;
  const all = [...rows];
  for (const row of rowsAt(places)) all.splice(positionFor(row.parameter, all), 0, row);
  return all;
}
