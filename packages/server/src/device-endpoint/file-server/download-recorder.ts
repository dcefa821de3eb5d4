import type { Pool } from 'pg';
import { type Download, storeDownloads } from '../../features/files/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';

/** How often it is told where transfers stand. */
const TELL_MS = 2_000;
/** A transfer that waits is told of now and then, so that nobody takes it for one of a dead process. */
const ALIVE_MS = 20_000;

/** A transfer that is running; its bytes grow. */
export interface RunningDownload extends Omit<Download, 'bytes' | 'state' | 'endedAt'> {
  bytes: number;
  state: Download['state'];
  endedAt: Date | null;
}

/** Records transfers together and behind: no phone waits for it. */
export class DownloadRecorder {
  readonly #deps: {
    readonly pool: Pool;
    readonly clock: Clock;
    readonly events: EventHub;
    readonly log: Logger;
  };
  readonly #running = new Map<RunningDownload, { bytes: number; toldMs: number }>();
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> = Promise.resolve();

  constructor(deps: {
    readonly pool: Pool;
    readonly clock: Clock;
    readonly events: EventHub;
    readonly log: Logger;
  }) {
    this.#deps = deps;
  }

  begin(download: RunningDownload): void {
    this.#running.set(download, { bytes: -1, toldMs: 0 });
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#tell(), TELL_MS);
    this.#timer.unref();
  }

  end(download: RunningDownload, state: 'completed' | 'broken-off'): void {
    download.state = state;
    download.endedAt = this.#deps.clock.now();
  }

  /** What is still running is broken off. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#timer = undefined;
    for (const download of this.#running.keys()) {
      if (download.state === 'running') this.end(download, 'broken-off');
    }
    this.#tell();
    await this.#telling;
  }

  #tell(): void {
    this.#telling = this.#telling
      .then(() => this.#store())
      .catch((error: unknown) => this.#deps.log.warn({ err: error }, 'downloads could not be recorded'));
  }

  async #store(): Promise<void> {
    const nowMs = performance.now();
    const news = [...this.#running].filter(
      ([{ bytes, state }, told]) =>
        state !== 'running' || bytes !== told.bytes || nowMs - told.toldMs > ALIVE_MS,
    );
    const snapshots = news.map(([download]) => ({ ...download }));
    if (snapshots.length > 0) {
      const jobIds = await storeDownloads(this.#deps.pool, snapshots, this.#deps.clock.now());
      if (jobIds.length > 0) this.#deps.events.changed('jobs', jobIds);
    }
    for (const [place, [download, told]] of news.entries()) {
      const stored = snapshots[place];
      if (stored?.state !== 'running') this.#running.delete(download);
      told.bytes = stored?.bytes ?? told.bytes;
      told.toldMs = nowMs;
    }
    if (this.#running.size === 0 && this.#timer !== undefined) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }
}
