import { describe, expect, it } from 'vitest';
import { changedFields, mergeDraft } from './three-way.ts';

const base = { name: 'Ward 3', ranking: 1, models: ['CP410'] };

describe('a draft of what somebody else has changed meanwhile', () => {
  it('knows what was typed, also in lists', () => {
    expect(changedFields(base, { ...base, models: ['CP410'] })).toEqual({});
    expect(changedFields(base, { ...base, models: ['CP710'], ranking: 2 })).toEqual({
      models: ['CP710'],
      ranking: 2,
    });
  });

  it('is the same in whatever order its parts are named', () => {
    const filter = { match: 'all', e164: ['49*'] };
    const theirs = { filter: { e164: ['49*'], match: 'all' } };
    expect(changedFields({ filter }, theirs)).toEqual({});
    expect(mergeDraft({ filter }, theirs, { filter }).differing).toEqual([]);
  });

  it('keeps what was typed and takes over the rest', () => {
    const merged = mergeDraft(base, { ...base, name: 'Ward 4' }, { ...base, ranking: 5 });
    expect(merged.draft).toEqual({ name: 'Ward 4', ranking: 5, models: ['CP410'] });
    expect(merged.differing).toEqual(['name', 'ranking']);
    expect(merged.clashing).toEqual([]);
  });

  it('names fields that both have changed to different things, and no others', () => {
    const theirs = { name: 'Ward 4', ranking: 2, models: ['CP410'] };
    const mine = { name: 'Ward 5', ranking: 2, models: ['CP710'] };
    expect(mergeDraft(base, theirs, mine)).toEqual({
      draft: mine,
      differing: ['name', 'ranking', 'models'],
      clashing: ['name'],
    });
  });
});
