import type { ServerResponse } from 'node:http';
import type { ChangeNews } from '../../infra/events/index.ts';

/** What the browser is told; the topics that are news between nodes only are left out. */
type BrowserNews = Pick<ChangeNews, 'clients' | 'jobs' | 'notifications' | 'parameters'>;

const MAX_IDS = 200;
const RECONNECT_MS = 2_000;

/**
 * One browser's stream of server-sent events (HTML standard, section 9.2). News that a slow reader has not taken yet
 * are merged, so that it never costs more than one message; a reader that takes nothing from one heartbeat to the
 * next is dropped. It connects again by itself and asks for everything anew.
 */
export class EventStream {
  readonly #response: ServerResponse;
  #pending: BrowserNews | undefined;
  #blocked = false;
  #heartbeatMissed = false;

  constructor(response: ServerResponse) {
    this.#response = response;
    response.on('drain', () => this.#resume());
    this.#write(`retry: ${RECONNECT_MS}\n: connected\n\n`);
  }

  send({ clients, jobs, notifications, parameters }: ChangeNews): void {
    const news = {
      ...(clients === undefined || clients.length === 0 ? {} : { clients }),
      ...(jobs === undefined || jobs.length === 0 ? {} : { jobs }),
      ...(notifications === undefined ? {} : { notifications }),
      ...(parameters === undefined ? {} : { parameters }),
    };
    if (Object.keys(news).length === 0) return;
    if (this.#blocked) this.#pending = mergeNews(this.#pending ?? {}, news);
    else this.#writeNews(news);
  }

  /** Keeps proxies from closing the connection, and finds out whether anybody still reads. */
  heartbeat(): void {
    if (!this.#blocked) {
      this.#write(': heartbeat\n\n');
    } else if (this.#heartbeatMissed) {
      this.#response.destroy();
    } else {
      this.#heartbeatMissed = true;
    }
  }

  end(): void {
    if (this.#blocked) this.#response.destroy();
    else this.#response.end();
  }

  #resume(): void {
    this.#blocked = false;
    this.#heartbeatMissed = false;
    const news = this.#pending;
    this.#pending = undefined;
    if (news !== undefined) this.#writeNews(news);
  }

  #writeNews({ notifications, parameters, ...lists }: BrowserNews): void {
    const data = {
      ...lists,
      ...(notifications === undefined ? {} : { notifications: true }),
      ...(parameters === undefined ? {} : { parameters: true }),
    };
    this.#write(`event: change\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (!this.#response.write(text)) this.#blocked = true;
  }
}

function mergeNews(a: BrowserNews, b: BrowserNews): BrowserNews {
  const clients = mergeIds(a.clients, b.clients);
  const jobs = mergeIds(a.jobs, b.jobs);
  const notifications = mergeIds(a.notifications, b.notifications);
  const parameters = mergeIds(a.parameters, b.parameters);
  return {
    ...(clients === undefined ? {} : { clients }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(notifications === undefined ? {} : { notifications }),
    ...(parameters === undefined ? {} : { parameters }),
  };
}

function mergeIds(
  a: readonly string[] | 'all' | undefined,
  b: readonly string[] | 'all' | undefined,
): readonly string[] | 'all' | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a === 'all' || b === 'all') return 'all';
  const ids = new Set([...a, ...b]);
  return ids.size > MAX_IDS ? 'all' : [...ids];
}
