import { describe, expect, it } from 'vitest';
import type { ClientValue, Parameter, ValuesSummary } from '../../api/types.ts';
import { aParameter as parameterWith } from '../../shared/testing/a-parameter.ts';
import {
  draftFault,
  draftFor,
  firstFault,
  objectionsOf,
  orderedValues,
  summarize,
  takeOver,
} from './changes.ts';
import { createDraftStore, type Draft } from './drafts.ts';
import { NO_NOTES } from './row-rules.ts';
import { countShown, listSections, visibleRows } from './row-view.ts';
import {
  buildRows,
  type ConfigurationRow,
  entriesOfClient,
  entriesOfSummary,
  OTHER_SECTION,
  scopesOf,
} from './rows.ts';
import { searchIndexOf } from './search-index.ts';

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
    reportedExact: true,
    layers: [],
    ...changes,
  };
}

const aParameter = (item: string, changes: Partial<Parameter> = {}) => parameterWith({ item, ...changes });
const NO_PHONES: readonly { model: string; softwareVersion: string }[] = [];

const catalog = (...items: Parameter[]) => ({ items });
const values = (...items: ClientValue[]) => entriesOfClient({ reportedAt: null, items });
const SIP = scopesOf(new Set(['SIP']));

type SummaryItem = ValuesSummary['items'][number];

function spread(counts: Record<string, number>, missing: number): SummaryItem['reported'] {
  const values = Object.entries(counts).map(([value, count]) => ({ value, count }));
  const same = values.length === 1 && missing === 0;
  return { same, value: same ? (values[0]?.value ?? null) : null, values, missing };
}

/** Of four clients. */
function aSummary(
  ...items: (Partial<SummaryItem> & Pick<SummaryItem, 'item'>)[]
): Pick<ValuesSummary, 'clients' | 'items'> {
  return {
    clients: 4,
    items: items.map((item) => ({
      index: null,
      parameterId: `7.3.2/${item.item}`,
      secret: false,
      reported: spread({}, 4),
      desired: spread({}, 4),
      driftCount: 0,
      refusedCount: 0,
      ...item,
    })),
  };
}

function theRow(rows: readonly ConfigurationRow[], key: string): ConfigurationRow {
  const row = rows.find((candidate) => candidate.key === key);
  if (row === undefined) throw new RangeError(`no row ${key}`);
  return row;
}

