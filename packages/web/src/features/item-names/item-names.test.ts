import { describe, expect, it } from 'vitest';
import type { ItemName } from '../../api/types.ts';
import { readJsonFile } from '../../shared/list/read-json-file.ts';
import { itemNameQueryOf, readItemNameSearch } from './item-name-search.ts';
import {
  draftOf,
  faultsOf,
  type IndexRule,
  type OverrideDraft,
  overrideOf,
  releasedDraft,
  sameDraft,
} from './override-draft.ts';

const text = (en: string) => ({ en, de: en });

function aName(changes: Partial<ItemName> = {}): ItemName {
  const facts = {
    item: 'sip-transport',
    index: { kind: 'single' } as const,
    certainty: 'inferred' as const,
    codesCertainty: 'inferred' as const,
    codes: [
      { value: 'udp', label: text('UDP'), wire: '0', certainty: 'inferred' as const },
      { value: 'tls', label: text('TLS'), wire: '2', certainty: 'inferred' as const },
    ],
  };
  return {
    parameterId: '7.3.2/transport',
    label: text('Transport'),
    menu: text('Telephony'),
    title: text('SIP'),
    type: 'enum',
    scopes: ['client-sip'],
    source: 'G 120',
    correctable: true,
    ...facts,
    released: facts,
    override: null,
    overriddenAt: null,
    overriddenBy: null,
    refused: { unknownItem: 0, invalidIndex: 0, invalidData: 0 },
    refusedCount: 0,
    answers: [],
    ...changes,
  };
}

const draft = (changes: Partial<OverrideDraft> = {}): OverrideDraft => ({ ...draftOf(aName()), ...changes });

describe('a correction that is being edited', () => {
  it('begins with what is used now, and means nothing while it is as released', () => {
    expect(overrideOf(draft(), aName())).toEqual({});
    expect(sameDraft(draft(), releasedDraft(aName()))).toBe(true);
  });

  it('means only what differs from the release', () => {
    const changed = draft({ item: ' transport ', kind: 'fixed', index: '3', codes: { udp: '0', tls: '4 ' } });
    expect(overrideOf(changed, aName())).toEqual({
      item: 'transport',
      index: { kind: 'fixed', index: 3 },
      codes: { tls: '4' },
    });
  });

  it('of something that is corrected already keeps the other parts', () => {
    const corrected = aName({ item: 'other', override: { item: 'other' } });
    const changed = { ...draftOf(corrected), codes: { udp: '9', tls: '2' } };
    expect(overrideOf(changed, corrected)).toEqual({ item: 'other', codes: { udp: '9' } });
  });

  it.each<[OverrideDraft, IndexRule]>([
    [draft({ kind: 'single', index: '1' }), { kind: 'single', tolerated: 1 }],
    [draft({ kind: 'list', from: '0', to: '' }), { kind: 'list', from: 0 }],
    [draft({ kind: 'list', to: '20', optional: true }), { kind: 'list', from: 1, to: 20, optional: true }],
    [draft({ kind: 'keys' }), { kind: 'keys' }],
  ])('says the index rule %#', (changed, index) => {
    expect(overrideOf(changed, aName())).toEqual({ index });
    expect(draftOf(aName({ index }))).toMatchObject({ kind: index.kind });
  });

  it.each([
    [{ item: '' }, { item: 'item' }],
    [{ item: '1st' }, { item: 'item' }],
    [{ item: 'with blank' }, { item: 'item' }],
    [{ kind: 'fixed', index: '' }, { index: 'index' }],
    [{ kind: 'fixed', index: '65536' }, { index: 'index' }],
    [{ kind: 'single', index: 'x' }, { index: 'index' }],
    [{ kind: 'list', to: '-1' }, { index: 'index' }],
    [{ kind: 'list', from: '1', to: '0' }, { index: 'to' }],
    [{ codes: { udp: ' ', tls: '2' } }, { 'codes.udp': 'code' }],
    [{ kind: 'list', to: '20' }, {}],
  ] as const)('with %j has the faults %j', (changes, faults) => {
    expect(faultsOf(draft(changes))).toEqual(faults);
  });
});

describe('the address of the page', () => {
  it('keeps what it knows and asks the list only for what belongs to it', () => {
    const search = readItemNameSearch({
      state: 'refused',
      search: 'route',
      page: '2',
      parameter: '7.6.5/a',
      learn: '12',
      order: 'sideways',
    });
    expect(search).toEqual({ state: 'refused', search: 'route', page: 2, parameter: '7.6.5/a', learn: '12' });
    expect(itemNameQueryOf(search)).toEqual({
      state: 'refused',
      search: 'route',
      page: 2,
      pageSize: 25,
      sort: 'catalog',
      order: 'asc',
    });
  });
});

describe('a file to import', () => {
  const aFile = (content: string, size = content.length) => ({ size, text: async () => content });
  it.each([
    ['{"format":"x"}', { document: { format: 'x' }, fault: null }],
    ['\uFEFF{"format":"x"}', { document: { format: 'x' }, fault: null }],
    ['{', { document: null, fault: 'json' }],
    ['5', { document: null, fault: 'json' }],
  ])('with %j', async (content, read) => {
    expect(await readJsonFile(aFile(content))).toEqual(read);
  });

  it('that is too large is not read', async () => {
    expect(await readJsonFile(aFile('{}', 1_000_001))).toEqual({ document: null, fault: 'large' });
  });
});
