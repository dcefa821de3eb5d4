import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem } from '@deskfleet/protocol';
import type { SecretBox } from '../../infra/secrets/index.ts';
import {
  type CheckedValue,
  checkValues,
  fieldError,
  type OrderedValue,
  OrderRules,
  throwIfAny,
} from '../values/index.ts';
import type { TemplateValue } from './content.schema.ts';
import type { StoredValue } from './templates.queries.ts';

/** What identifies a value in answers of the API. */
export function identityOf(
  { item, index }: { readonly item: string; readonly index: number | null },
  catalog: Catalog,
) {
  return {
    item,
    index,
    parameterId: catalog.findParameterForValue(item, index, 'template')?.id ?? null,
    secret: isSecretItem(item),
  };
}

/** A stored value as it may be shown: secrets only by name. */
export function toTemplateValue(value: StoredValue, catalog: Catalog): TemplateValue {
  const identity = identityOf(value, catalog);
  return { ...identity, value: identity.secret ? null : value.value };
}

/**
 * Checks a change of the content against the catalog, as an order for clients is checked: each value for itself in the scope
 * of templates, then the rules between parameters with what else the template has.
 *
 * @throws AppError `job.invalid_value` with every field that is wrong
 */
export function checkContent(
  values: readonly OrderedValue[],
  existing: readonly StoredValue[],
  catalog: Catalog,
): CheckedValue[] {
  const checked = checkValues(values, catalog, 'template');
  const rules = new OrderRules(checked, 'template', catalog);
  const withdrawn = new Set(
    checked.filter(({ wire }) => wire === null).map(({ item, index }) => keyOf(item, index)),
  );
  const known = new Map(
    existing
      .map((value) => [keyOf(value.item, value.index), value.value ?? undefined] as const)
      .filter(([key]) => !withdrawn.has(key)),
  );
  const has = rules.needed.map(({ item, indexes }) =>
    indexes.map((index) => known.get(keyOf(item, index))).find((text) => text !== undefined),
  );
  throwIfAny(rules.broken(has).map(({ place, refusal }) => fieldError(place, refusal)));
  return checked;
}

/** Whether a template has the same by an ordered value as before. */
export function isSameValue(
  stored: StoredValue | undefined,
  { wire }: CheckedValue,
  secrets: SecretBox,
): boolean {
  if (wire === null) return stored === undefined;
  if (stored === undefined) return false;
  return stored.sealed === null ? stored.value === wire : secrets.open(stored.sealed) === wire;
}

export function keyOf(item: string, index: number | null): string {
  return `${item} ${index ?? ''}`;
}
