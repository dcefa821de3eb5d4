import { useMemo } from 'react';
import { type ColumnSet, readColumns, readDensity, shownColumns } from '../../shared/list/columns.ts';
import type { ListLook } from '../../shared/list/list-look.ts';
import { readPageSize } from '../../shared/list/paging.ts';
import { usePreference } from './use-preference.ts';

const readSize = (stored: unknown) => readPageSize(stored) ?? 25;

/**
 * How the account likes to see a list: columns and their order, height of rows, elements per page.
 *
 * @param name - of the list among the account's preferences, e.g. `templates`
 */
export function useListLook<Column extends string>(
  name: string,
  columns: ColumnSet<Column>,
): ListLook<Column> {
  const readChoice = useMemo(() => (stored: unknown) => readColumns(columns, stored), [columns]);
  const [choice, onChoice] = usePreference(`${name}.columns`, readChoice);
  const [density, onDensity] = usePreference(`${name}.density`, readDensity);
  const [pageSize, onPageSize] = usePreference(`${name}.pageSize`, readSize);
  const shown = useMemo(() => shownColumns(choice), [choice]);
  return { columns, choice, onChoice, shown, density, onDensity, pageSize, onPageSize };
}
