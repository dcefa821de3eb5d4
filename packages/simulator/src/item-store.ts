import { createHash, X509Certificate } from 'node:crypto';
import { type Item, type ItemStatus, itemKey } from '@deskfleet/protocol';
import { factoryItem, type ItemSet, isWriteOnly, listingOf } from './models/item-set.ts';
import type { ItemDefinition } from './models/item-table.ts';
import { normalizeValue } from './models/item-value.ts';

/** Where a stored value comes from. */
export type ValueOrigin = 'identity' | 'initial' | 'server' | 'local';

interface StoredItem extends Item {
  readonly origin: ValueOrigin;
}

/** What became of one item of a WriteItems. */
export interface WriteOutcome {
  /** The phone's word for a refusal; absent: stored. */
  readonly status?: ItemStatus;
  /** The server wrote the value that it had written before, with no other change in between. */
  readonly repeated: boolean;
}

const KEY_MODULES = itemKey('key-modules');
const STORED: WriteOutcome = { repeated: false };
const STORED_AGAIN: WriteOutcome = { repeated: true };

/**
 * The values of one phone. It keeps only what differs from the factory values of its model, so that thousands of phones
 * fit into one process.
 */
export class ItemStore {
  #set: ItemSet;
  readonly #stored = new Map<string, StoredItem>();

  constructor(set: ItemSet) {
    this.#set = set;
  }