describe('the rows of the configuration area', () => {
  it('are the parameters for the clients’ software', () => {
    const parameters = catalog(
      aParameter('both'),
      aParameter('sip', { scopes: ['client-sip'] }),
      aParameter('hfa', { scopes: ['client-hfa'] }),
      aParameter('template', { scopes: ['template'] }),
    );
    const items = (software: string[]) =>
      buildRows(parameters, scopesOf(new Set(software)), NO_PHONES, []).map((row) => row.item);
    expect(items(['SIP'])).toEqual(['both', 'sip']);
    expect(items(['HFA'])).toEqual(['both', 'hfa']);
    expect(items(['SIP', 'HFA'])).toEqual(['both', 'sip', 'hfa']);
    expect(items([])).toEqual(['both', 'sip', 'hfa']);
  });

  it('keep what these models do not have, with the reason, unless a phone reports it', () => {
    const parameters = catalog(
      aParameter('reg-addr'),
      aParameter('display', { limits: { models: ['CP710'] } }),
      aParameter('restart', { purpose: 'command', readOnly: true }),
    );
    const limitOf = (models: string[], ...known: ReturnType<typeof values>) => {
      const phones = models.map((model) => ({ model, softwareVersion: '' }));
      const rows = buildRows(parameters, SIP, phones, known);
      return [rows.map((row) => row.key), theRow(rows, 'display').limit];
    };
    const reason = { kind: 'models', models: ['CP710'] };
    expect(limitOf(['CP210'])).toEqual([
      ['reg-addr', 'display'],
      { reason, without: 1, of: 1, models: ['CP210'] },
    ]);
    expect(limitOf(['CP210', 'CP710'])[1]).toEqual({ reason, without: 1, of: 2, models: ['CP210'] });
    expect(limitOf(['CP710'])[1]).toBeNull();
    expect(limitOf(['CP210'], ...values(aValue('display'), aValue('restart')))).toEqual([
      ['reg-addr', 'display', 'restart'],
      null,
    ]);
  });

  it('hold reported and desired of one client', () => {
    const [row] = buildRows(
      catalog(aParameter('reg-addr')),
      SIP,
      NO_PHONES,
      values(aValue('reg-addr', { reported: 'old', desired: 'new', desiredSet: true, state: 'drift' })),
    );
    expect(row).toMatchObject({
      reported: { kind: 'same', value: 'old' },
      desired: { kind: 'same', value: 'new' },
      desiredCount: 1,
      states: { drift: 1, 'in-sync': 0 },
    });
  });

  it('hold what several clients share and where they differ', () => {
    const rows = buildRows(
      catalog(aParameter('reg-addr'), aParameter('sip-pwd', { secret: true })),
      SIP,
      NO_PHONES,
      entriesOfSummary(
        aSummary(
          {
            item: 'reg-addr',
            reported: spread({ a: 2, b: 1 }, 1),
            desired: spread({ x: 4 }, 0),
            driftCount: 3,
            refusedCount: 1,
          },
          { item: 'sip-pwd', secret: true, reported: spread({}, 4), desired: spread({}, 1) },
        ),
      ),
    );
    expect(theRow(rows, 'reg-addr')).toMatchObject({
      reported: {
        kind: 'different',
        values: [
          { value: 'a', count: 2 },
          { value: 'b', count: 1 },
        ],
        missing: 1,
      },
      reportedCount: 3,
      desired: { kind: 'same', value: 'x' },
      desiredCount: 4,
      states: { drift: 3, refused: 1 },
    });
    expect(theRow(rows, 'sip-pwd')).toMatchObject({
      reported: { kind: 'none' },
      desired: { kind: 'different', missing: 1 },
      desiredCount: 3,
    });
  });

  it('compare what phones report among those that report it, what is desired among all', () => {
    const [row] = buildRows(
      catalog(aParameter('reg-addr')),
      SIP,
      NO_PHONES,
      entriesOfSummary(
        aSummary({ item: 'reg-addr', reported: spread({ a: 1 }, 3), desired: spread({ a: 1 }, 3) }),
      ),
    );
    expect(row).toMatchObject({
      reported: { kind: 'same', value: 'a' },
      reportedCount: 1,
      desired: { kind: 'different', missing: 3 },
    });
  });

  it('number the instances of an indexed parameter, index 0 included', () => {
    const rows = buildRows(
      catalog(aParameter('codec-type', { index: { kind: 'list', from: 0 } })),
      SIP,
      NO_PHONES,
      values(aValue('codec-type', { index: 2 }), aValue('codec-type', { index: 0 })),
    );
    expect(rows.map((row) => row.key)).toEqual(['codec-type[0]', 'codec-type[2]']);
  });

  it('list items that the catalog does not know, each once', () => {
    const rows = buildRows(catalog(aParameter('known')), SIP, NO_PHONES, [
      ...values(aValue('known'), aValue('zzz', { index: 1 }), aValue('aaa')),
    ]);
    expect(rows.filter((row) => row.section === OTHER_SECTION).map((row) => row.key)).toEqual([
      'aaa',
      'zzz[1]',
    ]);
  });

  it('tell only that a secret is set', () => {
    const [row] = buildRows(
      catalog(aParameter('sip-pwd', { secret: true })),
      SIP,
      NO_PHONES,
      values(
        aValue('sip-pwd', {
          secret: true,
          reported: null,
          desired: null,
          desiredSet: true,
          state: 'in-sync',
        }),
      ),
    );
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
    NO_PHONES,
    values(
      aValue('reg-addr', { reported: '10.0.0.1', desired: '10.0.0.2', desiredSet: true, state: 'drift' }),
      aValue('reg-port', { reported: '5060' }),
      aValue('sip-pwd', { secret: true, reported: null }),
    ),
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
      NO_PHONES,
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
    const bell = String.fromCharCode(7);
    expect(draftFault(password, { kind: 'set', value: bell, repeat: bell })).toMatchObject({
      kind: 'printable',
    });
    expect(draftFault(address, { kind: 'set', value: 'a&b' }, true)).toMatchObject({ kind: 'old-phone' });
    expect(draftFault(address, { kind: 'set', value: 'a&b' })).toBeNull();
    expect(draftFault(port, { kind: 'withdraw' })).toBeNull();
    expect(firstFault(rows, new Map([['reg-port', { kind: 'set', value: 'x' }]]), NO_NOTES)?.key).toBe(
      'reg-port',
    );
  });
});

