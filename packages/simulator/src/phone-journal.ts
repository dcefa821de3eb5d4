import type { Exchange } from './dialogue.ts';
import type { Statistics } from './statistics.ts';

/** A value that was stored in the phone. */
export interface WriteRecord {
  /** Milliseconds since 1970 of the phone's clock. */
  readonly at: number;
  readonly name: string;
  readonly index?: number;
  readonly value: string;
  readonly origin: 'server' | 'local';
  /** The dialogue in which the server wrote it. */
  readonly dialogue?: number;
  /** The server had written this very value before, with no other change of the item in between. */
  readonly isRepeated: boolean;
}

/** A contact request that reached the phone. */
export interface ContactRequestRecord {
  /** Milliseconds since 1970 of the phone's clock. */
  readonly at: number;
  /** Address it came from. */
  readonly from: string;
  readonly outcome: 'accepted' | 'in-gap' | 'lost' | 'no-call-wanted';
}

const MAX_CONTACT_REQUESTS = 100;
/** More than one contact request a minute is risky for real phones (reference, section 3.1). */
const SAFE_DISTANCE_MS = 60_000;

/** What happened to a phone: bounded lists for tests, counts for everybody. */
export class PhoneJournal {
  readonly exchanges: Exchange[] = [];
  readonly writes: WriteRecord[] = [];
  readonly contactRequests: ContactRequestRecord[] = [];
  readonly #statistics: Statistics;
  readonly #exchangeLimit: number;
  readonly #keepsWrites: boolean;
  #lastContactRequestAt: number | undefined;

  constructor(statistics: Statistics, exchangeLimit: number, keepsWrites: boolean) {
    this.#statistics = statistics;
    this.#exchangeLimit = exchangeLimit;
    this.#keepsWrites = keepsWrites;
  }

  addExchange(exchange: Exchange): void {
    const { contacts, actions, errors, answerTimes } = this.#statistics;
    if (exchange.error !== undefined) errors.add(exchange.error.kind);
    if (exchange.answer !== undefined) {
      contacts.add(exchange.reason);
      actions.add(exchange.answer.action);
      answerTimes.add(exchange.durationMs);
      if (exchange.status === 'busy') this.#statistics.busyAnswers += 1;
    }
    if (this.#exchangeLimit === 0) return;
    this.exchanges.push(exchange);
    if (this.exchanges.length > this.#exchangeLimit) this.exchanges.shift();
  }

  addWrite(record: WriteRecord): void {
    if (record.origin === 'server') this.#statistics.valuesWritten += 1;
    if (record.isRepeated) this.#statistics.valuesWrittenAgain += 1;
    if (this.#keepsWrites) this.writes.push(record);
  }

  addContactRequest(record: ContactRequestRecord): void {
    this.#statistics.contactRequests.add(record.outcome);
    const last = this.#lastContactRequestAt;
    if (last !== undefined && record.at - last < SAFE_DISTANCE_MS)
      this.#statistics.contactRequestsTooClose += 1;
    this.#lastContactRequestAt = record.at;
    this.contactRequests.push(record);
    if (this.contactRequests.length > MAX_CONTACT_REQUESTS) this.contactRequests.shift();
  }
}
