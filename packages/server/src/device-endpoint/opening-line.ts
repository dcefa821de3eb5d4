/** Limits of a line; tests have smaller ones. */
export interface OpeningLimits {
  /**
   * Dialogues that may be under way when one more begins. Enough to have always something to do, also where phones are slow; and so few
   * that their next messages, were all of them there at once, are answered long before phones give up.
   */
  readonly maxUnderWay: number;
  /** Phones that may wait at most, if so many get their turn in time. Each holds its connection, some 100 KB. */
  readonly maxWaiting: number;
  /** Phones give up after some 30 s from connecting on, and what is done for one that has given up is lost. */
  readonly maxWaitMs: number;
  /**
   * What one address may have of either, from 0 to 1: who begins dialogues and falls silent must not keep everybody out. Far
   * more than half, as a whole site may call from behind one address.
   */
  readonly shareOfAddress: number;
}

const usualLimits: OpeningLimits = {
  maxUnderWay: 400,
  maxWaiting: 2_000,
  maxWaitMs: 20_000,
  shareOfAddress: 0.75,
};

/** A phone that was silent for so long may have gone, and others need not wait for it. */
const SILENCE_MS = 20_000;
const TICK_MS = 100;
/** So many may wait in any case, and more when more got their turn of late. */
const LEAST_LINE = 400;
/** Connections of a tick while the line is full: some may be of known phones, which want nothing. */
const CONNECTIONS_WHEN_FULL = 8;

/** There is more to do than can be done: the phone must come again. */
export class OverloadError extends Error {
  override readonly name = 'OverloadError';
}

/** Whose message would begin a dialogue. */
export interface Opener {
  readonly address: string;
  /** Whether it has closed its connection. Default: it has not. */
  readonly isGone?: () => boolean;
}

interface Waiting {
  readonly address: string;
  readonly isGone: () => boolean;
  readonly enter: () => void;
  readonly turnAway: () => void;
}

/**
 * Where phones wait whose message would begin a dialogue, as long as enough of them are under way. Without it
 * a storm of phones that all have much to tell would begin ten thousand dialogues at once, each message would wait until phones give
 * up, and what they then say again would be one more load: nothing would ever get done. How busy the server is would not tell: messages
 * that wait to be accepted are seen by nobody but the system.
 *
 * Phones wait here rather than to be sent away at once, for coming again costs the server a handshake, and waiting nothing. When the line
 * is full, connections of phones that are in no dialogue are broken off before their handshake. Each node has a line of its own.
 */
export class OpeningLine {
  readonly #limits: OpeningLimits;
  readonly #line = new Set<Waiting>();
  readonly #ticks: NodeJS.Timeout;
  /** Messages that begin a dialogue just now. */
  #beginning = 0;
  /** Phones that are in a dialogue by client, and when they were answered last. */
  readonly #talking = new Map<string, { readonly address: string; atMs: number }>();
  /** How many are in a dialogue there. */
  readonly #talkingAt = new Counts();
  /** How many are in a dialogue or begin one there. */
  readonly #underWayAt = new Counts();
  readonly #waitingAt = new Counts();
  #connections = CONNECTIONS_WHEN_FULL;
  /** Turns that were given since then, and in as long a time before. */
  #turns = 0;
  #turnsBefore = 0;
  #turnsSinceMs = performance.now();
  #isStopped = false;

