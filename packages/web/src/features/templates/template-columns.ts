import type { TemplateSort } from '../../api/types.ts';
import { columnSet } from '../../shared/list/columns.ts';

/** Columns of the list in their default order (guide chapter 6, then our own). */
const COLUMNS = [
  'name',
  'type',
  'ranking',
  'models',
  'softwareTypes',
  'softwareUpdate',
  'content',
  'usage',
  'description',
  'updated',
] as const;
export type TemplateColumn = (typeof COLUMNS)[number];

export const TEMPLATE_COLUMNS = columnSet<TemplateColumn>(COLUMNS, {
  fixed: 'name',
  hidden: ['description', 'updated'],
});

export const COLUMN_SORT: Partial<Record<TemplateColumn, TemplateSort>> = {
  name: 'name',
  type: 'type',
  ranking: 'ranking',
  softwareUpdate: 'softwareUpdate',
  content: 'valueCount',
  updated: 'updatedAt',
};
