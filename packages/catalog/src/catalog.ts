import { contentHash } from './content-hash.ts';
import { ALL_PARAMETERS } from './data/all.ts';
import { ALL_RELATIONS } from './data/all-relations.ts';
import { deepFreeze } from './deep-freeze.ts';
import { fitsIndex } from './index-rules.ts';
import { lists } from './lists.ts';
import type { Parameter, Scope } from './parameter.ts';
import type { Relation } from './relations.ts';
import { sections } from './sections.ts';

/** Every parameter, by menu and section. Frozen. */
export const parameters: readonly Parameter[] = deepFreeze(ALL_PARAMETERS);

/** Every rule between parameters of one element, by section. Frozen. */
export const relations: readonly Relation[] = deepFreeze(ALL_RELATIONS);

/** Changes with any content of the catalog and with nothing else, so it can serve as an entity tag. */
export const catalogVersion: string = contentHash({
  parameters,
  sections: deepFreeze(sections),
  lists: deepFreeze(lists),
  relations,
});

const BY_ID: ReadonlyMap<string, Parameter> = new Map(parameters.map((one) => [one.id, one]));
const BY_ITEM: ReadonlyMap<string, readonly Parameter[]> = Map.groupBy(parameters, ({ item }) => item);
const NONE: readonly Parameter[] = Object.freeze([]);

/** The parameter with this id. */
export function findParameter(id: string): Parameter | undefined {
  return BY_ID.get(id);
}

/** All parameters that set or show an item: one label each for SIP and HFA, one for each fixed index, and so on. */
export function parametersForItem(item: string): readonly Parameter[] {
  return BY_ITEM.get(item) ?? NONE;
}

/**
 * The parameter that a value belongs to; null is the item without index. Where several labels share the value, the one
 * that is available in `scope` wins.
 */
export function findParameterForValue(
  item: string,
  index: number | null,
  scope?: Scope,
): Parameter | undefined {
  const fitting = parametersForItem(item).filter((one) => fitsIndex(one.index, index));
  return fitting.find((one) => scope !== undefined && one.scopes.includes(scope)) ?? fitting[0];
}

/** Basic items of initial messages (protocol reference, section 8) that no parameter describes yet. */
const REPORTED_ONLY = [
  'gigabit-ethernet',
  'configuration-attached-flag',
  'configuration-attached-number',
  'fault-time-ocsr-connect',
  'fault-tome-ocsr-connect',
];

/** Names of items that nobody can set: what phones only report, and what belongs to actions. */
export const fixedItems: ReadonlySet<string> = new Set([
  ...REPORTED_ONLY,
  ...parameters.filter(({ readOnly }) => readOnly).map(({ item }) => item),
]);
