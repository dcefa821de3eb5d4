import type { JobSort, SortOrder } from '../../api/types.ts';
import { columnSet } from '../../shared/list/columns.ts';

/** Columns of the list in their default order (guide chapter 12, and our own). */
const COLUMNS = [
  'type',
  'state',
  'progress',
  'initiator',
  'created',
  'planned',
  'duration',
  'finished',
] as const;
export type JobColumn = (typeof COLUMNS)[number];

export const JOB_COLUMNS = columnSet<JobColumn>(COLUMNS, { fixed: 'type', hidden: ['created', 'finished'] });

export const COLUMN_SORT: Partial<Record<JobColumn, { sort: JobSort; first?: SortOrder }>> = {
  type: { sort: 'type' },
  state: { sort: 'state' },
  initiator: { sort: 'initiator' },
  created: { sort: 'createdAt', first: 'desc' },
  planned: { sort: 'plannedAt', first: 'desc' },
  duration: { sort: 'duration', first: 'desc' },
  finished: { sort: 'finishedAt', first: 'desc' },
};
