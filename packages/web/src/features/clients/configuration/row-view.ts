import type { ClientValue, Language, LocalizedText } from '../../../api/types.ts';
import { present, type RawSearch, readChoice, readText } from '../../../shared/list/search-params.ts';
import { localized } from '../../parameters/index.ts';
import type { Drafts } from './drafts.ts';
import type { ConfigurationRow } from './rows.ts';

export const SHOW_FILTERS = ['all', 'changed', 'drift', 'refused', 'waiting', 'set'] as const;
export type ShowFilter = (typeof SHOW_FILTERS)[number];

/** What the area shows, as its address tells it. */
export interface ConfigurationView {
  section?: string;
  show?: Exclude<ShowFilter, 'all'>;
  find?: string;
}

export function readConfigurationView(raw: RawSearch): ConfigurationView {
  return present({
    section: readText(raw['section']),
    show: readChoice(raw['show'], ['changed', 'drift', 'refused', 'waiting', 'set'] as const),
    find: readText(raw['find']),
  });
}

/** A refused value differs from the desired one as well, unless the phone had it all along. */
function isRefusedAndDifferent({ state, desired, reported }: ClientValue): boolean {
  return state === 'refused' && desired !== null && reported !== null && desired !== reported;
}

function shows(row: ConfigurationRow, filter: ShowFilter, drafts: Drafts): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'changed':
      return drafts.has(row.key);
    case 'set':
      return row.desiredCount > 0;
    case 'drift':
      return row.states.drift > 0 || row.values.some(isRefusedAndDifferent);
    default:
      return row.states[filter] > 0;
  }
}

/** How many values each filter shows; one that stands in two sections counts once. */
export function countShown(rows: readonly ConfigurationRow[], drafts: Drafts): Record<ShowFilter, number> {
  const count = (filter: ShowFilter): number =>
    new Set(rows.filter((row) => shows(row, filter, drafts)).map((row) => row.key)).size;
  return {
    all: count('all'),
    changed: count('changed'),
    drift: count('drift'),
    refused: count('refused'),
    waiting: count('waiting'),
    set: count('set'),
  };
}

function matches(row: ConfigurationRow, text: string, language: Language): boolean {
  const { parameter, reported, desired } = row;
  const places = [
    row.key,
    parameter === null ? '' : localized(parameter.label, language),
    parameter === null ? '' : parameter.label.en,
    reported.kind === 'same' ? reported.value : '',
    desired.kind === 'same' ? desired.value : '',
  ];
  return places.some((place) => place.toLowerCase().includes(text));
}

/** The rows in sight: those of the section, or with a filter or search those of all sections. */
export function visibleRows(
  rows: readonly ConfigurationRow[],
  view: ConfigurationView,
  drafts: Drafts,
  language: Language,
): ConfigurationRow[] {
  const text = view.find?.toLowerCase() ?? '';
  const show = view.show ?? 'all';
  const everywhere = text !== '' || show !== 'all';
  return rows.filter(
    (row) =>
      (everywhere || row.section === view.section) &&
      shows(row, show, drafts) &&
      (text === '' || matches(row, text, language)),
  );
}

export interface SectionEntry {
  section: string;
  /** Names in both languages; null for items that the catalog does not know. */
  menu: LocalizedText | null;
  title: LocalizedText | null;
  rowCount: number;
  changed: number;
  refused: number;
  drift: number;
}

function bySectionNumber(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The tree's sections in the guide's order, items unknown to the catalog last. */
export function listSections(rows: readonly ConfigurationRow[], drafts: Drafts): SectionEntry[] {
  const entries = new Map<string, SectionEntry>();
  for (const row of rows) {
    const entry = entries.get(row.section) ?? {
      section: row.section,
      menu: row.parameter?.menuLabel ?? null,
      title: row.parameter?.titleLabel ?? null,
      rowCount: 0,
      changed: 0,
      refused: 0,
      drift: 0,
    };
    entry.rowCount += 1;
    if (drafts.has(row.key)) entry.changed += 1;
    if (row.states.refused > 0) entry.refused += 1;
    if (row.states.drift > 0) entry.drift += 1;
    entries.set(row.section, entry);
  }
  const known = [...entries.values()].filter((entry) => entry.menu !== null);
  const other = [...entries.values()].filter((entry) => entry.menu === null);
  return [...known.toSorted((a, b) => bySectionNumber(a.section, b.section)), ...other];
}
