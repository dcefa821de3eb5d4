import type { Clock } from '../../infra/clock/index.ts';
import { addressSource } from '../../infra/http/client-address.ts';
import type { Logger } from '../../infra/log/index.ts';

/** Sources that are remembered; beyond this the oldest is forgotten, so hostile traffic cannot fill the memory. */
const MAX_SOURCES = 10_000;
const LOG_LINES_PER_MINUTE = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Source {
  minuteStartedMs: number;
  linesInMinute: number;
  suppressed: number;
  notifiedMs: number;
}

/**
 * Keeps the cost of bad requests bounded: a few log lines a minute and at most one notification an hour for each
 * source (an IPv4 address or the network of an IPv6 address), however much it sends.
 */
export class BadRequestGuard {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #notify: (source: string, problem: string) => void;
  readonly #sources = new Map<string, Source>();

  constructor(options: {
    readonly clock: Clock;
    readonly log: Logger;
    readonly notify: (source: string, problem: string) => void;
  }) {
    this.#clock = options.clock;
    this.#log = options.log;
    this.#notify = options.notify;
  }

  /** Records a bad request; `problem` says in words what was wrong and quotes nothing the sender wrote. */
  record(address: string, problem: string, details: Readonly<Record<string, unknown>> = {}): void {
    const source = addressSource(address);
    const nowMs = this.#clock.now().getTime();
    const known = this.#sources.get(source) ?? {
      minuteStartedMs: nowMs,
      linesInMinute: 0,
      suppressed: 0,
      notifiedMs: Number.NEGATIVE_INFINITY,
    };
    this.#remember(source, known);
    if (nowMs - known.minuteStartedMs >= MINUTE_MS) {
      if (known.suppressed > 0) {
        this.#log.warn(
          { source, count: known.suppressed },
          'more bad requests to the phone port were not logged',
        );
      }
      known.minuteStartedMs = nowMs;
      known.linesInMinute = 0;
      known.suppressed = 0;
    }
    if (known.linesInMinute < LOG_LINES_PER_MINUTE) {
      known.linesInMinute += 1;
      this.#log.warn({ source: address, problem, ...details }, 'bad request to the phone port');
    } else {
      known.suppressed += 1;
    }
    if (nowMs - known.notifiedMs >= HOUR_MS) {
      known.notifiedMs = nowMs;
      this.#notify(source, problem);
    }
  }

  #remember(source: string, known: Source): void {
    this.#sources.delete(source);
    this.#sources.set(source, known);
    if (this.#sources.size <= MAX_SOURCES) return;
    const [oldest] = this.#sources.keys();
    if (oldest !== undefined) this.#sources.delete(oldest);
  }
}
