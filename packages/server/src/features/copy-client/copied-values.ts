import { type Catalog, fitsIndex, validateWire, validateWritable } from '@deskfleet/catalog';
import { isBasicItem, isSecretItem, itemKey } from '@deskfleet/protocol';
import type { PreparedValue } from '../../infra/db/index.ts';
import { type ClientKind, type ClientWish, type ReportedValue, refOf, unfitness } from '../values/index.ts';

/** Where a phone is in the network is its own: two phones with one address would both be lost. */
const OWN_PLACE = new Set([
  'ip-addr',
  'subnet-mask',
  'default-route',
  'ipv6-global-addr',
  'ipv6-prefix-length',
  'ipv6-global-gateway',
  'ipv6-link-local-addr',
  'dhcp',
  'ipv6-dhcp-enabled',
  'dls-addr',
  'dls-port',
  'dls-secure-port',
]);

/** What of a client goes to the phone that takes its place. */
export interface CopiedValues {
  readonly values: readonly PreparedValue[];
  /** Those that the other phone cannot take: it has other software, or is of another model. */
  readonly leftOut: readonly LeftOutValue[];
}

export interface LeftOutValue {
  readonly item: string;
  readonly parameterId: string | null;
}

/**
 * Chooses what is copied: what is desired of the client itself or by templates that were chosen for it, then what its phone
 * reports of settings beyond that. Groups and mobile users bring their values by themselves. Secrets that only the phone knows
 * cannot be copied.
 */
export function copiedValues(
  wishes: readonly ClientWish[],
  reported: Iterable<ReportedValue>,
  kind: ClientKind,
  catalog: Catalog,
): CopiedValues {
  const chosen = new Map<string, PreparedValue>();
  const leftOut = new Map<string, LeftOutValue>();
  const take = (name: string, index: number | undefined, value: string | null, sealed: string | null) => {
    const key = itemKey(name, index);
    if (chosen.has(key) || name === 'e164') return;
    const parameters = catalog
      .parametersForItem(name)
      .filter((parameter) => fitsIndex(parameter.index, index ?? null));
    const checked = { place: 0, item: name, index: index ?? null, wire: value ?? '', parameters };
    if (unfitness(checked, kind) !== undefined) {
      leftOut.set(key, { item: name, parameterId: parameters[0]?.id ?? null });
    } else if (sealed !== null) chosen.set(key, { name, ...(index === undefined ? {} : { index }), sealed });
    else if (value !== null) chosen.set(key, { name, ...(index === undefined ? {} : { index }), value });
  };
  for (const { item, idx, value, sealed } of wishes) take(item, refOf(item, idx).index, value, sealed);
  for (const { name, index, value } of reported) {
    if (value === null || value === '' || isBasicItem(name) || isSecretItem(name) || OWN_PLACE.has(name))
      continue;
    // What nobody has described is not set on another phone unseen.
    const parameter = catalog.findParameterForValue(name, index ?? null);
    if (parameter === undefined || validateWritable(parameter) !== undefined) continue;
    if (validateWire(parameter, value) !== undefined) continue;
    take(name, index, value, null);
  }
  return { values: [...chosen.values()], leftOut: [...leftOut.values()] };
}
