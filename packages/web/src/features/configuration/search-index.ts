import type { Catalog, Language, Parameter } from '../../api/types.ts';
import { foldText } from '../../shared/text/find-text.ts';
import { localized } from '../parameters/index.ts';
import type { ConfigurationRow } from './rows.ts';

/** What is searched of each parameter, by its id, as search compares it. */
export type SearchIndex = ReadonlyMap<string, string>;

const INDEXES = new WeakMap<readonly Parameter[], SearchIndex>();

/** The index of a catalog: made once, for the catalog changes with the server's version only. */
export function searchIndexOf({ items }: Pick<Catalog, 'items'>): SearchIndex {
  const kept = INDEXES.get(items);
  if (kept !== undefined) return kept;
  const index = new Map(
    items.map(({ id, item, label, help, titleLabel }) => [
      id,
      foldText([label.en, label.de, help.en, help.de, id, item, titleLabel.en, titleLabel.de].join('\n')),
    ]),
  );
  INDEXES.set(items, index);
  return index;
}

/** Where a search has found a row, when its label does not show it. */
export interface FoundIn {
  place: 'label' | 'help' | 'item' | 'id';
  text: string;
}

/** The text to show beside a found row so that it is clear why it was found; null when the label says it. */
export function foundIn(row: ConfigurationRow, terms: readonly string[], language: Language): FoundIn | null {
  const { parameter } = row;
  if (parameter === null || terms.length === 0) return null;
  const has = (text: string): boolean => {
    const folded = foldText(text);
    return terms.every((term) => folded.includes(term));
  };
  if (has(localized(parameter.label, language))) return null;
  const other: Language = language === 'de' ? 'en' : 'de';
  const places: FoundIn[] = [
    { place: 'item', text: row.key },
    { place: 'label', text: localized(parameter.label, other) },
    { place: 'help', text: localized(parameter.help, language) },
    { place: 'id', text: parameter.id },
    { place: 'help', text: localized(parameter.help, other) },
  ];
  const some = (text: string): boolean => terms.some((term) => foldText(text).includes(term));
  return places.find(({ text }) => has(text)) ?? places.find(({ text }) => some(text)) ?? null;
}
