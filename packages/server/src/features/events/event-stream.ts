import type { ServerResponse } from 'node:http';
import type { ChangeNews } from '../../infra/events/index.ts';

/** Of these the browser is told the ids. */
const listTopics = [
  'clients',
  'plugAndPlay',
  'heldPhones',
  'scans',
  'users',
  'jobs',
  'recurringJobs',
  'rollouts',
  'templates',
  'files',
  'storageProviders',
  'groups',
] as const;
/** Of these it is told that there is something new. */
const flagTopics = ['notifications', 'parameters'] as const;

/** What the browser is told; the topics that are news between nodes only are left out. */
type BrowserNews = Pick<ChangeNews, (typeof listTopics)[number] | (typeof flagTopics)[number]>;

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

  send(all: ChangeNews): void {
    const lists = listTopics.flatMap((topic) => {
      const ids = all[topic];
      return ids === undefined || ids.length === 0 ? [] : [[topic, ids] as const];
    });
    const flags = flagTopics.flatMap((topic) => {
      const ids = all[topic];
      return ids === undefined ? [] : [[topic, ids] as const];
    });
    const news: BrowserNews = Object.fromEntries([...lists, ...flags]);
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

  #writeNews(news: BrowserNews): void {
    const flags = flagTopics.flatMap((topic) => (news[topic] === undefined ? [] : [[topic, true] as const]));
    const data = { ...news, ...Object.fromEntries(flags) };
    this.#write(`event: change\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #write(text: string): void {
    if (!this.#response.write(text)) this.#blocked = true;
  }
}

function mergeNews(a: BrowserNews, b: BrowserNews): BrowserNews {
  const merged = [...listTopics, ...flagTopics].flatMap((topic) => {
    const ids = mergeIds(a[topic], b[topic]);
    return ids === undefined ? [] : [[topic, ids] as const];
  });
  return Object.fromEntries(merged);
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
