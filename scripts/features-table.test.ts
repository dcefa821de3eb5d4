import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenQuotes, quotedTests, readFeatureTable, titlesIn } from './features-table.ts';

const root = new URL('..', import.meta.url);
const chapters = readFeatureTable(readFileSync(new URL('docs/features.md', root), 'utf8'));
const rows = chapters.flatMap((chapter) => chapter.rows);

function testFiles(): string[] {
  const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.test.ts', '*.test.tsx'];
  return execFileSync('git', listed, { cwd: root, encoding: 'utf8' }).trim().split('\n');
}

describe('the table of features', () => {
  it('quotes only tests that exist', () => {
    const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
    expect(brokenQuotes(chapters, testFiles(), read)).toEqual([]);
  });

  it('names a test for all that is done', () => {
    const unproven = rows.filter(({ state, tests }) => state.startsWith('done') && tests === '');
    expect(unproven.map(({ line }) => line)).toEqual([]);
  });

  it('has each feature once, by chapters in order', () => {
    const ids = rows.flatMap((row) => row.ids);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const beyond = rows.filter((row) => row.ids.length === 0).map(({ what }) => what);
    expect(beyond.filter((what, at) => beyond.indexOf(what) !== at)).toEqual([]);
    const titles = chapters.map(({ title }) => title);
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([]);
    const numbers = chapters.map(({ title }) => Number(/^\d+/.exec(title)?.[0] ?? Number.POSITIVE_INFINITY));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  });
});

describe('a quoted test', () => {
  const source = `
    describe('a phone', () => {
      test('calls', () => {});
      test.each([[1], [2]])('is asked %i times, and answers', () => {});
      it("isn't forgotten", () => {});
    });`;
  const broken = (tests: string): string[] =>
    brokenQuotes(
      readFeatureTable(`## 1 One\n| \`1-a\` | a | done | ${tests} |`),
      ['src/a.test.ts'],
      () => source,
    );

  it.each([
    '`a.test.ts`',
    '`src/a.test.ts`: calls',
    '`a.test.ts`: a phone calls; is asked 3 times, and answers',
    "`a.test.ts`: calls, isn't forgotten",
    '`a.test.ts`: is asked … answers',
  ])('is found by %s', (tests) => {
    expect(broken(tests)).toEqual([]);
  });

  it.each([
    '`b.test.ts`',
    '`a.test.ts`: sings',
    '`a.test.ts`: calls; a phone sings',
    '`a.test.ts`: calls, sings',
  ])('is missed in %s', (tests) => {
    expect(broken(tests)).toHaveLength(1);
  });

  it('belongs to the file that was named last', () => {
    expect(quotedTests('`a.test.ts`: one; `b.test.ts`; three')).toEqual([
      { file: 'a.test.ts', names: ['one'] },
      { file: 'b.test.ts', names: ['three'] },
    ]);
    expect(titlesIn(source)).toEqual([
      'a phone',
      'calls',
      'is asked %i times, and answers',
      "isn't forgotten",
    ]);
  });
});
