import type { Catalog, Scope } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import { type CheckedValue, checkValues, fieldError, type OrderedValue, throwIfAny } from './check-values.ts';
import { OrderRules } from './order-rules.ts';

/** A value that a template or a user has. */
export interface ContentValue {
  readonly item: string;
  readonly index: number | null;
  /** Null for a secret. */
  readonly value: string | null;
}

/**
 * Checks a change of what a template or a user has against the catalog, as an order for clients is checked: each value for
 * itself in the scope, then the rules between parameters with what else it has.
 *
 * @throws AppError `job.invalid_value` with every field that is wrong
 */
export function checkContent(
  values: readonly OrderedValue[],
  existing: readonly ContentValue[],
  catalog: Catalog,
  scope: Scope,
): CheckedValue[] {
  const checked = checkValues(values, catalog, scope);
  const rules = new OrderRules(checked, scope, catalog);
  const withdrawn = new Set(
    checked.filter(({ wire }) => wire === null).map(({ item, index }) => contentKey(item, index)),
  );
  const known = new Map(
    existing
      .map((value) => [contentKey(value.item, value.index), value.value ?? undefined] as const)
      .filter(([key]) => !withdrawn.has(key)),
  );
  const has = rules.needed.map(({ item, indexes }) =>
    indexes.map((index) => known.get(contentKey(item, index))).find((text) => text !== undefined),
  );
  throwIfAny(rules.broken(has).map(({ place, refusal }) => fieldError(place, refusal)));
  return checked;
}

/** Tells values of one template or user apart. */
export function contentKey(item: string, index: number | null): string {
  return itemKey(item, index ?? undefined);
}
