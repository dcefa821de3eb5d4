import { describe, expect, it } from 'vitest';
import type { Catalog, ClientValue, ClientValues, Parameter } from '../../../api/types.ts';
import { parseSearch, stringifySearch } from '../../../shared/list/search-params.ts';
import { aParameter as parameterWith } from '../../../shared/testing/a-parameter.ts';
import {
  draftFault,
  draftFor,
  firstFault,
  objectionsOf,
  orderedValues,
  summarize,
  takeOver,
} from './changes.ts';
import { readConfigureSearch, scopeOfSearch, searchOfScope } from './configure-address.ts';
import { createDraftStore, type Draft } from './drafts.ts';
import { countShown, listSections, visibleRows } from './row-view.ts';
import { buildRows, type ConfigurationRow, OTHER_SECTION, scopesOf, shared } from './rows.ts';

function aValue(item: string, changes: Partial<ClientValue> = {}): ClientValue {
  return {
    item,
    index: null,
    parameterId: `7.3.2/${item}`,
    secret: false,
    reported: 'r',
    reportedAt: '2026-04-01T10:00:00Z',
    desired: null,
    desiredSet: false,
    desiredOrigin: null,
    desiredAt: null,
    desiredBy: null,
    state: 'unmanaged',
    waitingReason: null,
    refused: null,
    ...changes,
  };
}

const aParameter = (item: string, changes: Partial<Parameter> = {}) => parameterWith({ item, ...changes });
const NONE = new Set<string>();

const catalog = (...items: Parameter[]): Catalog => ({ version: '1', items, lists: [], relations: [] });
const values = (...items: ClientValue[]): ClientValues => ({ reportedAt: null, items });
const SIP = scopesOf(new Set(['SIP']));

function theRow(rows: readonly ConfigurationRow[], key: string): ConfigurationRow {
  const row = rows.find((candidate) => candidate.key === key);
  if (row === undefined) throw new RangeError(`no row ${key}`);
  return row;
}

describe('values of several clients', () => {
  it('are the same, different, or none', () => {
    expect(shared(['a', 'a'])).toEqual({ kind: 'same', value: 'a' });
    expect(shared(['a', 'b'])).toEqual({ kind: 'different' });
    expect(shared(['a', null])).toEqual({ kind: 'different' });
    expect(shared([null, null])).toEqual({ kind: 'none' });
    expect(shared([])).toEqual({ kind: 'none' });
  });
});

describe('the rows of the configuration area', () => {
  it('are the parameters for the clients’ software', () => {
    const parameters = catalog(
      aParameter('both'),
      aParameter('sip', { scopes: ['client-sip'] }),
      aParameter('hfa', { scopes: ['client-hfa'] }),
      aParameter('template', { scopes: ['template'] }),
    );
    const items = (software: string[]) =>
      buildRows(parameters, scopesOf(new Set(software)), NONE, []).map((row) => row.item);
    expect(items(['SIP'])).toEqual(['both', 'sip']);
    expect(items(['HFA'])).toEqual(['both', 'hfa']);
    expect(items(['SIP', 'HFA'])).toEqual(['both', 'sip', 'hfa']);
    expect(items([])).toEqual(['both', 'sip', 'hfa']);
  });

  it('leave out what these models do not have and what is no setting, unless a phone reports it', () => {
    const parameters = catalog(
      aParameter('reg-addr'),
      aParameter('display', { limits: { models: ['CP710'] } }),
      aParameter('restart', { purpose: 'command', readOnly: true }),
    );
    const keys = (models: string[], ...clients: ClientValues[]) =>
      buildRows(parameters, SIP, new Set(models), clients).map((row) => row.key);
    expect(keys(['CP210'])).toEqual(['reg-addr']);
    expect(keys(['CP210', 'CP710'])).toEqual(['reg-addr', 'display']);
    expect(keys(['CP210'], values(aValue('display'), aValue('restart')))).toEqual([
      'reg-addr',
      'display',
      'restart',
    ]);
  });

  it('hold reported and desired of one client', () => {
    const [row] = buildRows(catalog(aParameter('reg-addr')), SIP, NONE, [
      values(aValue('reg-addr', { reported: 'old', desired: 'new', desiredSet: true, state: 'drift' })),
    ]);
    expect(row).toMatchObject({
      reported: { kind: 'same', value: 'old' },
      desired: { kind: 'same', value: 'new' },
      desiredCount: 1,
      states: { drift: 1, 'in-sync': 0 },
    });
  });

  it('hold what several clients share and where they differ', () => {
    const [row] = buildRows(catalog(aParameter('reg-addr')), SIP, NONE, [
      values(aValue('reg-addr', { reported: 'a', desired: 'x', desiredSet: true, state: 'drift' })),
      values(aValue('reg-addr', { reported: 'b', desired: 'x', desiredSet: true, state: 'waiting' })),
    ]);
    expect(row).toMatchObject({
      reported: { kind: 'different' },
      desired: { kind: 'same', value: 'x' },
      states: { drift: 1, waiting: 1 },
    });
  });

  it('compare what phones report among those that report it', () => {
    const [row] = buildRows(catalog(aParameter('reg-addr')), SIP, NONE, [
      values(aValue('reg-addr', { reported: 'a' })),
      values(aValue('reg-addr', { reported: null })),
      values(),
    ]);
    expect(row).toMatchObject({ reported: { kind: 'same', value: 'a' }, reportedCount: 1 });
  });

  it('number the instances of an indexed parameter, index 0 included', () => {
    const rows = buildRows(
      catalog(aParameter('codec-type', { index: { kind: 'list', from: 0 } })),
      SIP,
      NONE,
      [values(aValue('codec-type', { index: 2 }), aValue('codec-type', { index: 0 }))],
    );
    expect(rows.map((row) => row.key)).toEqual(['codec-type[0]', 'codec-type[2]']);
  });

  it('list items that the catalog does not know, each once', () => {
    const rows = buildRows(catalog(aParameter('known')), SIP, NONE, [
      values(aValue('known'), aValue('zzz', { index: 1 }), aValue('aaa')),
      values(aValue('zzz', { index: 1 })),
    ]);
    expect(rows.filter((row) => row.section === OTHER_SECTION).map((row) => row.key)).toEqual([
      'aaa',
      'zzz[1]',
    ]);
  });

  it('tell only that a secret is set', () => {
    const [row] = buildRows(catalog(aParameter('sip-pwd', { secret: true })), SIP, NONE, [
      values(
        aValue('sip-pwd', {
          secret: true,
          reported: null,
          desired: null,
          desiredSet: true,
          state: 'in-sync',
        }),
      ),
    ]);
    expect(row).toMatchObject({ secret: true, desiredCount: 1, reported: { kind: 'none' } });
  });
});

