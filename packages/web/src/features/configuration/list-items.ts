import type { ParameterList } from '../parameters/index.ts';
import { type Block, groupBlocks } from './lists/blocks.ts';
import type { SectionEntry } from './row-view.ts';
import type { ConfigurationRow } from './rows.ts';

/** What stands under another in the list of the area. */
export type ListItem =
  | { kind: 'heading'; id: string; section: SectionEntry }
  | { kind: 'block'; id: string; block: Block };

/**
 * The rows, lists and grids with a heading wherever another section begins.
 *
 * @param lists - parameters that belong together entry by entry
 * @param whole - whether the rows are all of a section; see {@link groupBlocks}
 */
export function listItems(
  rows: readonly ConfigurationRow[],
  sections: readonly SectionEntry[],
  lists: readonly ParameterList[],
  whole: boolean,
): ListItem[] {
  const bySection = new Map(sections.map((section) => [section.section, section]));
  const items: ListItem[] = [];
  let current: string | undefined;
  for (const block of groupBlocks(rows, lists, whole)) {
    const [first] = rowsOf(block);
    const section = first === undefined ? undefined : bySection.get(first.section);
    if (section !== undefined && section.section !== current) {
      items.push({ kind: 'heading', id: `heading/${section.section}`, section });
    }
    current = first?.section;
    items.push({ kind: 'block', id: block.id, block });
  }
  return items;
}

/** Where a row stands in the list, alone or with others; -1 when it does not. */
export function placeOfRow(items: readonly ListItem[], rowId: string): number {
  return items.findIndex(
    (item) => item.kind === 'block' && rowsOf(item.block).some((row) => row.id === rowId),
  );
}

function rowsOf(block: Block): readonly ConfigurationRow[] {
  return block.kind === 'row' ? [block.row] : block.rows;
}
