import { Client } from 'pg';
import type { Logger } from '../log/index.ts';

const CHANNEL = 'deskfleet_change';
/** PostgreSQL refuses payloads of 8,000 bytes and more; beyond this many ids "all" says enough. */
const MAX_IDS = 200;
const COALESCE_MS = 250;
const RECONNECT_MS = 1_000;

export type ChangeTopic = 'clients' | 'jobs' | 'notifications' | 'settings' | 'sessions';

/** What changed, by topic: ids, or `all` when there are too many to name. */
export type ChangeNews = { readonly [Topic in ChangeTopic]?: readonly string[] | 'all' };

type Pending = Map<ChangeTopic, Set<string> | 'all'>;

export interface EventHubOptions {
  /** Connection URL of the database; the hub keeps one connection of its own for `LISTEN`. */
  readonly databaseUrl: string;
  /** Sends one statement, e.g. over the server's pool. */
  readonly query: (sql: string, parameters: unknown[]) => Promise<unknown>;
  readonly log: Logger;
}

/**
 * Live news between nodes (architecture section 7): what one node reports reaches the subscribers of every
 * node within a second over `NOTIFY`. News are hints to look again, never data: one may be lost while the
 * database is away, so after a reconnect every topic is announced as `all`.
 */
export class EventHub {
  readonly #options: EventHubOptions;
  readonly #subscribers = new Set<(news: ChangeNews) => void>();
  #pending: Pending = new Map();
  #timer: NodeJS.Timeout | undefined;
  #listener: Client | undefined;
  #reconnect: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: EventHubOptions) {
    this.#options = options;
  }

  /** Connects and listens; resolves once news of other nodes arrive. */
  async start(): Promise<void> {
    const listener = new Client({
      connectionString: this.#options.databaseUrl,
      application_name: 'deskfleet events',
      keepAlive: true,
    });
    listener.on('notification', (notification) => this.#deliver(notification.payload));
    listener.on('error', (error) =>
      this.#options.log.warn({ err: error }, 'the connection for live news failed'),
    );
    listener.on('end', () => this.#scheduleReconnect(listener));
    await listener.connect();
    await listener.query(`listen ${CHANNEL}`);
    this.#listener = listener;
  }

  /** Calls `subscriber` on news of any node until the returned function is called. */
  subscribe(subscriber: (news: ChangeNews) => void): () => void {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  }

  /** Announces a committed change; news of the same quarter second leave together. */
  changed(topic: ChangeTopic, ids: Iterable<string> | 'all'): void {
    if (this.#stopped) return;
    const known = this.#pending.get(topic);
    if (known === 'all') return;
    if (ids === 'all') {
      this.#pending.set(topic, 'all');
    } else {
      const merged = known ?? new Set<string>();
      for (const id of ids) merged.add(id);
      if (merged.size === 0) return;
      this.#pending.set(topic, merged.size > MAX_IDS ? 'all' : merged);
    }
    this.#timer ??= setTimeout(() => void this.#flush(), COALESCE_MS);
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    await this.#flush();
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#reconnect);
    this.#subscribers.clear();
    await this.#listener?.end();
  }

  async #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.size === 0) return;
    const news: Record<string, readonly string[] | 'all'> = {};
    for (const [topic, ids] of this.#pending) news[topic] = ids === 'all' ? ids : [...ids];
    this.#pending = new Map();
    try {
      await this.#options.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(news)]);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'live news could not be sent');
    }
  }

  #deliver(payload: string | undefined): void {
    if (payload === undefined) return;
    let news: ChangeNews;
    try {
      news = JSON.parse(payload) as ChangeNews;
    } catch {
      this.#options.log.warn('live news of an unknown form were skipped');
      return;
    }
    this.#tell(news);
  }

  #tell(news: ChangeNews): void {
    for (const subscriber of this.#subscribers) subscriber(news);
  }

  #scheduleReconnect(ended: Client): void {
    if (this.#stopped || (this.#listener !== undefined && this.#listener !== ended)) return;
    this.#listener = undefined;
    this.#reconnect = setTimeout(() => {
      this.start().then(
        () =>
          this.#tell({ clients: 'all', jobs: 'all', notifications: 'all', settings: 'all', sessions: 'all' }),
        (error: unknown) => {
          this.#options.log.warn({ err: error }, 'the connection for live news is still down');
          this.#scheduleReconnect(ended);
        },
      );
    }, RECONNECT_MS);
  }
}
