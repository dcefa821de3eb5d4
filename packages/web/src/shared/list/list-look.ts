import type { ColumnChoice, ColumnSet, Density } from './columns.ts';
import type { PageSize } from './paging.ts';

/** How an account likes to see a list. */
export interface ListLook<Column extends string> {
  columns: ColumnSet<Column>;
  choice: ColumnChoice<Column>;
  onChoice: (change: (choice: ColumnChoice<Column>) => ColumnChoice<Column>) => void;
  /** The columns to show, in their order. */
  shown: readonly Column[];
  density: Density;
  onDensity: (density: Density) => void;
  /** Elements per page when the address does not say. */
  pageSize: PageSize;
  onPageSize: (pageSize: PageSize) => void;
}