describe('the objections of the server', () => {
  const rows = buildRows(catalog(aParameter('reg-addr'), aParameter('reg-port')), SIP, NO_PHONES, []);
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
        {
          field: 'values.1.value',
          message: 'The port must be from 1 to 65535.',
          text: { en: 'The port must be from 1 to 65535.', de: 'Der Port muss zwischen 1 und 65535 liegen.' },
        },
        { field: 'values.0.value', message: 'Told in English only.' },
        { field: 'values.1.index', message: 'Something else.' },
        { field: 'clients', message: 'Nothing to do with a value.' },
        { field: 'values.7.value', message: 'No such change.' },
      ],
      changes,
      'de',
    );
    expect(objections.get('reg-port')).toBe('Der Port muss zwischen 1 und 65535 liegen.');
    expect([...objections.values()]).toContain('Told in English only.');
    expect(objections.size).toBe(2);
  });
});

describe('the view of the configuration area', () => {
  const parameters = catalog(
    aParameter('reg-addr'),
    aParameter('codec', { section: '7.4.2', menu: 'Audio' }),
    aParameter('plan', { section: '7.3.10', help: { en: 'How to dial.', de: 'Lautstärke der Straße.' } }),
  );
  const index = searchIndexOf(parameters);
  const rows = buildRows(
    parameters,
    SIP,
    NO_PHONES,
    values(
      aValue('reg-addr', { reported: '172.29.1.1', desired: 'x', desiredSet: true, state: 'refused' }),
      aValue('codec'),
      aValue('mystery', { parameterId: null }),
    ),
  );
  const none = new Map<string, Draft>();

  it('shows one section, and all of them for a search or filter', () => {
    const keys = (view: object) => visibleRows(rows, view, none, index).map((row) => row.key);
    expect(keys({ section: '7.4.2' })).toEqual(['codec']);
    expect(keys({ find: 'label of reg' })).toEqual(['reg-addr']);
    expect(keys({ find: '172.29' })).toEqual(['reg-addr']);
    expect(keys({ find: 'mystery' })).toEqual(['mystery']);
    expect(keys({ show: 'refused' })).toEqual(['reg-addr']);
    expect(keys({ show: 'set', find: 'codec' })).toEqual([]);
  });

  it('finds every word in labels and help of both languages, ids and items, whatever the accents', () => {
    const keys = (find: string) => visibleRows(rows, { find }, none, index).map((row) => row.key);
    expect(keys('name von plan')).toEqual(['plan']);
    expect(keys('plan LABEL')).toEqual(['plan']);
    expect(keys('how dial')).toEqual(['plan']);
    expect(keys('lautstarke strasse')).toEqual(['plan']);
    expect(keys('7.3.2/codec')).toEqual(['codec']);
    expect(keys('plan codec')).toEqual([]);
  });

  it('makes its index once for a catalog', () => {
    expect(searchIndexOf(parameters)).toBe(index);
    expect(searchIndexOf(catalog(aParameter('reg-addr')))).not.toBe(index);
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
      secret: 0,
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
