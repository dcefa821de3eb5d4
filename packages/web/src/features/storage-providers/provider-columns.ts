import type { StorageProviderSort } from '../../api/types.ts';
import { columnSet } from '../../shared/list/columns.ts';

/** Columns of the list in their default order (guide chapter 10, then our own). */
const COLUMNS = ['name', 'type', 'address', 'files', 'scan', 'schedule', 'updated'] as const;
export type ProviderColumn = (typeof COLUMNS)[number];

export const PROVIDER_COLUMNS = columnSet<ProviderColumn>(COLUMNS, { fixed: 'name', hidden: ['updated'] });

export const COLUMN_SORT: Partial<Record<ProviderColumn, StorageProviderSort>> = {
  name: 'name',
  type: 'type',
  address: 'address',
  files: 'files',
  scan: 'scannedAt',
  updated: 'updatedAt',
};
