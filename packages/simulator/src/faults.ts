import type { ItemStatus } from '@deskfleet/protocol';
import type { Random } from './random.ts';
import type { Delivery } from './wire/connection.ts';

/**
 * What can go wrong on purpose, and the moment at which its rate counts:
 *
 * - `busy` (each WriteItems): a call begins just before it, and lasts 5 to 30 s;
 * - `refuse-items` (each item of a WriteItems): the phone refuses it with some status;
 * - `lose-answer` (each message): the connection breaks when the answer begins to arrive; the same message, with the same
 *   nonce, is sent again;
 * - `lost-contact-me` (each contact request): answered 204 and forgotten;
 * - `slow` (each message): trickles out in 20 pieces over 2 s;
 * - `reset` (each message): TCP reset in the middle of the body, then the same message again;
 * - `reboot` (each answer other than CleanUp): the phone restarts in the middle of the dialogue;
 * - `garbage` (each message): bytes that are no XML are posted first, whatever is answered to them;
 * - `wrong-nonce` (each message): the nonce of an earlier message comes again with new content;
 * - `half-open` (each message): another connection is opened, says half of a TLS greeting and keeps silent for 20 s;
 * - `duplicate` (each message): the same message goes out on a second connection at the same time, its answer is ignored;
 * - `abort` (each answer other than CleanUp): the phone gives up with `clean-up`;
 * - `wrong-password` (each logon of a mobile user): another password is typed;
 * - `cut-download` (each part of a file that arrives): the connection breaks, and the phone asks for the rest.
 */
export const FAULT_NAMES = [
  'busy',
  'refuse-items',
  'lose-answer',
  'lost-contact-me',
  'slow',
  'reset',
  'reboot',
  'garbage',
  'wrong-nonce',
  'half-open',
  'duplicate',
  'abort',
  'wrong-password',
  'cut-download',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

export function isFaultName(text: string): text is FaultName {
  return FAULT_NAMES.some((name) => name === text);
}

/** Probability of each fault, 0 to 1; absent = 0. */
export type FaultRates = Readonly<Partial<Record<FaultName, number>>>;

export const NO_FAULTS: FaultRates = {};

const SLOW: Delivery = { way: 'trickle', pieces: 20, pauseMs: 100 };
const RESET: Delivery = { way: 'reset-mid-body' };
const LOSE_ANSWER: Delivery = { way: 'lose-answer' };
const WHOLE: Delivery = { way: 'whole' };

/** Statuses that a phone gives for a value it could take as well (reference, section 9). */
const REFUSALS: readonly ItemStatus[] = [
  'read only',
  'failed',
  'invalid data',
  'not supported',
  'undefined status',
];

/** Decides which faults strike: by rate, or because a test ordered them. */
export class FaultPlan {
  readonly #random: Random;
  #rates: FaultRates;
  #ordered: Map<FaultName, number> | undefined;

  constructor(random: Random, rates: FaultRates) {
    this.#random = random;
    this.#rates = rates;
  }

  /** Replaces the rates. */
  setRates(rates: FaultRates): void {
    this.#rates = rates;
  }

  /** Makes a fault strike the next `times` times whatever its rate. */
  order(name: FaultName, times = 1): void {
    this.#ordered ??= new Map();
    this.#ordered.set(name, (this.#ordered.get(name) ?? 0) + times);
  }

  /** Whether the fault strikes now. */
  strikes(name: FaultName): boolean {
    const ordered = this.#ordered?.get(name) ?? 0;
    if (ordered > 0) {
      this.#ordered?.set(name, ordered - 1);
      return true;
    }
    return this.#random.chance(this.#rates[name] ?? 0);
  }

  /** How the next message goes out. */
  nextDelivery(): Delivery {
    if (this.strikes('reset')) return RESET;
    if (this.strikes('lose-answer')) return LOSE_ANSWER;
    if (this.strikes('slow')) return SLOW;
    return WHOLE;
  }

  /** The status with which `refuse-items` refuses an item. */
  pickRefusal(): ItemStatus {
    return this.#random.pick(REFUSALS);
  }

  /** How long a call of the fault `busy` lasts. */
  pickCallMs(): number {
    return this.#random.integer(5_000, 30_000);
  }
}