describe('a change', () => {
  const rows = buildRows(
    catalog(
      aParameter('reg-addr'),
      aParameter('reg-port', { type: 'integer', min: 1, max: 65_535 }),
      aParameter('sip-pwd', { secret: true }),
      aParameter('reg-addr', { id: '7.3.4/reg-addr', section: '7.3.4' }),
    ),
    SIP,
    NONE,
    [
      values(
        aValue('reg-addr', { reported: '10.0.0.1', desired: '10.0.0.2', desiredSet: true, state: 'drift' }),
        aValue('reg-port', { reported: '5060' }),
        aValue('sip-pwd', { secret: true, reported: null }),
      ),
    ],
  );
  const address = theRow(rows, 'reg-addr');
  const port = theRow(rows, 'reg-port');
  const password = theRow(rows, 'sip-pwd');

  it('is none when the edit leads back to where it started', () => {
    expect(draftFor(address, '10.0.0.9')).toEqual({ kind: 'set', value: '10.0.0.9' });
    expect(draftFor(address, '10.0.0.2')).toBeNull();
    expect(draftFor(port, '5060')).toBeNull();
  });

  it('can take over what the phone reports', () => {
    expect(takeOver(address)).toEqual({ kind: 'set', value: '10.0.0.1' });
    expect(takeOver(port)).toEqual({ kind: 'set', value: '5060' });
    expect(takeOver(password)).toBeNull();
  });

  it('is summed up old to new, once per value, and ordered as wire text', () => {
    const drafts = new Map<string, Draft>([
      ['reg-port', { kind: 'set', value: '5061' }],
      ['reg-addr', { kind: 'withdraw' }],
    ]);
    const changes = summarize(rows, drafts);
    expect(changes.map(({ row, before, after }) => [row.key, before, after])).toEqual([
      ['reg-addr', { kind: 'same', value: '10.0.0.2' }, null],
      ['reg-port', { kind: 'same', value: '5060' }, '5061'],
    ]);
    expect(orderedValues(changes)).toEqual([
      { item: 'reg-addr', value: null },
      { item: 'reg-port', value: '5061' },
    ]);
  });

  it('carries index 0', () => {
    const indexed = buildRows(
      catalog(aParameter('trace-level', { index: { kind: 'fixed', index: 0 } })),
      SIP,
      NONE,
      [],
    );
    const changes = summarize(indexed, new Map([['trace-level[0]', { kind: 'set', value: '3' }]]));
    expect(orderedValues(changes)).toEqual([{ item: 'trace-level', index: 0, value: '3' }]);
  });

  it('cannot be submitted against the catalog’s rules or with a secret that was mistyped', () => {
    expect(draftFault(port, { kind: 'set', value: '70000' })).toMatchObject({ kind: 'range' });
    expect(draftFault(password, { kind: 'set', value: '', repeat: '' })).toEqual({ kind: 'secret-empty' });
    expect(draftFault(password, { kind: 'set', value: 'a', repeat: 'b' })).toEqual({
      kind: 'secret-differs',
    });
    expect(draftFault(password, { kind: 'set', value: 'a', repeat: 'a' })).toBeNull();
    expect(draftFault(port, { kind: 'withdraw' })).toBeNull();
    expect(firstFault(rows, new Map([['reg-port', { kind: 'set', value: 'x' }]]))?.key).toBe('reg-port');
  });
});

