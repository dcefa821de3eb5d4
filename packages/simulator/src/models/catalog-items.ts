import { findSection, type Parameter, parameters, type Scope } from '@deskfleet/catalog';
import type { IndexRule, ItemDefinition, ItemTrait, ValueType } from './item-table.ts';

const BY_ITEM: ReadonlyMap<string, readonly Parameter[]> = Map.groupBy(parameters, ({ item }) => item);

/**
 * Completes the tables of a phone with the catalog, for phones know every item that anyone can set on phones of their
 * software type. What only the catalog has is not set at first, so that a phone reports as much as real ones do. Where
 * both have an item, the table says how the phone treats it, and the catalog what values and indexes it takes besides.
 */
export function completeFromCatalog(
  tables: readonly ItemDefinition[],
  scope: 'client-sip' | 'client-hfa',
): ItemDefinition[] {
  const definitions = new Map(tables.map((one) => [one.name, one]));
  for (const [name, labels] of BY_ITEM) {
    const own = labelsFor(labels, scope);
    if (own.length === 0) continue;
    const settings = own.filter(({ purpose }) => purpose === 'setting');
    const definition = definitions.get(name) ?? defineItem(name, own);
    definitions.set(name, settings.length === 0 ? definition : { ...definition, parameters: settings });
  }
  return [...definitions.values()];
}

/** The labels under which phones of this type know an item, their own ones first; none where it is for the other type. */
function labelsFor(labels: readonly Parameter[], scope: Scope): readonly Parameter[] {
  const clients = clientsOf(labels.flatMap(({ scopes }) => scopes));
  // What only templates and mobile users have belongs to the phones of its section, and else to all.
  const sections = clientsOf(labels.flatMap(({ section }) => findSection(section)?.section.scopes ?? []));
  const known = clients.length > 0 ? clients : sections;
  if (known.length > 0 && !known.includes(scope)) return [];
  return [
    ...labels.filter(({ scopes }) => scopes.includes(scope)),
    ...labels.filter(({ scopes }) => clientsOf(scopes).length === 0),
  ];
}

function clientsOf(scopes: readonly Scope[]): readonly Scope[] {
  return scopes.filter((scope) => scope.startsWith('client-'));
}

function defineItem(name: string, labels: readonly Parameter[]): ItemDefinition {
  const purposes = new Set(labels.map(({ purpose }) => purpose));
  const traits: ItemTrait[] = purposes.has('setting')
    ? ['when-set']
    : purposes.has('report')
      ? ['read-only', 'when-set']
      : ['command'];
  return { name, index: indexRuleOf(labels), type: typeOf(labels), defaultValue: '', traits };
}

function indexRuleOf(labels: readonly Parameter[]): IndexRule {
  const [first] = labels;
  if (first === undefined || first.index.kind === 'single') {
    return first?.index.kind === 'single' && first.index.tolerated === 1 ? 'optional' : 'single';
  }
  return first.index.kind === 'keys' ? 'keys' : 'catalog';
}

/** Only what clears a value and what is told of it depends on this; the catalog checks the values. */
function typeOf([first]: readonly Parameter[]): ValueType {
  switch (first?.type) {
    case 'boolean':
      return { kind: 'bool' };
    case 'integer':
      return {
        kind: 'int',
        minimum: first.min ?? Number.MIN_SAFE_INTEGER,
        maximum: first.max ?? Number.MAX_SAFE_INTEGER,
      };
    case 'enum':
      return { kind: 'enum', values: first.values?.map(({ wire }) => wire) ?? [] };
    case 'certificate':
      return { kind: 'certificate' };
    default:
      return { kind: 'text', maxLength: first?.maxLength ?? Number.MAX_SAFE_INTEGER };
  }
}
