import { describe, expect, it } from 'vitest';
import type { TemplateValue } from '../../api/types.ts';
import { contentChanges } from './content-changes.ts';

const aValue = (item: string, value: string | null, index: number | null = null): TemplateValue =>
  ({ item, index, value, secret: value === null, parameterId: null }) as TemplateValue;

const changes = (before: TemplateValue[], now: TemplateValue[]) =>
  contentChanges({ values: before }, { values: now }).map(({ item, index, before: was, now: is }) => [
    item,
    index,
    was,
    is,
  ]);

describe('what differs between two states of a content', () => {
  it('is what came, went or has another value', () => {
    expect(
      changes(
        [aValue('a', '1'), aValue('b', '2'), aValue('c', '3')],
        [aValue('a', '1'), aValue('b', '9'), aValue('d', '4')],
      ),
    ).toEqual([
      ['b', null, '2', '9'],
      ['c', null, '3', undefined],
      ['d', null, undefined, '4'],
    ]);
  });

  it('tells values of one item apart by their index', () => {
    expect(changes([aValue('key', 'x', 1), aValue('key', 'y', 2)], [aValue('key', 'x', 1)])).toEqual([
      ['key', 2, 'y', undefined],
    ]);
  });

  it('sees of secrets only that they came or went', () => {
    expect(changes([aValue('pwd', null)], [aValue('pwd', null)])).toEqual([]);
    expect(changes([], [aValue('pwd', null)])).toEqual([['pwd', null, undefined, null]]);
  });
});
