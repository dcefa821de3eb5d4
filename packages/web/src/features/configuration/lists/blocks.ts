import type { Parameter } from '../../../api/types.ts';
import type { ParameterList } from '../../parameters/index.ts';
import type { ConfigurationRow } from '../rows.ts';

/** How many simple values stand together in little space. */
export type GridKind = 'levels' | 'switches' | 'policies' | 'rules' | 'numbered';

/** What is drawn together: a line, a list with its entries, or a grid. */
export type Block =
  | { kind: 'row'; id: string; row: ConfigurationRow }
  | { kind: 'list'; id: string; structure: ParameterList; rows: ConfigurationRow[] }
  | { kind: 'grid'; id: string; grid: GridKind; rows: ConfigurationRow[] };

/** Sections of the guide whose values are of one sort. */
const GRIDS: Record<string, { grid: GridKind; types: readonly Parameter['type'][] }> = {
  '7.5.6': { grid: 'switches', types: ['boolean'] },
  '7.8.4': { grid: 'policies', types: ['enum'] },
  '7.8.7': { grid: 'rules', types: ['integer', 'enum', 'boolean'] },
  '7.9.2': { grid: 'levels', types: ['enum'] },
};

/** Fewer values than these are no grid, e.g. where a phone has only one of them. */
const SMALLEST_GRID = 4;

/** Function keys are drawn as the phone, not as a list. */
const DRAWN_ELSEWHERE: ReadonlySet<string> = new Set(['function-keys']);

/**
 * Puts together what belongs together. Each list and grid stands where the first of its lines stood.
 *
 * @param whole - whether the lines are all of a section; of a part of an entry only single lines can be drawn
 */
export function groupBlocks(
  rows: readonly ConfigurationRow[],
  lists: readonly ParameterList[],
  whole: boolean,
): Block[] {
  if (!whole) return rows.map((row) => ({ kind: 'row', id: row.id, row }));
  const groups = Map.groupBy(rows, (row) => groupOf(row, lists)?.id ?? row.id);
  return [...groups].flatMap(([id, members]): Block[] => {
    const [first] = members;
    const group = first === undefined ? null : groupOf(first, lists);
    const alone = members.map((row): Block => ({ kind: 'row', id: row.id, row }));
    if (group === null) return alone;
    if (group.kind === 'list') {
      const settable = members.some(({ readOnly }) => !readOnly);
      return settable ? [{ kind: 'list', id, structure: group.structure, rows: members }] : alone;
    }
    return members.length < SMALLEST_GRID && group.grid !== 'numbered'
      ? alone
      : [{ kind: 'grid', id, grid: group.grid, rows: members }];
  });
}

type Group =
  | { kind: 'list'; id: string; structure: ParameterList }
  | { kind: 'grid'; id: string; grid: GridKind };

function groupOf({ parameter, section }: ConfigurationRow, lists: readonly ParameterList[]): Group | null {
  if (parameter === null) return null;
  if (parameter.list !== null) {
    const structure = lists.find(({ id }) => id === parameter.list);
    if (structure === undefined || DRAWN_ELSEWHERE.has(structure.id)) return null;
    return { kind: 'list', id: `list/${section}/${structure.id}`, structure };
  }
  if (parameter.readOnly) return null;
  if (parameter.index.kind === 'list') {
    if (parameter.type === 'boolean' && parameter.index.to !== undefined)
      return { kind: 'grid', id: `numbered/${parameter.id}`, grid: 'numbered' };
    return { kind: 'list', id: `list/${parameter.id}`, structure: ownList(parameter) };
  }
  const grid = GRIDS[section];
  return grid?.types.includes(parameter.type) === true && parameter.index.kind !== 'keys'
    ? { kind: 'grid', id: `grid/${section}`, grid: grid.grid }
    : null;
}

/** A parameter with numbered instances and no others beside it is a list of one column. */
function ownList({ id, label }: Parameter): ParameterList {
  return { id, kind: 'entries', label, entry: label, max: null, guideKeys: [] };
}
