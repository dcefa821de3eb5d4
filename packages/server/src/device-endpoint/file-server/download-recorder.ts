import type { Pool } from 'pg';
import { type Download, storeDownloads } from '../../features/files/index.ts';
import { GroupCommit } from '../../infra/batch/index.ts';
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

interface DownloadRecorderDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly log: Logger;
}

/** Transfers whose end is stored by one statement. */
const MAX_COMPLETIONS = 500;

/** Records transfers together and behind: no phone waits for it, except for that it has fetched all of a file. */
export class DownloadRecorder {
  readonly #deps: DownloadRecorderDeps;
  readonly #completions: GroupCommit<Download, true>;
  readonly #running = new Map<RunningDownload, { bytes: number; toldMs: number }>();
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> = Promise.resolve();

  constructor(deps: DownloadRecorderDeps) {
    this.#deps = deps;
    this.#completions = new GroupCommit({
      keyOf: ({ id }) => id,
      commit: async (downloads) => {
        await this.#keep(downloads);
        return downloads.map(() => true);
      },
      maxSize: MAX_COMPLETIONS,
    });
  }

  begin(download: RunningDownload): void {
    this.#running.set(download, { bytes: -1, toldMs: 0 });
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => this.#tell(), TELL_MS);
    this.#timer.unref();
  }

  /**
   * Stores that all of a download has been sent, before its last bytes leave: whatever the phone makes of the file, it says so
   * later, perhaps to another node. Should it not get them after all, `end` says so.
   */
  async complete(download: RunningDownload, bytes: number): Promise<void> {
    const endedAt = this.#deps.clock.now();
    await this.#completions.add({ ...download, bytes, state: 'completed', endedAt });
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
    if (snapshots.length > 0) await this.#keep(snapshots);
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

  async #keep(downloads: readonly Download[]): Promise<void> {
    const { pool, clock, events } = this.#deps;
    const jobIds = await storeDownloads(pool, downloads, clock.now());
    if (jobIds.length > 0) events.changed('jobs', jobIds);
  }
}
