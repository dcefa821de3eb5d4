import { describe, expect, test } from 'vitest';
import {
  type AssignableTemplate,
  type Assignment,
  compareAssignments,
  fitsKind,
  groupRanking,
  ofGroups,
} from './assignments.ts';

const template = (id: string, said: Partial<AssignableTemplate> = {}): AssignableTemplate => ({
  id,
  name: `Template ${id}`,
  ranking: 1,
  models: [],
  softwareTypes: [],
  ...said,
});
const assigned = (templateId: string, ranking = 1): Assignment => ({
  clientId: '1',
  origin: 'template',
  templateId,
  ranking,
});

describe('a template', () => {
  test('is for all phones, or for the models and software types that it names', () => {
    const kind = { model: 'CP710', softwareType: 'SIP' };
    expect(fitsKind({ models: [], softwareTypes: [] }, kind)).toBe(true);
    expect(fitsKind({ models: ['CP710'], softwareTypes: ['SIP', 'HFA'] }, kind)).toBe(true);
    expect(fitsKind({ models: ['CP410'], softwareTypes: [] }, kind)).toBe(false);
    expect(fitsKind({ models: [], softwareTypes: ['HFA'] }, kind)).toBe(false);
  });

  test('of several groups goes by the ranking of the group, then its own, then its place', () => {
    const inOrder = [
      groupRanking(1, 1, 0),
      groupRanking(1, 1, 49),
      groupRanking(1, 2, 0),
      groupRanking(1, 999, 49),
      groupRanking(2, 1, 0),
      groupRanking(999, 999, 49),
    ];
    expect(inOrder.toSorted((a, b) => a - b)).toEqual(inOrder);
    expect(inOrder.at(-1)).toBeLessThan(2 ** 31);
  });

  test('that several groups of a client have counts once, by the group that goes first', () => {
    const wish = (groupRank: number, position: number, templateId = '7') => ({
      clientId: '1',
      templateId,
      groupRanking: groupRank,
      position,
    });
    const templates = new Map([['7', template('7', { ranking: 3 })]]);
    expect(ofGroups([wish(2, 0), wish(1, 4), wish(1, 0, '8')], templates)).toEqual([
      { clientId: '1', origin: 'group', templateId: '7', ranking: groupRanking(1, 3, 4) },
    ]);
  });
});

test('what is wanted and what has been assigned differ by what joins, leaves and ranks anew', () => {
  const changes = compareAssignments(
    [assigned('1'), assigned('2', 5), assigned('3')],
    [assigned('1'), assigned('2', 1), assigned('4')],
  );
  expect(changes).toEqual({ joined: [assigned('3')], left: [assigned('4')], reranked: [assigned('2', 5)] });
});
