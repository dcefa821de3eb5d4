import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** A row of `docs/features.md`. */
export interface FeatureRow {
  readonly line: number;
  /** Ids of the guide's features; none in rows of what the guide does not have. */
  readonly ids: readonly string[];
  readonly what: string;
  readonly state: string;
  readonly tests: string;
}

export interface FeatureChapter {
  readonly title: string;
  readonly rows: readonly FeatureRow[];
}

/** Chapters and rows of the table as they are written. */
export function readFeatureTable(text: string): FeatureChapter[] {
  const chapters: { title: string; rows: FeatureRow[] }[] = [];
  for (const [at, content] of text.split('\n').entries()) {
    const title = /^## (.+)$/.exec(content)?.[1];
    if (title !== undefined) chapters.push({ title, rows: [] });
    const cells = /^\|(.*)\|$/
      .exec(content)?.[1]
      ?.split(' | ')
      .map((cell) => cell.trim());
    if (cells === undefined || cells[0] === 'feature' || cells[0]?.startsWith('---')) continue;
    const [feature = '', what = '', state = '', tests = ''] = cells;
    const ids = feature.includes('beyond the guide') ? [] : [...feature.matchAll(/`(\d[\d.]*-[\w-]+)`/g)];
    chapters.at(-1)?.rows.push({ line: at + 1, ids: ids.map(([, id = '']) => id), what, state, tests });
  }
  return chapters;
}

/** What is said of tests in a row: a file, and the names in it that are quoted. */
export interface QuotedTests {
  readonly file: string;
  readonly names: readonly string[];
}

/** The tests that a cell quotes: `file.test.ts`: a name; another name of that file; `other.test.ts`. */
export function quotedTests(cell: string): QuotedTests[] {
  const quoted: { file: string; names: string[] }[] = [];
  for (const part of cell.split(/;\s+/).map((text) => text.trim())) {
    const files = [...part.matchAll(/`([\w./-]+\.test\.tsx?)`/g)].map(([, file = '']) => file);
    for (const file of files) quoted.push({ file, names: [] });
    const name = files.length === 0 ? part : /`:\s+(.+)$/.exec(part)?.[1];
    // A measurement is no test, and has no name of its own.
    if (name !== undefined && !/^(?:bench row|$)/.test(name)) quoted.at(-1)?.names.push(name);
  }
  return quoted;
}

/** Titles of `describe`, `test` and `it` in the source of a test file. */
export function titlesIn(source: string): string[] {
  const calls = /(?:\b(?:describe|test|it)(?:\.\w+)*|[)`])\(\s*(['"`])((?:\\.|(?!\1)[\s\S])*?)\1\s*,/g;
  return [...source.matchAll(calls)].map(([, , title = '']) => title.replaceAll(/\\(.)/g, '$1'));
}

/** Whether a name is (a part of) a title, or that of a group followed by that of a test; `…` stands for what is left out. */
export function isTitled(name: string, titles: readonly string[]): boolean {
  const parts = name.split('…').map((part) => part.trim().replace(/^,\s*/, ''));
  return parts.filter(Boolean).every((part) => isOneTitle(part, titles) || areSeveral(part, titles));
}

function isOneTitle(name: string, titles: readonly string[]): boolean {
  if (titles.some((title) => title.includes(name) || fits(patternOf(title), name))) return true;
  const words = name.split(' ');
  return words.some((_, at) => {
    if (at === 0) return false;
    const [group, rest] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    return (
      titles.some((title) => title.endsWith(group) || fits(patternOf(title), group)) &&
      titles.some((title) => title.startsWith(rest) || fits(patternOf(title), rest))
    );
  });
}

/** Two names of one file may be joined by a comma, and a name may have commas itself. */
function areSeveral(name: string, titles: readonly string[]): boolean {
  const pieces = name.split(', ');
  return pieces.some((_, at) => {
    if (at === 0) return false;
    const [first, rest] = [pieces.slice(0, at).join(', '), pieces.slice(at).join(', ')];
    return isOneTitle(first, titles) && (isOneTitle(rest, titles) || areSeveral(rest, titles));
  });
}

/** A title with what `each` fills in standing for anything. */
function patternOf(title: string): string {
  return title
    .replaceAll(/[.*+?^{}()|[\]\\]/g, '\\$&')
    .replaceAll(/%[sdijfo#]|\$\\\{[^}]*\}|\$[\w.]+/g, '.+');
}

function fits(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern}$`).test(text);
}

/** What is wrong with the tests that the table quotes, a sentence for each. */
export function brokenQuotes(
  chapters: readonly FeatureChapter[],
  testFiles: readonly string[],
  read: (file: string) => string = (file) => readFileSync(file, 'utf8'),
): string[] {
  const known = new Map<string, readonly string[]>();
  const titlesOf = (file: string): readonly string[] => {
    const titles = known.get(file) ?? titlesIn(read(file));
    known.set(file, titles);
    return titles;
  };
  return chapters.flatMap(({ rows }) =>
    rows.flatMap(({ line, tests }) =>
      quotedTests(tests).flatMap(({ file, names }) => {
        const found = testFiles.filter((path) => path === file || path.endsWith(`/${file}`));
        if (found.length === 0) return [`line ${line}: there is no ${basename(file)} (${file})`];
        const titles = found.flatMap(titlesOf);
        return names
          .filter((name) => !isTitled(name, titles))
          .map((name) => `line ${line}: ${file} has no test "${name}"`);
      }),
    ),
  );
}
