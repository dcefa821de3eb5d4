import type { GroupSort } from '../../api/types.ts';
import { columnSet } from '../../shared/list/columns.ts';

/** Columns of the list in their default order (guide chapter 8, then our own). */
const COLUMNS = ['name', 'description', 'members', 'templates', 'filters', 'ranking', 'updated'] as const;
export type GroupColumn = (typeof COLUMNS)[number];

export const GROUP_COLUMNS = columnSet<GroupColumn>(COLUMNS, { fixed: 'name', hidden: ['updated'] });

export const COLUMN_SORT: Partial<Record<GroupColumn, GroupSort>> = {
  name: 'name',
  members: 'memberCount',
  ranking: 'ranking',
  updated: 'updatedAt',
};
