/** A name or label, prepared for comparisons. */
export interface Words {
  readonly text: string;
  readonly tokens: readonly string[];
  readonly pairs: ReadonlySet<string>;
}

/** Spellings that mean the same in item names; the long form counts. */
const SHORT_FORMS: ReadonlyMap<string, string> = new Map([
  ['addr', 'address'],
  ['dest', 'destination'],
  ['pwd', 'password'],
  ['passwd', 'password'],
  ['num', 'number'],
  ['nr', 'number'],
  ['srv', 'server'],
  ['gw', 'gateway'],
  ['dst', 'destination'],
  ['max', 'maximum'],
  ['min', 'minimum'],
  ['lang', 'language'],
  ['ctry', 'country'],
  ['cfg', 'configuration'],
  ['config', 'configuration'],
  ['auth', 'authentication'],
  ['reg', 'registration'],
  ['proto', 'protocol'],
  ['fwd', 'forwarding'],
  ['vol', 'volume'],
  ['msg', 'message'],
  ['id', 'identifier'],
  ['perm', 'permission'],
  ['allowed', 'enabled'],
  ['allow', 'enabled'],
  ['enable', 'enabled'],
]);

/** Words that say nothing of what something is about. */
const EMPTY_WORDS: ReadonlySet<string> = new Set(['the', 'of', 'a', 'for', 'to', 'and', 'on', 'in']);

export function wordsOf(text: string): Words {
  const plain = text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/([a-z])(\d)/gi, '$1 $2')
    .toLowerCase();
  const tokens = plain
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '' && !EMPTY_WORDS.has(token))
    .map((token) => SHORT_FORMS.get(token) ?? token);
  const joined = tokens.join('');
  const pairs = new Set(
    Array.from({ length: Math.max(0, joined.length - 1) }, (_, at) => joined.slice(at, at + 2)),
  );
  return { text, tokens, pairs };
}

/** From 0 (nothing in common) to 1 (the same words): the better of common letters and common words. */
export function similarity(one: Words, other: Words): number {
  return Math.max(dice(one.pairs, other.pairs) * 0.95, commonWords(one.tokens, other.tokens));
}

/** Dice's coefficient of the pairs of neighboring letters. */
function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0;
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  return (2 * common) / (one.size + other.size);
}

/** Share of words that both have; a word that begins with another one counts nearly as much. */
function commonWords(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return 0;
  const left = [...other];
  let common = 0;
  for (const token of one) {
    const same = left.indexOf(token);
    const near = same >= 0 ? same : left.findIndex((word) => beginsAlike(word, token));
    if (near < 0) continue;
    common += same >= 0 ? 1 : 0.8;
    left.splice(near, 1);
  }
  return (2 * common) / (one.length + other.length);
}

function beginsAlike(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 3 && long.startsWith(short);
}