  constructor(limits: Partial<OpeningLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
    this.#ticks = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  /** Phones that wait. */
  get waiting(): number {
    return this.#line.size;
  }

  /**
   * Call it before a message begins a dialogue, and `leave` when the message is answered or not, whatever comes of it.
   *
   * @returns what to wait for; undefined: nothing
   * @throws OverloadError (by the promise, too) when too many wait, or it took too long
   */
  enter({ address, isGone = () => false }: Opener): Promise<void> | undefined {
    const { maxWaitMs } = this.#limits;
    const mayBegin = this.#hasRoomFor(address);
    if (this.#line.size === 0 && mayBegin) {
      this.#turns += 1;
      this.#begin(address);
      return undefined;
    }
    if (this.#isFullFor(address) || this.#isStopped) {
      this.#begin(address);
      throw new OverloadError('too many phones wait');
    }
    const turn = new Promise<void>((resolve, reject) => {
      const stepOut = () => {
        clearTimeout(timer);
        this.#line.delete(waiting);
        this.#waitingAt.add(address, -1);
        this.#begin(address);
      };
      const waiting: Waiting = {
        address,
        isGone,
        enter: () => {
          stepOut();
          this.#turns += 1;
          resolve();
        },
        turnAway: () => {
          stepOut();
          reject(new OverloadError('a phone has waited too long'));
        },
      };
      const timer = setTimeout(waiting.turnAway, maxWaitMs);
      this.#line.add(waiting);
      this.#waitingAt.add(address, 1);
    });
    // Those before it may be of an address that has had its share.
    if (mayBegin) this.#admit();
    return turn;
  }

  leave(address: string): void {
    this.#beginning -= 1;
    this.#underWayAt.add(address, -1);
    this.#admit();
  }

  /** The phone of this client has been answered, and is in a dialogue or not. */
  answered(clientId: string, address: string, isInDialogue: boolean): void {
    const known = this.#talking.get(clientId);
    if (isInDialogue && known?.address === address) {
      known.atMs = performance.now();
      return;
    }
    this.#forget(clientId);
    if (isInDialogue) {
      this.#talking.set(clientId, { address, atMs: performance.now() });
      this.#talkingAt.add(address, 1);
      this.#underWayAt.add(address, 1);
    } else this.#admit();
  }

  /** Whether a phone may connect now. @param addressOf asked for only when there is too much to do */
  mayConnect(addressOf: () => string): boolean {
    if (this.#line.size < this.#shareOf(this.#lineLimit)) return true;
    const address = addressOf();
    if (!this.#isFullFor(address) || this.#talkingAt.of(address) > 0) return true;
    this.#connections -= 1;
    return this.#connections >= 0;
  }

  /** Sends everybody away who waits. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#ticks);
    for (const waiting of this.#line) waiting.turnAway();
  }

  /** Nobody is to wait who would most probably be turned away in the end: each time costs a handshake. */
  get #lineLimit(): number {
    return Math.min(this.#limits.maxWaiting, Math.max(LEAST_LINE, this.#turns, this.#turnsBefore));
  }

  #isFullFor(address: string): boolean {
    const limit = this.#lineLimit;
    return this.#line.size >= limit || this.#waitingAt.of(address) >= this.#shareOf(limit);
  }

  get #hasRoom(): boolean {
    return this.#beginning + this.#talking.size < this.#limits.maxUnderWay;
  }

  #hasRoomFor(address: string): boolean {
    return this.#hasRoom && this.#underWayAt.of(address) < this.#shareOf(this.#limits.maxUnderWay);
  }

  #shareOf(places: number): number {
    return Math.ceil(places * this.#limits.shareOfAddress);
  }

  #begin(address: string): void {
    this.#beginning += 1;
    this.#underWayAt.add(address, 1);
  }

  #forget(clientId: string): void {
    const known = this.#talking.get(clientId);
    if (known === undefined) return;
    this.#talking.delete(clientId);
    this.#talkingAt.add(known.address, -1);
    this.#underWayAt.add(known.address, -1);
  }

  #tick(): void {
    this.#connections = CONNECTIONS_WHEN_FULL;
    const nowMs = performance.now();
    if (nowMs - this.#turnsSinceMs > this.#limits.maxWaitMs) {
      this.#turnsBefore = this.#turns;
      this.#turns = 0;
      this.#turnsSinceMs = nowMs;
    }
    const silentSinceMs = nowMs - SILENCE_MS;
    for (const [clientId, { atMs }] of this.#talking) {
      if (atMs <= silentSinceMs) this.#forget(clientId);
    }
    this.#admit();
  }

  #admit(): void {
    for (const waiting of this.#line) {
      if (waiting.isGone()) waiting.turnAway();
      else if (!this.#hasRoom) return;
      else if (this.#hasRoomFor(waiting.address)) waiting.enter();
    }
  }
}

/** How many there are at each address. */
class Counts {
  readonly #counts = new Map<string, number>();

  of(address: string): number {
    return this.#counts.get(address) ?? 0;
  }

  add(address: string, change: 1 | -1): void {
    const count = this.of(address) + change;
    if (count === 0) this.#counts.delete(address);
    else this.#counts.set(address, count);
  }
}
