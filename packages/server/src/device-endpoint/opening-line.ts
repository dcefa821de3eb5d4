/** Limits of a line; tests have smaller ones. */
export interface OpeningLimits {
  /** Messages that may be at work when one more dialogue begins: as many as fill the statements that messages share. */
  readonly maxBusy: number;
  /**
   * How late the event loop may be then. Connections that phones make anew for each message show nowhere else, and counting them would
   * not do: a slow phone needs a second for its part of a handshake, while the server has nothing to do.
   */
  readonly maxLagMs: number;
  /** How late it may be when phones connect that are in no dialogue. */
  readonly maxLagToConnectMs: number;
  /** Phones that may wait; each holds its connection, some 50 KB. */
  readonly maxWaiting: number;
  /** Phones give up after some 30 s from connecting on, and what is done for one that has given up is lost. */
  readonly maxWaitMs: number;
}

const usualLimits: OpeningLimits = {
  maxBusy: 256,
  maxLagMs: 100,
  maxLagToConnectMs: 500,
  maxWaiting: 5_000,
  maxWaitMs: 20_000,
};

const TICK_MS = 50;
/** Phones of the line whose turn it is in a tick at most: what they do next shows only after a while. */
const TURNS_OF_TICK = 32;
/** While the event loop is late: whatever keeps it busy, the line never stands still. */
const TURNS_WHEN_LATE = 1;
/** Connections of a tick that phones may make meanwhile that are in no dialogue: some of them may be known ones that want nothing. */
const CONNECTIONS_WHEN_LATE = 32;
/** A phone that is silent for longer is in no dialogue any more. */
const DIALOGUE_MS = 60_000;

/** There is more to do than can be done: the phone must come again. */
export class OverloadError extends Error {
  override readonly name = 'OverloadError';
}

interface Waiting {
  readonly isGone: () => boolean;
  readonly enter: () => void;
  readonly turnAway: () => void;
}

/**
 * Where phones wait whose message would begin a dialogue, as long as those that are in one are answered too slowly. Without it
 * a storm of phones that all have much to tell would begin ten thousand dialogues at once, each message would wait until phones give
 * up, and what they then say again would be one more load: nothing would ever get done. With it every dialogue that has begun goes on
 * quickly. Phones wait here rather than to be sent away at once, for coming again costs the server a handshake, and waiting nothing.
 * Where handshakes alone are more than can be done, connections of phones that are in no dialogue are broken off before theirs: all
 * would wait for each other in them until they give up. Each node has a line of its own, for its own load.
 */
export class OpeningLine {
  readonly #limits: OpeningLimits;
  readonly #line = new Set<Waiting>();
  readonly #ticks: NodeJS.Timeout;
  #busy = 0;
  #isStopped = false;
  #tickedMs = performance.now();
  #lagMs = 0;
  #turns = TURNS_OF_TICK;
  #connections = CONNECTIONS_WHEN_LATE;
  /** Addresses of phones that are in a dialogue, and of those that were a while ago. */
  #talking = new Set<string>();
  #talkedBefore = new Set<string>();
  #talkingSinceMs = performance.now();

  constructor(limits: Partial<OpeningLimits> = {}) {
    this.#limits = { ...usualLimits, ...limits };
    this.#ticks = setInterval(() => this.#tick(), TICK_MS).unref();
  }

  /** Phones that wait. */
  get waiting(): number {
    return this.#line.size;
  }

  /** A message is at work from here on, until `end`. */
  begin(): void {
    this.#busy += 1;
  }

  end(): void {
    this.#busy -= 1;
    this.#admit();
  }

  /**
   * Call it for a message at work before it begins a dialogue.
   *
   * @param isGone the phone has closed its connection
   * @returns what to wait for; undefined: nothing
   * @throws OverloadError (by the promise, too) when too many wait, or it took too long
   */
  enter(isGone: () => boolean = () => false): Promise<void> | undefined {
    const { maxBusy, maxLagMs, maxWaiting, maxWaitMs } = this.#limits;
    if (this.#busy <= maxBusy && this.#lateMs() <= maxLagMs && this.#line.size === 0) return undefined;
    if (this.#line.size >= maxWaiting || this.#isStopped) throw new OverloadError('too many phones wait');
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        this.#line.delete(waiting);
        this.#busy += 1;
      };
      const waiting: Waiting = {
        isGone,
        enter: () => {
          leave();
          resolve();
        },
        turnAway: () => {
          leave();
          reject(new OverloadError('a phone has waited too long'));
        },
      };
      const timer = setTimeout(waiting.turnAway, maxWaitMs);
      this.#line.add(waiting);
      this.#busy -= 1;
    });
  }

  /** Whether a phone may connect now. @param addressOf asked for only when there is too much to do */
  mayConnect(addressOf: () => string): boolean {
    if (this.#lateMs() <= this.#limits.maxLagToConnectMs) return true;
    const address = addressOf();
    if (this.#talking.has(address) || this.#talkedBefore.has(address)) return true;
    this.#connections -= 1;
    return this.#connections >= 0;
  }

  /** The phone at this address has been answered, and is in a dialogue or not. */
  answered(address: string, isInDialogue: boolean): void {
    if (isInDialogue) this.#talking.add(address);
    else {
      this.#talking.delete(address);
      this.#talkedBefore.delete(address);
    }
  }

  /** Sends everybody away who waits. */
  stop(): void {
    this.#isStopped = true;
    clearInterval(this.#ticks);
    for (const waiting of this.#line) waiting.turnAway();
  }

  /** As long as the tick is late itself, nobody knows yet by how much it will be. */
  #lateMs(): number {
    return Math.max(this.#lagMs, performance.now() - this.#tickedMs - TICK_MS);
  }

  #tick(): void {
    const nowMs = performance.now();
    this.#lagMs = nowMs - this.#tickedMs - TICK_MS;
    this.#tickedMs = nowMs;
    this.#connections = CONNECTIONS_WHEN_LATE;
    if (nowMs - this.#talkingSinceMs > DIALOGUE_MS) {
      this.#talkedBefore = this.#talking;
      this.#talking = new Set();
      this.#talkingSinceMs = nowMs;
    }
    this.#turns = this.#lagMs > this.#limits.maxLagMs ? TURNS_WHEN_LATE : TURNS_OF_TICK;
    this.#admit();
  }

  #admit(): void {
    for (const waiting of this.#line) {
      if (this.#busy >= this.#limits.maxBusy || this.#turns === 0) return;
      if (waiting.isGone()) waiting.turnAway();
      else {
        this.#turns -= 1;
        waiting.enter();
      }
    }
  }
}
