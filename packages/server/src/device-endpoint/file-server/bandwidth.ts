/** How often waiting transfers are looked after: seldom enough to cost nothing, often enough that phones see an even flow. */
const TICK_MS = 20;
/** What was not used within this time is lost, so that no burst follows a pause. */
const BURST_SECONDS = 0.25;

interface Waiting {
  readonly bytes: number;
  readonly go: () => void;
}

/**
 * A token bucket over all transfers of this process: whoever wants to send waits its turn. Turns go round, so that all get the
 * same.
 */
export class Bandwidth {
  readonly #nowMs: () => number;
  readonly #waiting: Waiting[] = [];
  /** Bytes a second; infinite: no limit. */
  #rate: number;
  #tokens = 0;
  #filledMs: number;
  #timer: NodeJS.Timeout | undefined;

  /** @param nowMs a clock that never goes back */
  constructor(rate = Number.POSITIVE_INFINITY, nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
    this.#rate = rate;
    this.#filledMs = nowMs();
  }

  get isLimited(): boolean {
    return this.#rate !== Number.POSITIVE_INFINITY;
  }

  setRate(bytesPerSecond: number): void {
    if (bytesPerSecond === this.#rate) return;
    this.#fill();
    this.#rate = bytesPerSecond;
    this.#serve();
  }

  /** Resolves when so many bytes may be sent. */
  async take(bytes: number): Promise<void> {
    if (!this.isLimited) return;
    if (this.#waiting.length === 0) {
      this.#fill();
      if (this.#tokens >= bytes) {
        this.#tokens -= bytes;
        return;
      }
    }
    await new Promise<void>((go) => {
      this.#waiting.push({ bytes, go });
      this.#timer ??= setInterval(() => this.#serve(), TICK_MS);
    });
  }

  /** What was taken and not sent. */
  giveBack(bytes: number): void {
    if (this.isLimited) this.#tokens += bytes;
  }

  #serve(): void {
    this.#fill();
    let served = 0;
    for (const { bytes, go } of this.#waiting) {
      if (this.isLimited && this.#tokens < bytes) break;
      if (this.isLimited) this.#tokens -= bytes;
      served += 1;
      go();
    }
    this.#waiting.splice(0, served);
    if (this.#waiting.length === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  #fill(): void {
    const nowMs = this.#nowMs();
    const seconds = (nowMs - this.#filledMs) / 1_000;
    this.#filledMs = nowMs;
    if (!this.isLimited) return;
    // The next one in turn must be able to go, however slow the flow is.
    const room = Math.max(this.#rate * BURST_SECONDS, this.#waiting[0]?.bytes ?? 0);
    this.#tokens = Math.min(this.#tokens + seconds * this.#rate, Math.max(room, this.#tokens));
  }
}
