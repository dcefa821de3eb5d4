import { describe, expect, it } from 'vitest';
import { areSameFiles, type DraftFile, mergeFiles } from './files-draft.ts';

const deploy = (fileId: string): DraftFile => ({ fileId, action: 'deploy' });
const remove = (fileId: string): DraftFile => ({ fileId, action: 'delete' });

describe('files of a template that somebody else has saved meanwhile', () => {
  it('are theirs with mine added, in their order', () => {
    const merged = mergeFiles([deploy('9')], [deploy('9'), deploy('2')], [deploy('9'), deploy('5')]);
    expect(merged.draft).toEqual([deploy('9'), deploy('2'), deploy('5')]);
    expect(merged.differing).toEqual(['2', '5']);
    expect(merged.clashing).toEqual([]);
  });

  it('stay taken out when I took them out, and so do those that they took out', () => {
    const merged = mergeFiles([deploy('1'), deploy('2')], [deploy('1')], [deploy('2')]);
    expect(merged.draft).toEqual([]);
  });

  it('clash when both did something else with one', () => {
    const merged = mergeFiles([deploy('1')], [remove('1')], []);
    expect(merged.draft).toEqual([]);
    expect(merged.clashing).toEqual(['1']);
  });
});

describe('two choices of files', () => {
  it('are the same in whatever order, unless an action differs', () => {
    expect(areSameFiles([deploy('1'), deploy('2')], [deploy('2'), deploy('1')])).toBe(true);
    expect(areSameFiles([deploy('1')], [remove('1')])).toBe(false);
    expect(areSameFiles([deploy('1')], [deploy('1'), deploy('2')])).toBe(false);
  });
});
