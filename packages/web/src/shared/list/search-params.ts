/** Search parameters of an address as plain text, one value per name. */
export type RawSearch = Record<string, unknown>;

/** Readable addresses: `?search=4989&page=2`, no JSON in quotes. */
export function parseSearch(search: string): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(search)) result[name] = value;
  return result;
}

export function stringifySearch(search: object): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue;
    params.set(name, String(value));
  }
  // A MAC or an address stays readable: colons and slashes need no escape in a query (RFC 3986 section 3.4).
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

export function readText(raw: unknown): string | undefined {
  if (typeof raw !== 'string' && typeof raw !== 'number') return undefined;
  const text = String(raw).trim();
  return text === '' ? undefined : text;
}

export function readChoice<T extends string>(raw: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === raw);
}

/** A whole number of at least 1; anything else is as good as absent. */
export function readPositive(raw: unknown): number | undefined {
  const number =
    typeof raw === 'number' ? raw : typeof raw === 'string' && /^\d+$/.test(raw) ? Number(raw) : 0;
  return Number.isSafeInteger(number) && number >= 1 ? number : undefined;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined, so that equal addresses are equal objects. */
export function present<T extends object>(search: T): Present<T> {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** Changes to an address; undefined takes a part away. */
export type Changes<T> = { [K in keyof T]?: T[K] | undefined };
