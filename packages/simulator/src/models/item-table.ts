import type { Parameter } from '@deskfleet/catalog';

/**
 * How a phone checks a value that is written to an item.
 * `host`, `digits` and `text` are cleared by an empty value; `host` and `digits` also by the text NULL, as address and
 * number items of real phones are.
 */
export type ValueType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'int'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'text'; readonly maxLength: number }
  | { readonly kind: 'digits' }
  | { readonly kind: 'host' }
  | { readonly kind: 'certificate' }
  | { readonly kind: 'base64' };

/**
 * - `read-only`: the phone answers `read only` to a write;
 * - `command`: taken by a write, never reported;
 * - `on-request`: reported by ReadItems only, not by ReadAllItems;
 * - `when-set`: reported by ReadAllItems only where it differs from the default or the server has set it;
 * - `volatile`: forgotten at a restart;
 * - `unsupported`: known by name, answered `not supported`;
 * - `unexpected`: belongs to another action, answered `unexpected item`.
 */
export type ItemTrait =
  | 'read-only'
  | 'command'
  | 'on-request'
  | 'when-set'
  | 'volatile'
  | 'unsupported'
  | 'unexpected';

/**
 * - `single`: no index; `optional`: none or 1, which mean the same;
 * - `keys`: the function keys of the model and of attached key modules; `fixed-keys`: 4002 and 4003 (phones reference,
 *   section 2);
 * - `catalog`: those that the catalog has for the item.
 */
export type IndexRule =
  | 'single'
  | 'optional'
  | 'keys'
  | 'fixed-keys'
  | 'catalog'
  | { readonly first: number; readonly last: number };

/** An item as a phone of some model knows it. */
export interface ItemDefinition {
  readonly name: string;
  readonly index: IndexRule;
  readonly type: ValueType;
  readonly defaultValue: string;
  readonly traits: readonly ItemTrait[];
  /** Labels under which the catalog lets the item be set: they say what values it takes, and what indexes besides. */
  readonly parameters?: readonly Parameter[];
}

const TRAITS: ReadonlyMap<string, ItemTrait> = new Map([
  ['!read-only', 'read-only'],
  ['!command', 'command'],
  ['!on-request', 'on-request'],
  ['!when-set', 'when-set'],
  ['!volatile', 'volatile'],
  ['!unsupported', 'unsupported'],
  ['!unexpected', 'unexpected'],
]);

/** An item table has a line that cannot be read: a mistake in this package, not of a user. */
export class ItemTableError extends Error {
  readonly line: string;

  constructor(line: string, reason: string) {
    super(`Item table, line "${line}": ${reason}`);
    this.name = 'ItemTableError';
    this.line = line;
  }
}

/**
 * Reads a table of items, one per line: `name[indexes] type default !trait …`.
 *
 * - indexes: absent, `[?]` (optional), `[keys]`, `[fixed-keys]` or `[first..last]`;
 * - type: `bool`, `int(min..max)`, `enum(a,b,c)`, `text(max)`, `digits`, `host`, `certificate` or `base64`;
 * - default: one word, quoted when it holds blanks; absent = empty;
 * - lines that are empty or begin with `#` say nothing.
 *
 * @throws ItemTableError when a line has another form
 */
export function parseItemTable(table: string): ItemDefinition[] {
  const definitions: ItemDefinition[] = [];
  for (const raw of table.split('\n')) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    definitions.push(parseLine(line));
  }
  return definitions;
}

function parseLine(line: string): ItemDefinition {
  const words = line.match(/"[^"]*"|\S+/g) ?? [];
  const [head = '', typeText = '', ...rest] = words;
  const traits: ItemTrait[] = [];
  let defaultValue = '';
  for (const word of rest) {
    const trait = TRAITS.get(word);
    if (trait !== undefined) traits.push(trait);
    else if (word.startsWith('!')) throw new ItemTableError(line, `unknown trait ${word}`);
    else defaultValue = word.startsWith('"') ? word.slice(1, -1) : word;
  }
  const bracket = head.indexOf('[');
  const name = bracket < 0 ? head : head.slice(0, bracket);
  const index = bracket < 0 ? 'single' : parseIndexRule(line, head.slice(bracket));
  return { name, index, type: parseType(line, typeText), defaultValue, traits };
}

function parseIndexRule(line: string, text: string): IndexRule {
  if (text === '[?]') return 'optional';
  if (text === '[keys]') return 'keys';
  if (text === '[fixed-keys]') return 'fixed-keys';
  const range = /^\[(\d+)\.\.(\d+)\]$/.exec(text);
  if (range === null) throw new ItemTableError(line, `unknown indexes ${text}`);
  return { first: Number(range[1]), last: Number(range[2]) };
}

function parseType(line: string, text: string): ValueType {
  switch (text) {
    case 'bool':
    case 'digits':
    case 'host':
    case 'certificate':
    case 'base64':
      return { kind: text };
  }
  const int = /^int\((-?\d+)\.\.(-?\d+)\)$/.exec(text);
  if (int !== null) return { kind: 'int', minimum: Number(int[1]), maximum: Number(int[2]) };
  const choices = /^enum\(([^)]+)\)$/.exec(text);
  if (choices?.[1] !== undefined) return { kind: 'enum', values: choices[1].split(',') };
  const length = /^text\((\d+)\)$/.exec(text);
  if (length !== null) return { kind: 'text', maxLength: Number(length[1]) };
  throw new ItemTableError(line, `unknown type ${text}`);
}