describe('the objections of the server', () => {
  const rows = buildRows(catalog(aParameter('reg-addr'), aParameter('reg-port')), SIP, NONE, []);
  const changes = summarize(
    rows,
    new Map([
      ['reg-addr', { kind: 'set', value: 'x y' }],
      ['reg-port', { kind: 'set', value: '0' }],
    ]),
  );

  it('stand beside the values that they name', () => {
    const objections = objectionsOf(
      [
        { field: 'values.1.value', message: 'The port must be from 1 to 65535.' },
        { field: 'values.1.index', message: 'Something else.' },
        { field: 'clients', message: 'Nothing to do with a value.' },
        { field: 'values.7.value', message: 'No such change.' },
      ],
      changes,
    );
    expect([...objections]).toEqual([['reg-port', 'The port must be from 1 to 65535.']]);
  });
});

describe('the view of the configuration area', () => {
  const rows = buildRows(
    catalog(
      aParameter('reg-addr'),
      aParameter('codec', { section: '7.4.2', menu: 'Audio' }),
      aParameter('plan', { section: '7.3.10' }),
    ),
    SIP,
    NONE,
    [
      values(
        aValue('reg-addr', { reported: '172.29.1.1', desired: 'x', desiredSet: true, state: 'refused' }),
        aValue('codec'),
        aValue('mystery', { parameterId: null }),
      ),
    ],
  );
  const none = new Map<string, Draft>();

  it('shows one section, and all of them for a search or filter', () => {
    const keys = (view: object) => visibleRows(rows, view, none, 'en').map((row) => row.key);
    expect(keys({ section: '7.4.2' })).toEqual(['codec']);
    expect(keys({ find: 'label of reg' })).toEqual(['reg-addr']);
    expect(keys({ find: '172.29' })).toEqual(['reg-addr']);
    expect(keys({ find: 'mystery' })).toEqual(['mystery']);
    expect(keys({ show: 'refused' })).toEqual(['reg-addr']);
    expect(keys({ show: 'set', find: 'codec' })).toEqual([]);
  });

  it('finds labels in the reader’s language and in English', () => {
    expect(visibleRows(rows, { find: 'name von plan' }, none, 'de')).toHaveLength(1);
    expect(visibleRows(rows, { find: 'label of plan' }, none, 'de')).toHaveLength(1);
    expect(visibleRows(rows, { find: 'name von plan' }, none, 'en')).toHaveLength(0);
  });

  it('counts what each filter shows', () => {
    const drafts = new Map<string, Draft>([['codec', { kind: 'set', value: '1' }]]);
    expect(countShown(rows, drafts)).toEqual({
      all: 4,
      changed: 1,
      drift: 1,
      refused: 1,
      waiting: 0,
      set: 1,
    });
    const twice = [...rows, ...rows.map((row) => ({ ...row, section: '7.3.4' }))];
    expect(countShown(twice, drafts).changed).toBe(1);
  });

  it('lists sections in the guide’s order, unknown items last', () => {
    const sections = listSections(rows, new Map([['plan', { kind: 'withdraw' }]]));
    expect(sections.map((entry) => entry.section)).toEqual(['7.3.2', '7.3.10', '7.4.2', OTHER_SECTION]);
    expect(sections[0]).toMatchObject({ refused: 1, changed: 0 });
    expect(sections[1]).toMatchObject({ refused: 0, changed: 1 });
  });
});

describe('the address of the area for several clients', () => {
  it('names the clients or the filter and comes back as it was', () => {
    for (const scope of [{ ids: ['4711', '4712'] }, { filter: { state: 'drift', search: '49' } as const }]) {
      const address = stringifySearch(searchOfScope(scope));
      expect(scopeOfSearch(readConfigureSearch(parseSearch(address)))).toEqual(scope);
    }
  });

  it('takes every client for an empty filter only when it says so', () => {
    expect(scopeOfSearch(readConfigureSearch({ all: 'true' }))).toEqual({ filter: {} });
    expect(scopeOfSearch(readConfigureSearch({}))).toBeNull();
    expect(scopeOfSearch(readConfigureSearch({ ids: ',' }))).toBeNull();
  });
});

describe('unsubmitted changes', () => {
  const scope = { key: 'client-1', label: '4989', href: '/clients/1/configuration' };

  it('are kept per client until they are taken back or discarded', () => {
    const store = createDraftStore();
    store.change(scope, 'reg-addr', { kind: 'set', value: 'x' });
    store.change({ ...scope, key: 'client-2' }, 'reg-addr', { kind: 'withdraw' });
    expect(store.of('client-1').get('reg-addr')).toEqual({ kind: 'set', value: 'x' });
    expect(store.all()).toHaveLength(2);
    store.change(scope, 'reg-addr', null);
    expect(store.all().map((set) => set.scope.key)).toEqual(['client-2']);
    store.discard('client-2');
    expect(store.all()).toEqual([]);
  });

  it('tell their listeners', () => {
    const store = createDraftStore();
    let told = 0;
    const stop = store.subscribe(() => {
      told += 1;
    });
    store.change(scope, 'a', { kind: 'set', value: '1' });
    store.discard('nothing');
    stop();
    store.discardAll();
    expect(told).toBe(1);
  });
});
