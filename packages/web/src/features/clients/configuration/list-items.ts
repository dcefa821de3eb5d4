import type { SectionEntry } from './row-view.ts';
import type { ConfigurationRow } from './rows.ts';

/** What stands under another in the list of the area. */
export type ListItem =
  | { kind: 'heading'; id: string; section: SectionEntry }
  | { kind: 'row'; id: string; row: ConfigurationRow };

/** The rows with a heading wherever another section begins. */
export function listItems(rows: readonly ConfigurationRow[], sections: readonly SectionEntry[]): ListItem[] {
  const bySection = new Map(sections.map((section) => [section.section, section]));
  const items: ListItem[] = [];
  let current: string | undefined;
  for (const row of rows) {
    const section = bySection.get(row.section);
    if (section !== undefined && row.section !== current) {
      items.push({ kind: 'heading', id: `heading/${row.section}`, section });
    }
    current = row.section;
    items.push({ kind: 'row', id: row.id, row });
  }
  return items;
}
