import { fitsIndex } from '@deskfleet/catalog';
import { type Item, isSecretItem, itemKey } from '@deskfleet/protocol';
import type { IndexRule, ItemDefinition, ItemTrait } from './item-table.ts';

/** First key numbers of the two key modules and of their shifted levels (phones reference, section 2). */
const MODULE_LEVELS: readonly (readonly number[])[] = [
  [301, 1301],
  [401, 1401],
];
const KEYS_PER_MODULE = 12;
const SHIFTED = 1000;
const FIXED_KEYS: readonly number[] = [4002, 4003];

/** Highest index of a list for which no source states how many entries a phone keeps. */
const LAST_ENTRY = 100;

/** What all phones of one model and software type know: names, types, indexes and factory values. */
export class ItemSet {
  /** The factory values that ReadAllItems always lists. Shared by all phones of the model. */
  readonly listedItems: readonly Item[];
  /** The keys of {@link listedItems}, place by place: making them anew for every inventory would be half of its cost. */
  readonly listedKeys: readonly string[];
  readonly #definitions = new Map<string, ItemDefinition>();
  readonly #functionKeys: readonly number[];

  /**
   * @param definitions item tables; a later definition of a name replaces an earlier one
   * @param keyCount function keys on one level of the phone itself
   */
  constructor(definitions: readonly ItemDefinition[], keyCount: number) {
    for (const definition of definitions) this.#definitions.set(definition.name, definition);
    const keys = Array.from({ length: keyCount }, (_unused, place) => place + 1);
    this.#functionKeys = [...keys, ...keys.map((key) => key + SHIFTED)];
    const listedItems: Item[] = [];
    for (const definition of this.#definitions.values()) {
      if (listingOf(definition) !== 'always') continue;
      for (const index of this.indexesOf(definition)) listedItems.push(factoryItem(definition, index));
    }
    this.listedItems = listedItems;
    this.listedKeys = listedItems.map(({ name, index }) => itemKey(name, index));
  }

  findDefinition(name: string): ItemDefinition | undefined {
    return this.#definitions.get(name);
  }

  /** Whether an item has this index (absent = none given) on a phone with `keyModules` modules attached. */
  allowsIndex(definition: ItemDefinition, index: number | undefined, keyModules: number): boolean {
    return this.#fitsRule(definition, index, keyModules) || isEntryOfCatalog(definition, index);
  }

  #fitsRule(definition: ItemDefinition, index: number | undefined, keyModules: number): boolean {
    const rule = definition.index;
    if (rule === 'single') return index === undefined;
    if (rule === 'optional') return index === undefined || index === 1;
    if (index === undefined || rule === 'catalog') return false;
    if (rule === 'fixed-keys') return FIXED_KEYS.includes(index);
    if (rule !== 'keys') return index >= rule.first && index <= rule.last;
    if (this.#functionKeys.includes(index) || FIXED_KEYS.includes(index)) return true;
    return MODULE_LEVELS.slice(0, keyModules).some((levels) =>
      levels.some((first) => index >= first && index < first + KEYS_PER_MODULE),
    );
  }

  /**
   * The indexes that an item has on a phone without key modules, entries or not; a single item has the one index
   * `undefined`. Lists of the catalog have none until something is stored.
   */
  indexesOf(definition: ItemDefinition): readonly (number | undefined)[] {
    const rule: IndexRule = definition.index;
    if (rule === 'single' || rule === 'optional') return [undefined];
    if (rule === 'keys') return this.#functionKeys;
    if (rule === 'fixed-keys') return FIXED_KEYS;
    if (rule === 'catalog') {
      return (definition.parameters ?? []).flatMap(({ index }) =>
        index.kind === 'fixed' ? index.index : [],
      );
    }
    return Array.from({ length: rule.last - rule.first + 1 }, (_unused, place) => rule.first + place);
  }
}

/** Whether the catalog has this index in a list or by itself; how many keys there are, the phone knows better. */
function isEntryOfCatalog({ parameters = [] }: ItemDefinition, index: number | undefined): boolean {
  if (index !== undefined && index > LAST_ENTRY) return false;
  return parameters.some(
    (one) => (one.index.kind === 'list' || one.index.kind === 'fixed') && fitsIndex(one.index, index ?? null),
  );
}

/**
 * Whether ReadAllItems lists an item: everything but certificates, and by our reading without passwords (reference,
 * sections 9 and 10).
 */
export function listingOf(definition: ItemDefinition): 'always' | 'when-set' | 'never' {
  const has = (trait: ItemTrait) => definition.traits.includes(trait);
  if (has('command') || has('on-request') || has('unsupported') || has('unexpected')) return 'never';
  if (isWriteOnly(definition)) return 'never';
  return has('when-set') ? 'when-set' : 'always';
}

/** Whether the phone never tells the value: passwords and certificates. */
export function isWriteOnly(definition: ItemDefinition): boolean {
  return definition.type.kind === 'certificate' || isSecretItem(definition.name);
}

/** The item as it comes from the factory. */
export function factoryItem(definition: ItemDefinition, index: number | undefined): Item {
  const { name } = definition;
  return index === undefined
    ? { name, value: definition.defaultValue }
    : { name, index, value: indexedFactoryValue(definition, index) };
}

/** Codec tables rank G.722, G.711 and G.729 in this order; everything else has one default for all indexes. */
function indexedFactoryValue(definition: ItemDefinition, index: number): string {
  if (definition.name === 'codec-type') return ['1', '0', '2'][index - 1] ?? definition.defaultValue;
  if (definition.name === 'codec-rank') return String(index);
  return definition.defaultValue;
}
