const topics = [
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
  'notifications',
  'parameters',
  'settings',
  'sessions',
] as const;
export type ChangeTopic = (typeof topics)[number];

/** What changed, by topic: ids, or `all` when there are too many to name. */
export type ChangeNews = { readonly [Topic in ChangeTopic]?: readonly string[] | 'all' };

/** For whoever may have missed something. */
export const everythingChanged: ChangeNews = Object.fromEntries(topics.map((topic) => [topic, 'all']));

/** Beyond this many ids "all" says enough. */
const MAX_IDS = 200;
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const MAX_PAYLOAD_BYTES = 7_999;

/** News that wait to be sent together. */
export class PendingNews {
  #topics = new Map<ChangeTopic, Set<string> | 'all'>();

  get isEmpty(): boolean {
    return this.#topics.size === 0;
  }

  add(topic: ChangeTopic, ids: Iterable<string> | 'all'): void {
    const known = this.#topics.get(topic);
    if (known === 'all') return;
    if (ids === 'all') {
      this.#topics.set(topic, 'all');
      return;
    }
    const merged = known ?? new Set<string>();
    for (const id of ids) {
      merged.add(id);
      if (merged.size > MAX_IDS) {
        this.#topics.set(topic, 'all');
        return;
      }
    }
    if (merged.size > 0) this.#topics.set(topic, merged);
  }

  /** Empties it. */
  take(): ChangeNews {
    const news = Object.fromEntries(
      [...this.#topics].map(([topic, ids]) => [topic, ids === 'all' ? ids : [...ids]]),
    );
    this.#topics = new Map();
    return news;
  }
}

/** News as text for the database; ids that do not fit become `all`. */
export function encodeNews(news: ChangeNews): string {
  const text = JSON.stringify(news);
  if (Buffer.byteLength(text) <= MAX_PAYLOAD_BYTES) return text;
  // One topic alone always fits beside words.
  const longest = Math.max(...Object.values(news).map((ids) => JSON.stringify(ids).length));
  return encodeNews(
    Object.fromEntries(
      Object.entries(news).map(([topic, ids]) => [
        topic,
        JSON.stringify(ids).length === longest ? ('all' as const) : ids,
      ]),
    ),
  );
}

/** Anybody who may use the database may notify: undefined for what is no news. */
export function decodeNews(text: string): ChangeNews | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  const wellFormed = entries.every(
    ([topic, ids]) =>
      topics.some((known) => known === topic) &&
      (ids === 'all' || (Array.isArray(ids) && ids.every((id) => typeof id === 'string'))),
  );
  return wellFormed && entries.length > 0 ? (value as ChangeNews) : undefined;
}
