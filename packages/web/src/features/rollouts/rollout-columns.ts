import type { RolloutSort } from '../../api/types.ts';
import { columnSet } from '../../shared/list/columns.ts';

const COLUMNS = [
  'name',
  'order',
  'state',
  'progress',
  'waves',
  'createdBy',
  'createdAt',
  'startAt',
  'endedAt',
] as const;
export type RolloutColumn = (typeof COLUMNS)[number];

export const ROLLOUT_COLUMNS = columnSet<RolloutColumn>(COLUMNS, {
  fixed: 'name',
  hidden: ['createdBy', 'startAt'],
});

export const COLUMN_SORT: Partial<Record<RolloutColumn, RolloutSort>> = {
  name: 'name',
  state: 'state',
  createdAt: 'createdAt',
  startAt: 'startAt',
  endedAt: 'endedAt',
};
