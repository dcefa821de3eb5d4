import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem } from '@deskfleet/protocol';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { type CheckedValue, checkContent as checkContentOf, type OrderedValue } from '../values/index.ts';
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
 * Checks a change of the content in the scope of templates.
 *
 * @throws AppError `job.invalid_value` with every field that is wrong
 */
export function checkContent(
  values: readonly OrderedValue[],
  existing: readonly StoredValue[],
  catalog: Catalog,
): CheckedValue[] {
  return checkContentOf(values, existing, catalog, 'template');
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
