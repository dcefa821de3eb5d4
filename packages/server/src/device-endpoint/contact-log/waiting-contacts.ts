import { REASONS, type Reason } from '@deskfleet/protocol';
import { MAX_QUIET_OF_CLIENT } from '../../features/contact-log/index.ts';

/** A contact with nothing to do. */
export interface WaitingContact {
  /** Milliseconds, on the caller's clock. */
  readonly at: number;
  readonly reason: Reason;
  readonly address: string;
}

export interface ContactsOfClient {
  readonly clientId: string;
  /** All that came, also those that are forgotten already. */
  readonly count: number;
  /** The latest, newest first. */
  readonly latest: readonly WaitingContact[];
}

const NONE = -1;
const FIRST_CAPACITY = 1_024;
const DIGIT_0 = '0'.charCodeAt(0);
const DOT = '.'.charCodeAt(0) - DIGIT_0;

/** The columns of a table whose rows are contacts; see `WaitingContacts`. */
interface Columns {
  readonly at: Float64Array;
  /** Contacts of the client, up to this one. */
  readonly count: Uint32Array;
  /** Row of the contact before it, or of the next free row. */
  readonly before: Int32Array;
  /** Place among `REASONS`. */
  readonly reason: Uint8Array;
  /** IPv4; what is none stands among the other addresses. */
  readonly address: Uint32Array;
}

/**
 * Contacts with nothing to do, by client, until they are stored.
 *
 * A power cut leaves one of each phone of a fleet here, for minutes. They are rows of numbers, 21 bytes each and some 40 more for each
 * client: as objects they took more than twice as much, and each full collection of garbage looked at every one of them.
 */
export class WaitingContacts {
  /** Row of the newest contact of each client, by the client's number; clients that wait longest first. */
  #newest = new Map<number, number>();
  #columns = columnsOf(FIRST_CAPACITY);
  /** By row. */
  readonly #otherAddresses = new Map<number, string>();
  /** Rows that were used so far; those behind are free, too. */
  #used = 0;
  #free = NONE;

  /** Clients with contacts that wait. */
  get clientCount(): number {
    return this.#newest.size;
  }

  has(clientId: string): boolean {
    return this.#newest.has(Number(clientId));
  }

  add(clientId: string, contact: WaitingContact): void {
    const key = Number(clientId);
    const before = this.#newest.get(key) ?? NONE;
    const row = this.#freeRow();
    const columns = this.#columns;
    const count = before === NONE ? 1 : (columns.count[before] ?? 0) + 1;
    columns.at[row] = contact.at;
    columns.count[row] = count;
    columns.before[row] = before;
    columns.reason[row] = REASONS.indexOf(contact.reason);
    const ipv4 = packedIpv4(contact.address);
    if (ipv4 === undefined) this.#otherAddresses.set(row, contact.address);
    else columns.address[row] = ipv4;
    this.#newest.set(key, row);
    if (count % MAX_QUIET_OF_CLIENT === 0) this.#forgetBefore(row);
  }

  /** Removes the contacts of those clients that wait longest, and tells them. */
  take(mostClients: number): ContactsOfClient[] {
    const taken: ContactsOfClient[] = [];
    for (const [key, newest] of this.#newest) {
      if (taken.length === mostClients) break;
      this.#newest.delete(key);
      const latest: WaitingContact[] = [];
      const count = this.#columns.count[newest] ?? 0;
      for (let row = newest; row !== NONE; ) {
        if (latest.length < MAX_QUIET_OF_CLIENT) latest.push(this.#contactAt(row));
        row = this.#release(row);
      }
      taken.push({ clientId: String(key), count, latest });
    }
    if (this.#newest.size === 0 && this.#used > FIRST_CAPACITY) this.#beginAnew();
    return taken;
  }

  #contactAt(row: number): WaitingContact {
    const { at, reason, address } = this.#columns;
    return {
      at: at[row] ?? 0,
      reason: REASONS[reason[row] ?? 0] ?? REASONS[0],
      address: this.#otherAddresses.get(row) ?? ipv4Text(address[row] ?? 0),
    };
  }

  /** Keeps as many of a client's contacts as are stored of them. */
  #forgetBefore(newest: number): void {
    const { before } = this.#columns;
    let last = newest;
    for (let kept = 1; kept < MAX_QUIET_OF_CLIENT; kept += 1) last = before[last] ?? NONE;
    let row = before[last] ?? NONE;
    before[last] = NONE;
    while (row !== NONE) row = this.#release(row);
  }

  /** @returns the row before it */
  #release(row: number): number {
    const { before } = this.#columns;
    const next = before[row] ?? NONE;
    before[row] = this.#free;
    this.#free = row;
    this.#otherAddresses.delete(row);
    return next;
  }

  #freeRow(): number {
    const row = this.#free;
    if (row !== NONE) {
      this.#free = this.#columns.before[row] ?? NONE;
      return row;
    }
    if (this.#used === this.#columns.at.length) this.#columns = grown(this.#columns);
    this.#used += 1;
    return this.#used - 1;
  }

  /** The storm is over: what it needed is given back. */
  #beginAnew(): void {
    this.#newest = new Map();
    this.#columns = columnsOf(FIRST_CAPACITY);
    this.#used = 0;
    this.#free = NONE;
  }
}

function columnsOf(rows: number): Columns {
  return {
    at: new Float64Array(rows),
    count: new Uint32Array(rows),
    before: new Int32Array(rows),
    reason: new Uint8Array(rows),
    address: new Uint32Array(rows),
  };
}

function grown(columns: Columns): Columns {
  const larger = columnsOf(columns.at.length * 2);
  larger.at.set(columns.at);
  larger.count.set(columns.count);
  larger.before.set(columns.before);
  larger.reason.set(columns.reason);
  larger.address.set(columns.address);
  return larger;
}

/**
 * Character by character: it runs for each start-up of a storm.
 * @returns undefined for anything but an IPv4 address as `ipv4Text` writes it
 */
function packedIpv4(address: string): number | undefined {
  let packed = 0;
  let bytes = 0;
  let byte = NONE;
  for (let place = 0; place <= address.length; place += 1) {
    const digit = address.charCodeAt(place) - DIGIT_0;
    if (digit >= 0 && digit <= 9) {
      if (byte === 0) return undefined;
      byte = byte === NONE ? digit : byte * 10 + digit;
      if (byte > 255) return undefined;
    } else if (byte === NONE || (place < address.length && digit !== DOT)) {
      return undefined;
    } else {
      packed = packed * 256 + byte;
      bytes += 1;
      byte = NONE;
    }
  }
  return bytes === 4 ? packed : undefined;
}

function ipv4Text(packed: number): string {
  return `${packed >>> 24}.${(packed >>> 16) & 255}.${(packed >>> 8) & 255}.${packed & 255}`;
}
