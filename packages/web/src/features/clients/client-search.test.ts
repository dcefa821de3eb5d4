import { createInstance, type TFunction } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SavedView } from '../../api/types.ts';
import { shared as sharedGerman } from '../../shared/i18n/common-de.ts';
import { shared as sharedEnglish } from '../../shared/i18n/common-en.ts';
import { toggleColumn } from '../../shared/list/columns.ts';
import { present } from '../../shared/list/search-params.ts';
import { clientListQueryOf, filterParts, isFiltered, readClientListSearch } from './client-search.ts';
import { clients as german } from './i18n/de.ts';
import { clients as english } from './i18n/en.ts';
import { CLIENT_COLUMN_SET as COLUMNS } from './list-columns.ts';
import { activeView, isChanged, searchOfView, viewContent } from './saved-view.ts';
import { filterWords } from './use-filter-words.ts';

describe('the address of the clients list', () => {
  it('gives filter, order and page', () => {
    expect(
      readClientListSearch({
        search: '4989',
        softwareType: 'SIP',
        deviceType: 'CP710',
        state: 'drift',
        sort: 'deviceId',
        order: 'desc',
        page: '3',
        pageSize: '50',
      }),
    ).toEqual({
      search: '4989',
      softwareType: 'SIP',
      deviceType: 'CP710',
      state: 'drift',
      sort: 'deviceId',
      order: 'desc',
      page: 3,
      pageSize: 50,
    });
  });

  it('drops what the list does not know', () => {
    expect(
      readClientListSearch({
        softwareType: 'XYZ',
        state: 'gone',
        sort: 'color',
        order: 'up',
        page: '0',
        pageSize: '7',
      }),
    ).toEqual({});
  });

  it('asks for the first page by number when it is empty', () => {
    expect(clientListQueryOf({})).toEqual({ page: 1, pageSize: 10, sort: 'e164', order: 'asc' });
  });

  it('takes the account’s page size where it names none', () => {
    expect(clientListQueryOf({}, 50).pageSize).toBe(50);
    expect(clientListQueryOf({ pageSize: 25 }, 50).pageSize).toBe(25);
  });
});

describe('a saved view', () => {
  const view = {
    id: '7',
    name: 'Old',
    shared: false,
    own: true,
    owner: 'admin',
    updatedAt: '2026-03-02T08:15:30.000Z',
    filter: { softwareOlderThan: 'V1 R10.0.0', deviceType: 'CP710' },
    sort: 'lastContactAt',
    order: 'desc',
    columns: COLUMNS.initial,
  } as const satisfies SavedView;

  it('opens with its filter and order and nothing of what was there before', () => {
    const address = present(Object.assign({ search: '4989', page: 3 }, searchOfView(view)));
    expect(address).toEqual({
      softwareOlderThan: 'V1 R10.0.0',
      deviceType: 'CP710',
      sort: 'lastContactAt',
      order: 'desc',
      view: '7',
    });
    expect(activeView([view], address)).toBe(view);
    expect(activeView([], address)).toBeNull();
  });

  it('is changed by another filter, order or column, and not by the order in which filters stand', () => {
    const { filter, sort, order, columns } = view;
    const same = { deviceType: 'CP710', softwareOlderThan: 'V1 R10.0.0' };
    expect(isChanged(view, viewContent(same, { sort, order }, columns))).toBe(false);
    expect(isChanged(view, viewContent({}, { sort, order }, columns))).toBe(true);
    expect(isChanged(view, viewContent(filter, { sort, order: 'asc' }, columns))).toBe(true);
    expect(
      isChanged(view, viewContent(filter, { sort, order }, toggleColumn(COLUMNS, columns, 'address'))),
    ).toBe(true);
  });
});

describe('the filter', () => {
  it('is none without its parts', () => {
    expect(isFiltered({})).toBe(false);
    expect(isFiltered({ state: 'refused' })).toBe(true);
  });
});

describe('the filter chips', () => {
  const texts = new Map<string, TFunction>();
  beforeAll(async () => {
    const i18n = createInstance();
    await i18n.init({
      lng: 'en',
      interpolation: { escapeValue: false },
      resources: {
        en: { translation: { ...sharedEnglish, clients: english } },
        de: { translation: { ...sharedGerman, clients: german } },
      },
    });
    for (const language of ['en', 'de']) texts.set(language, i18n.getFixedT(language));
  });

  const sentence = (language: string): string => {
    const t = texts.get(language);
    if (t === undefined) return '';
    const filter = { deviceType: 'CP710', softwareType: 'SIP', state: 'drift', search: '4989' } as const;
    return filterParts(filter)
      .map((part) => filterWords(t, part))
      .join(' · ');
  };

  it('read as a sentence', () => {
    expect(sentence('en')).toBe(
      'Type is CP710 · Software is SIP · Differs from what is desired · Contains “4989”',
    );
  });

  it('read as a German one', () => {
    expect(sentence('de')).toBe('Typ ist CP710 · Software ist SIP · Weicht vom Sollwert ab · Enthält „4989“');
  });
});