  /** The current value; undefined when the phone has no such item. Passwords and certificates are told, too. */
  get(name: string, index?: number): string | undefined {
    const stored = this.#stored.get(this.#keyOf(name, index));
    if (stored !== undefined) return stored.value;
    const definition = this.#set.findDefinition(name);
    if (definition === undefined || !this.#allows(definition, index)) return undefined;
    return factoryItem(definition, index).value;
  }

  /** The value as a number, or the fallback where it is none. */
  getNumber(name: string, fallback: number): number {
    const value = this.get(name);
    return value === undefined || !/^-?\d+$/.test(value) ? fallback : Number(value);
  }

  /** Sets a value that the phone itself, its user or a test decides, without the checks of {@link write}. */
  put(item: Item, origin: ValueOrigin): void {
    this.#stored.set(this.#keyOf(item.name, item.index), toStored(item.name, item.index, item.value, origin));
  }

  /** Checks one item of a WriteItems and stores it (reference, sections 9 and 10.2). */
  write(item: Item): WriteOutcome {
    const definition = this.#set.findDefinition(item.name);
    if (definition === undefined) return refused('unknown item');
    const { traits } = definition;
    if (traits.includes('unexpected')) return refused('unexpected item');
    if (traits.includes('unsupported')) return refused('not supported');
    if (traits.includes('read-only')) return refused('read only');
    if (!this.#allows(definition, item.index)) return refused('invalid index');
    const value = normalizeValue(definition, item.value, item.index);
    if (value === undefined) return refused('invalid data');
    if (traits.includes('command')) {
      this.#obey(item, value);
      return STORED;
    }
    const key = this.#keyOf(item.name, item.index);
    const before = this.#stored.get(key);
    const index = definition.index === 'optional' ? undefined : item.index;
    this.#stored.set(key, toStored(item.name, index, value, 'server'));
    return before?.origin === 'server' && before.value === value ? STORED_AGAIN : STORED;
  }

  /** Everything that ReadAllItems reports (reference, section 10). */
  listAll(): Item[] {
    const { listedItems, listedKeys } = this.#set;
    const items: Item[] = listedItems.map((item, place) => this.#stored.get(listedKeys[place] ?? '') ?? item);
    for (const stored of this.#stored.values()) {
      const definition = this.#set.findDefinition(stored.name);
      if (definition === undefined || !this.#allows(definition, stored.index)) continue;
      const listing = listingOf(definition);
      const isExtra = listing === 'always' && !this.#set.indexesOf(definition).includes(stored.index);
      const isSet = listing === 'when-set' && isNews(stored, definition);
      if (isExtra || isSet) items.push(stored);
    }
    return items;
  }

  /** The answer to one name of a ReadItems: the value, all instances where no index was asked for, or a status. */
  read(request: Item): Item[] {
    const { name, index } = request;
    const definition = this.#set.findDefinition(name);
    if (definition === undefined) return [withStatus(name, index, 'unknown item')];
    if (definition.traits.includes('unsupported')) return [withStatus(name, index, 'not supported')];
    if (definition.traits.includes('unexpected') || definition.traits.includes('command')) {
      return [withStatus(name, index, 'unexpected item')];
    }
    // What a phone does when it is asked for a password is not documented; the reference infers `failed`.
    // Containers of mobile users are told although they are secret: the server keeps them.
    if ((isWriteOnly(definition) && !name.startsWith('userdata-')) || name === 'blf-modules')
      return [withStatus(name, index, 'failed')];
    if (name.endsWith('-certificate-info')) return [{ name, value: this.#certificateInfo(name) }];
    if (index === undefined) return this.#readInstances(definition);
    if (!this.#allows(definition, index)) return [withStatus(name, index, 'invalid index')];
    return [this.#stored.get(this.#keyOf(name, index)) ?? factoryItem(definition, index)];
  }

  /** Whether the server's last word on an item is still in force, and which. */
  findServerValue(name: string, index?: number): string | undefined {
    const stored = this.#stored.get(this.#keyOf(name, index));
    return stored?.origin === 'server' ? stored.value : undefined;
  }

  /** Factory reset: only what the phone is, not what it was told, stays. */
  reset(): void {
    for (const [key, stored] of this.#stored) {
      if (stored.origin !== 'identity') this.#stored.delete(key);
    }
  }

  /** Restart: volatile values go. */
  forgetVolatile(): void {
    for (const [key, stored] of this.#stored) {
      if (this.#set.findDefinition(stored.name)?.traits.includes('volatile')) this.#stored.delete(key);
    }
  }

  /** Other software with other items: values that it does not know are gone. */
  changeSet(set: ItemSet): void {
    this.#set = set;
    for (const [key, stored] of this.#stored) {
      if (set.findDefinition(stored.name) === undefined) this.#stored.delete(key);
    }
  }

  #readInstances(definition: ItemDefinition): Item[] {
    const items: Item[] = [];
    const indexes = this.#set.indexesOf(definition);
    for (const index of indexes) {
      items.push(this.#stored.get(itemKey(definition.name, index)) ?? factoryItem(definition, index));
    }
    if (definition.index === 'single' || definition.index === 'optional') return items;
    for (const stored of this.#stored.values()) {
      if (stored.name === definition.name && !indexes.includes(stored.index)) items.push(stored);
    }
    return items;
  }

  #allows(definition: ItemDefinition, index: number | undefined): boolean {
    const modules = definition.index === 'keys' ? Number(this.#stored.get(KEY_MODULES)?.value ?? 0) : 0;
    return this.#set.allowsIndex(definition, index, modules);
  }

  #keyOf(name: string, index: number | undefined): string {
    if (index === 1 && this.#set.findDefinition(name)?.index === 'optional') return itemKey(name);
    return itemKey(name, index);
  }

  #obey(item: Item, value: string): void {
    if (item.name !== 'XML-app-action' || value !== 'delete') return;
    for (const [key, stored] of this.#stored) {
      if (stored.name.startsWith('XML-app-') && stored.index === item.index) this.#stored.delete(key);
    }
  }

  #certificateInfo(name: string): string {
    const value = this.get(name.slice(0, -'-info'.length)) ?? '';
    return value === '' ? '' : describeCertificate(value);
  }
}

/** Whether a value is more than the factory's: another one, or one that the server asked for. */
function isNews(stored: StoredItem, definition: ItemDefinition): boolean {
  if (stored.origin === 'server' && stored.value !== '') return true;
  return stored.value !== factoryItem(definition, stored.index).value;
}

function toStored(name: string, index: number | undefined, value: string, origin: ValueOrigin): StoredItem {
  return index === undefined ? { name, value, origin } : { name, index, value, origin };
}

function refused(status: ItemStatus): WriteOutcome {
  return { status, repeated: false };
}

/** An item that carries a status instead of a value. */
export function withStatus(name: string, index: number | undefined, status: ItemStatus): Item {
  return index === undefined ? { name, value: '', status } : { name, index, value: '', status };
}

/** The wording of real phones is not known; ours names what an administrator looks for. */
function describeCertificate(value: string): string {
  if (value.includes('-----BEGIN')) {
    const certificate = new X509Certificate(value);
    return `${certificate.subject.replaceAll('\n', ', ')}; valid to ${certificate.validTo}`;
  }
  const content = Buffer.from(value, 'base64');
  const fingerprint = createHash('sha256').update(content).digest('hex').toUpperCase();
  return `PKCS#12, ${content.length} bytes, SHA-256 ${fingerprint}`;
}
