import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SortOrder } from '../../api/types.ts';
import classes from './table.module.css';

interface SortHeaderProps {
  children: ReactNode;
  /** The order in which the list is sorted by this column; null when by another one. */
  order: SortOrder | null;
  /** What a first click sorts by. */
  first?: SortOrder;
  onSort: (order: SortOrder) => void;
}

const ARIA_SORT = { asc: 'ascending', desc: 'descending' } as const;

/** For `aria-sort` of the column's `th`. */
export function ariaSort(order: SortOrder | null): 'ascending' | 'descending' | 'none' {
  return order === null ? 'none' : ARIA_SORT[order];
}

export function SortHeader({ children, order, first = 'asc', onSort }: SortHeaderProps) {
  const next = order === null ? first : order === 'asc' ? 'desc' : 'asc';
  const Icon = order === null ? IconArrowsSort : order === 'asc' ? IconArrowUp : IconArrowDown;
  return (
    <button
      type="button"
      className={classes['sort']}
      data-active={order !== null}
      onClick={() => onSort(next)}
    >
      {children}
      <Icon size={14} stroke={1.75} aria-hidden />
    </button>
  );
}
