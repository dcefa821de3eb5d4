import { fitsIndex } from './index-rules.ts';
import type { Parameter, Scope } from './parameter.ts';

/** Parameters to ask: those of this release, or those that an installation has corrected. */
export interface Catalog {
  /** Changes with any content and with nothing else. */
  readonly version: string;
  /** Every parameter, by menu and section. Frozen. */
  readonly parameters: readonly Parameter[];
  /** Names of items that nobody can set: what phones only report, and what belongs to actions. */
  readonly fixedItems: ReadonlySet<string>;
  /** The parameter with this id. */
  readonly findParameter: (id: string) => Parameter | undefined;
  /** All parameters that set or show an item: one label each for SIP and HFA, one for each fixed index, and so on. */
  readonly parametersForItem: (item: string) => readonly Parameter[];
  /**
   * The parameter that a value belongs to; null is the item without index. Where several labels share the value, the one
   * that is available in `scope` wins.
   */
  readonly findParameterForValue: (
    item: string,
    index: number | null,
    scope?: Scope,
  ) => Parameter | undefined;
}

const NONE: readonly Parameter[] = Object.freeze([]);

/** Basic items of initial messages (protocol reference, section 8) that no parameter describes yet. */
const REPORTED_ONLY = [
  'gigabit-ethernet',
  'configuration-attached-flag',
  'configuration-attached-number',
  'fault-time-ocsr-connect',
  'fault-tome-ocsr-connect',
];

/** Makes parameters findable. */
export function viewOf(parameters: readonly Parameter[], version: string): Catalog {
  const byId = new Map(parameters.map((one) => [one.id, one]));
  const byItem = Map.groupBy(parameters, ({ item }) => item);
  const parametersForItem = (item: string) => byItem.get(item) ?? NONE;
  return {
    version,
    parameters,
    fixedItems: new Set([
      ...REPORTED_ONLY,
      ...parameters.filter(({ readOnly }) => readOnly).map(({ item }) => item),
    ]),
    findParameter: (id) => byId.get(id),
    parametersForItem,
    findParameterForValue: (item, index, scope) => {
      const fitting = parametersForItem(item).filter((one) => fitsIndex(one.index, index));
      return fitting.find((one) => scope !== undefined && one.scopes.includes(scope)) ?? fitting[0];
    },
  };
}
