import { describe, expect, it } from 'vitest';
import { activeFields, EMPTY_GROUP, moved } from './group-draft.ts';

describe('the draft of a group', () => {
  it('names the fields of its filter that are filled in', () => {
    expect(activeFields(EMPTY_GROUP.filter)).toEqual([]);
    const filter = { ...EMPTY_GROUP.filter, serverAddresses: ['pbx*'], e164: ['4989*'] };
    expect(activeFields(filter)).toEqual(['e164', 'serverAddresses']);
  });

  it('moves a template by one place, and not over an end', () => {
    const order = ['a', 'b', 'c'];
    expect(moved(order, 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(order, 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(order, 0, -1)).toEqual(order);
    expect(moved(order, 2, 1)).toEqual(order);
    expect(order).toEqual(['a', 'b', 'c']);
  });
});
