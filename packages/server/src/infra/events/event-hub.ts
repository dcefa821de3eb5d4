import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from '../log/index.ts';
import {
  type ChangeNews,
  type ChangeTopic,
  decodeNews,
  encodeNews,
  everythingChanged,
  PendingNews,
} from './change-news.ts';

const CHANNEL = 'deskfleet_change';
const COALESCE_MS = 250;
const RECONNECT_MS = 1_000;
const CONNECT_TIMEOUT_MS = 10_000;
/** A connection over which nothing comes through any more looks like one on which nothing happens. */
const CHECK_EVERY_MS = 15_000;

export interface EventHubOptions {
  /** Connection URL of the database; the hub keeps one connection of its own for `LISTEN`. */
  readonly databaseUrl: string;
  /** Sends one statement, e.g. over the server's pool. */
  readonly query: (sql: string, parameters: unknown[]) => Promise<unknown>;
  readonly log: Logger;
  /** Milliseconds between two checks of the connection; one that does not answer until the next check is given up. */
  readonly checkEveryMs?: number;
}

/**
 * Live news between nodes (architecture section 7): what one node reports reaches the subscribers of every
 * node within a second over `NOTIFY`. News are hints to look again, never data: those of others may be lost while the
 * database is away, so after a reconnect every topic is announced as `all`; the own ones are kept until they can be sent.
 */
export class EventHub {
  readonly #options: EventHubOptions;
  readonly #subscribers = new Set<(news: ChangeNews) => void>();
  readonly #pending = new PendingNews();
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #listener: Client | undefined;
  #reconnecting: Promise<void> | undefined;

  constructor(options: EventHubOptions) {
    this.#options = options;
  }

  /** Connects and listens; resolves once news of other nodes arrive. */
  async start(): Promise<void> {
    this.#keep(await this.#listen());
  }

  /** Calls `subscriber` on news of any node until the returned function is called. */
  subscribe(subscriber: (news: ChangeNews) => void): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** Announces a committed change; news of the same quarter second leave together. */
  changed(topic: ChangeTopic, ids: Iterable<string> | 'all'): void {
    if (this.#stopped.signal.aborted) return;
    this.#pending.add(topic, ids);
    if (!this.#pending.isEmpty) this.#timer ??= setTimeout(() => void this.#flush(), COALESCE_MS);
  }

  async stop(): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    await this.#flush();
    this.#stopped.abort();
    clearTimeout(this.#timer);
    this.#subscribers.clear();
    await this.#reconnecting;
    await this.#listener?.end();
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.isEmpty) return;
    const news = this.#pending.take();
    try {
      await this.#options.query('select pg_notify($1, $2)', [CHANNEL, encodeNews(news)]);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'live news could not be sent yet');
      for (const topic of Object.keys(news) as ChangeTopic[]) this.#pending.add(topic, news[topic] ?? []);
      if (!this.#stopped.signal.aborted) this.#timer ??= setTimeout(() => void this.#flush(), RECONNECT_MS);
    }
  }

  async #listen(): Promise<Client> {
    const listener = new Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'deskfleet events',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    listener.on('notification', ({ payload = '' }) => this.#deliver(payload));
    listener.on('error', (error) =>
      this.#options.log.warn({ err: error }, 'the connection for live news failed'),
    );
    try {
      await listener.connect();
      await listener.query(`listen ${CHANNEL}`);
      return listener;
    } catch (error) {
      await listener.end().catch(() => {});
      throw error;
    }
  }

  /** Watches over a connection that listens, and opens another one when it ends. */
  #keep(listener: Client): void {
    this.#listener = listener;
    let answered = true;
    const check = setInterval(() => {
      if (!answered) {
        this.#options.log.warn('the connection for live news does not answer');
        // Ends at once, because its last query is still under way.
        void listener.end().catch(() => {});
        return;
      }
      answered = false;
      listener.query('select').then(
        () => {
          answered = true;
        },
        () => {},
      );
    }, this.#options.checkEveryMs ?? CHECK_EVERY_MS);
    check.unref();
    listener.once('end', () => {
      clearInterval(check);
      this.#listener = undefined;
      if (!this.#stopped.signal.aborted) this.#reconnecting = this.#reconnect();
    });
  }

  async #reconnect(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        await sleep(RECONNECT_MS, undefined, { signal });
        const listener = await this.#listen();
        if (signal.aborted) await listener.end();
        else {
          this.#keep(listener);
          this.#options.log.info('the connection for live news is back');
          this.#tell(everythingChanged);
        }
        return;
      } catch (error) {
        if (!signal.aborted)
          this.#options.log.debug({ err: error }, 'the connection for live news is still down');
      }
    }
  }

  #deliver(payload: string): void {
    const news = decodeNews(payload);
    if (news === undefined) this.#options.log.warn('live news of an unknown form were skipped');
    else this.#tell(news);
  }

  #tell(news: ChangeNews): void {
    for (const subscriber of this.#subscribers) {
      try {
        subscriber(news);
      } catch (error) {
        this.#options.log.error({ err: error }, 'live news were not understood');
      }
    }
  }
}
