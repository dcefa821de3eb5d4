import type { ClientValue, LocalizedText } from '../../api/types.ts';
import { present, type RawSearch, readChoice, readText } from '../../shared/list/search-params.ts';
import { foldText, searchTerms } from '../../shared/text/find-text.ts';
import type { Drafts } from './drafts.ts';
import type { ConfigurationRow } from './rows.ts';
import type { SearchIndex } from './search-index.ts';

export const SHOW_FILTERS = ['all', 'changed', 'drift', 'refused', 'waiting', 'set', 'secret'] as const;
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
    show: readChoice(raw['show'], ['changed', 'drift', 'refused', 'waiting', 'set', 'secret'] as const),
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
    case 'secret':
      return row.secret;
    case 'drift':
      return row.states.drift > 0 || row.values.some(isRefusedAndDifferent);
    default:
      return row.states[filter] > 0;
  }
}

/** How many values each filter shows; one that stands in two sections counts once. */
export function countShown(rows: readonly ConfigurationRow[], drafts: Drafts): Record<ShowFilter, number> {
  const counts = Object.fromEntries(SHOW_FILTERS.map((filter) => [filter, 0])) as Record<ShowFilter, number>;
  const counted = new Set<string>();
  for (const row of rows) {
    if (counted.has(row.key)) continue;
    counted.add(row.key);
    for (const filter of SHOW_FILTERS) if (shows(row, filter, drafts)) counts[filter] += 1;
  }
  return counts;
}

const OWN_TEXTS = new WeakMap<ConfigurationRow, string>();

/** What is searched of a row itself: its item and its values, kept with the row. */
function ownText(row: ConfigurationRow): string {
  const kept = OWN_TEXTS.get(row);
  if (kept !== undefined) return kept;
  const values = row.secret ? [] : [row.reported, row.desired];
  const text = [row.key, ...values.map((value) => (value.kind === 'same' ? value.value : ''))]
    .map((part) => foldText(part.slice(0, SEARCHED_LENGTH)))
    .join('\n');
  OWN_TEXTS.set(row, text);
  return text;
}

/** Nobody looks for a certificate by its middle. */
const SEARCHED_LENGTH = 2000;

/** The rows in sight: those of the section, or with a filter or search those of all sections. */
export function visibleRows(
  rows: readonly ConfigurationRow[],
  view: ConfigurationView,
  drafts: Drafts,
  index: SearchIndex,
): ConfigurationRow[] {
  const terms = searchTerms(view.find);
  const show = view.show ?? 'all';
  const everywhere = terms.length > 0 || show !== 'all';
  return rows.filter((row) => {
    if (!everywhere) return row.section === view.section;
    if (!shows(row, show, drafts)) return false;
    if (terms.length === 0) return true;
    const known = row.parameter === null ? '' : (index.get(row.parameter.id) ?? '');
    const own = ownText(row);
    return terms.every((term) => known.includes(term) || own.includes(term));
  });
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
