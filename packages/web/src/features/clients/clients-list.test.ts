import { describe, expect, it } from 'vitest';
import { moveColumn, readColumns, shownColumns, toggleColumn } from '../../shared/list/columns.ts';
import { clientName, softwareWords, wbmLink } from './client-name.ts';
import { CLIENT_COLUMN_SET as COLUMNS } from './list-columns.ts';
import { phoneLook } from './phone-look.ts';
import { isSelected, NOTHING, scopeOf, selectedCount, toggleOne, togglePage } from './selection.ts';

describe('the columns of the clients list', () => {
  it('are those of the guide until somebody chooses', () => {
    expect(shownColumns(COLUMNS.initial)).toEqual([
      'e164',
      'type',
      'deviceId',
      'softwareVersion',
      'lastContact',
      'features',
    ]);
    expect(readColumns(COLUMNS, undefined)).toEqual(COLUMNS.initial);
    expect(readColumns(COLUMNS, { order: 'x' })).toEqual(COLUMNS.initial);
  });

  it('come back as they were stored', () => {
    const choice = toggleColumn(COLUMNS, moveColumn(COLUMNS.initial, 'lastContact', -1), 'address');
    expect(readColumns(COLUMNS, JSON.parse(JSON.stringify(choice)))).toEqual(choice);
  });

  it('gain columns of a later version at the end and lose unknown ones', () => {
    const choice = readColumns(COLUMNS, { order: ['type', 'e164', 'color'], hidden: ['type', 'color'] });
    expect(choice.order.slice(0, 2)).toEqual(['type', 'e164']);
    expect(choice.order).toHaveLength(COLUMNS.initial.order.length);
    expect(choice.hidden).toContain('type');
    expect(choice.hidden).toContain('drift');
    expect(choice.hidden).not.toContain('features');
  });

  it('never lose the number, which leads to the client', () => {
    expect(toggleColumn(COLUMNS, COLUMNS.initial, 'e164')).toBe(COLUMNS.initial);
    expect(readColumns(COLUMNS, { order: ['e164'], hidden: ['e164'] }).hidden).not.toContain('e164');
  });

  it('stay where they are at either end', () => {
    expect(moveColumn(COLUMNS.initial, 'e164', -1)).toBe(COLUMNS.initial);
    expect(moveColumn(COLUMNS.initial, 'refused', 1)).toBe(COLUMNS.initial);
  });
});

describe('a selection', () => {
  it('grows and shrinks client by client and page by page', () => {
    const one = toggleOne(NOTHING, 'a', ['a', 'b']);
    const page = togglePage(one, ['a', 'b']);
    expect(selectedCount(page, 100)).toBe(2);
    expect(selectedCount(togglePage(page, ['a', 'b']), 100)).toBe(0);
    expect(selectedCount(toggleOne(page, 'a', ['a', 'b']), 100)).toBe(1);
  });

  it('keeps what was selected on other pages', () => {
    const both = togglePage(togglePage(NOTHING, ['a', 'b']), ['c', 'd']);
    expect(scopeOf(both, { state: 'drift' })).toEqual({ ids: ['a', 'b', 'c', 'd'] });
  });

  it('of all that match is an order for the filter', () => {
    expect(isSelected({ kind: 'all' }, 'anything')).toBe(true);
    expect(selectedCount({ kind: 'all' }, 84_231)).toBe(84_231);
    expect(scopeOf({ kind: 'all' }, { state: 'drift' })).toEqual({ filter: { state: 'drift' } });
  });

  it('of all without one is what is in sight without it', () => {
    expect(scopeOf(toggleOne({ kind: 'all' }, 'a', ['a', 'b', 'c']), {})).toEqual({ ids: ['b', 'c'] });
  });
});

describe('a client', () => {
  it('is called by its number, without one by its device ID', () => {
    expect(clientName({ e164: '4989', deviceId: '00:1A' })).toBe('4989');
    expect(clientName({ e164: '', deviceId: '00:1A' })).toBe('00:1A');
  });

  it('has software as far as it is known', () => {
    expect(softwareWords({ softwareType: 'HFA', softwareVersion: 'V1 R7.4.0' })).toBe('HFA V1 R7.4.0');
    expect(softwareWords({ softwareType: '', softwareVersion: 'V1 R7.4.0' })).toBe('V1 R7.4.0');
  });

  it('links to nothing but web pages', () => {
    expect(wbmLink({ wbmUrl: 'https://192.0.2.31' })).toBe('https://192.0.2.31/');
    expect(wbmLink({ wbmUrl: 'javascript:alert(1)' })).toBeNull();
    expect(wbmLink({ wbmUrl: 'not a link' })).toBeNull();
    expect(wbmLink({ wbmUrl: null })).toBeNull();
  });

  it('is drawn in the shape of its model', () => {
    expect(phoneLook('CP710').displayWidth).toBeGreaterThan(phoneLook('CP410').displayWidth);
    expect(phoneLook('OpenStage 40')).toEqual(phoneLook('IP 55G'));
    expect(phoneLook('Something new').displayWidth).toBeGreaterThan(0);
  });
});
