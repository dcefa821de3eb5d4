import { hash } from 'node:crypto';
import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem } from '@deskfleet/protocol';
import { clipText } from '../../infra/text/index.ts';
import { MAX_SHOWN_NAME, shownLength, shownText } from './shown-text.ts';
import type { ValuesSummary, ValuesSummaryItem } from './summary.schema.ts';

/** Values that are named, the most frequent ones. */
const MAX_NAMED = 20;
/** Different values of an item that are counted; those that come later are only known to be others. */
const MAX_COUNTED = 2_000;
/** Longer values are counted by their fingerprint, and shown cut. */
const MAX_SHORT = 256;
/** Items of all clients together, far more than all phones have. */
const MAX_ITEMS = 20_000;

/** On how many clients something is desired. */
export interface CountedDesire {
  readonly item: string;
  readonly index: number | null;
  /** Null for a secret. */
  readonly value: string | null;
  readonly clients: number;
  /** Of these, those where the phone has something else. */
  readonly drifting: number;
  readonly refused: number;
}

/** Calls `visit` for every value that a client reported; null is a secret. */
export type Reported = (visit: (item: string, index: number | null, value: string | null) => void) => void;

/**
 * Counts the values of many clients, one client after the other. What it keeps grows with the values that differ, and is
 * bounded: phones are not trusted.
 */
export class ValuesSummarizer {
  #clients = 0;
  readonly #items = new Map<string, ItemCount>();

  /** Counts one more client. */
  addClient(reported: Reported): void {
    this.#clients += 1;
    let before: ItemCount | undefined;
    reported((item, index, value) => {
      const guess = before?.next;
      const isNext = guess !== undefined && guess.item === item && guess.index === index;
      const found = isNext ? guess : this.#itemOf(item, index);
      found?.reported.add(this.#clients, value);
      if (before !== undefined && !isNext) before.next = found;
      before = found;
    });
  }

  /** Counts what is desired on clients, each of them once for a value. */
  addDesires(desires: readonly CountedDesire[]): void {
    for (const { item, index, value, clients, drifting, refused } of desires) {
      const found = this.#itemOf(item, index);
      if (found === undefined) continue;
      found.desired.addMany(clients, value);
      found.driftCount += drifting;
      found.refusedCount += refused;
    }
  }

  summary(catalog: Catalog): Pick<ValuesSummary, 'clients' | 'items'> {
    return {
      clients: this.#clients,
      items: [...this.#items.values()].map((count) => toSummaryItem(count, this.#clients, catalog)),
    };
  }

  #itemOf(item: string, index: number | null): ItemCount | undefined {
    const key = index === null ? item : `${item} ${index}`;
    const found = this.#items.get(key);
    if (found !== undefined || this.#items.size >= MAX_ITEMS) return found;
    const secret = isSecretItem(item);
    const added: ItemCount = {
      item,
      index,
      secret,
      reported: new ValueCount(secret),
      desired: new ValueCount(secret),
      driftCount: 0,
      refusedCount: 0,
      next: undefined,
    };
    this.#items.set(key, added);
    return added;
  }
}

interface ItemCount {
  readonly item: string;
  readonly index: number | null;
  readonly secret: boolean;
  readonly reported: ValueCount;
  readonly desired: ValueCount;
  driftCount: number;
  refusedCount: number;
  /** What the last client told after it: phones tell their items in one order, so that it need not be looked for. */
  next: ItemCount | undefined;
}

interface Counted {
  readonly text: string;
  count: number;
}

class ValueCount {
  readonly #secret: boolean;
  readonly #counts = new Map<string, Counted>();
  /** The first value as a whole: it is the one that all have, if all have one. */
  #first: string | undefined;
  #clientsWith = 0;
  #lastClient = 0;
  #lastCounted: Counted | undefined;
  /** The value that was counted last: most clients have the same. */
  #lastValue: string | undefined;
  #isOneOnly = true;

  constructor(secret: boolean) {
    this.#secret = secret;
  }

  /** @param client a phone may tell an item twice, and the last one counts: clients are told apart by a number that grows */
  add(client: number, value: string | null): void {
    const isAgain = this.#lastClient === client;
    this.#lastClient = client;
    if (!isAgain) this.#clientsWith += 1;
    if (this.#secret || value === null) return;
    if (!isAgain && value === this.#lastValue && this.#lastCounted !== undefined) {
      this.#lastCounted.count += 1;
      return;
    }
    if (isAgain && this.#lastCounted !== undefined) this.#lastCounted.count -= 1;
    this.#lastCounted = undefined;
    this.#lastValue = value;
    this.#count(value, 1);
  }

  /** The value of some clients that were not counted before. */
  addMany(clients: number, value: string | null): void {
    this.#clientsWith += clients;
    if (!this.#secret && value !== null) this.#count(value, clients);
  }

  #count(value: string, clients: number): void {
    this.#first ??= value;
    if (value !== this.#first) this.#isOneOnly = false;
    const key = value.length <= MAX_SHORT ? value : hash('sha256', value, 'base64');
    const known = this.#counts.get(key);
    if (known !== undefined) {
      known.count += clients;
      this.#lastCounted = known;
    } else if (this.#counts.size < MAX_COUNTED) {
      // A part of a long text would keep all of it in memory.
      const text = value.length <= MAX_SHORT ? value : Buffer.from(clipText(value, MAX_SHORT - 1)).toString();
      const added = { text: value.length <= MAX_SHORT ? text : `${text}…`, count: clients };
      this.#counts.set(key, added);
      this.#lastCounted = added;
    }
  }

  toSummary(clients: number, maxShown: number): ValuesSummaryItem['reported'] {
    const missing = clients - this.#clientsWith;
    const same = this.#isOneOnly && this.#first !== undefined && missing === 0;
    const values = [...this.#counts.values()]
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
      .slice(0, MAX_NAMED);
    return {
      same,
      value: same && this.#first !== undefined ? shownText(this.#first, maxShown).text : null,
      values: values.map(({ text, count }) => ({ value: shownText(text, MAX_SHORT).text, count })),
      missing,
    };
  }
}

function toSummaryItem(count: ItemCount, clients: number, catalog: Catalog): ValuesSummaryItem {
  const parameter = catalog.findParameterForValue(count.item, count.index);
  const maxShown = shownLength(parameter);
  return {
    item: shownText(count.item, MAX_SHOWN_NAME).text,
    index: count.index,
    parameterId: parameter?.id ?? null,
    secret: count.secret,
    reported: count.reported.toSummary(clients, maxShown),
    desired: count.desired.toSummary(clients, maxShown),
    driftCount: count.driftCount,
    refusedCount: count.refusedCount,
  };
}
