import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { forgetTransfers, tellTransfers } from '../../features/files/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { Bandwidth } from './bandwidth.ts';

const TELL_MS = 1_000;

export interface BandwidthShareDeps {
  readonly pool: Pool;
  readonly log: Logger;
  /** Bytes a second for all processes of all nodes together; null: no limit. */
  readonly limit: () => number | null;
}

/**
 * The part of the bandwidth that this process may use: that of its transfers among all that are running. Processes tell each
 * other every second, and only while they have any.
 */
export class BandwidthShare {
  readonly bandwidth = new Bandwidth();
  readonly #deps: BandwidthShareDeps;
  readonly #processId = randomUUID();
  #transfers = 0;
  #others = 0;
  #told: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(deps: BandwidthShareDeps) {
    this.#deps = deps;
  }

  /** A transfer begins; it may send when the others are known. */
  async enter(): Promise<void> {
    this.#transfers += 1;
    if (this.#timer === undefined) {
      this.#timer = setInterval(() => this.#tell(), TELL_MS);
      this.#timer.unref();
      this.#tell();
    }
    await this.#told;
    this.#divide();
  }

  leave(): void {
    this.#transfers -= 1;
    this.#divide();
    if (this.#transfers === 0) this.#rest();
  }

  async stop(): Promise<void> {
    this.#rest();
    await this.#told;
  }

  #rest(): void {
    if (this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#told = this.#told.then(() => forgetTransfers(this.#deps.pool, this.#processId)).catch(this.#warn);
  }

  #tell(): void {
    // The limit may have been set while all was quiet.
    if (this.#deps.limit() === null) {
      this.#divide();
      return;
    }
    this.#told = this.#told
      .then(() => tellTransfers(this.#deps.pool, this.#processId, this.#transfers))
      .then((others) => {
        this.#others = others;
        this.#divide();
      })
      .catch(this.#warn);
  }

  #divide(): void {
    const limit = this.#deps.limit();
    const mine = Math.max(this.#transfers, 1);
    this.bandwidth.setRate(
      limit === null ? Number.POSITIVE_INFINITY : (limit * mine) / (mine + this.#others),
    );
  }

  readonly #warn = (error: unknown): void => {
    this.#deps.log.warn({ err: error }, 'processes could not agree on the bandwidth of files');
  };
}
