import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { SortOrder } from '../../api/types.ts';
import { type PageSize, pageAfterResize } from '../list/paging.ts';
import { LoadError } from './messages.tsx';
import { Pager } from './pager.tsx';
import { RowCheckbox } from './row-checkbox.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { ariaSort, SortHeader } from './sort-header.tsx';
import table from './table.module.css';

/** A column of a {@link ListTable}. */
export interface ListColumn<Row, Sort extends string> {
  id: string;
  label: string;
  render: (row: Row) => ReactNode;
  sort?: Sort;
  /** What a first click sorts by; default ascending. */
  first?: SortOrder;
  /** On a telephone: with its label before it (default), without, or not at all. */
  card?: 'labeled' | 'plain' | 'hide';
}

/** What is selected, by id. */
export interface ListSelection<Row> {
  ids: ReadonlySet<string>;
  nameOf: (row: Row) => string;
  onChange: (ids: ReadonlySet<string>) => void;
}

interface ListTableProps<Row, Sort extends string> {
  columns: readonly ListColumn<Row, Sort>[];
  data: { items: readonly Row[]; total: number; page: number } | undefined;
  error: unknown;
  stale: boolean;
  sort?: { by: Sort; order: SortOrder; onSort: (by: Sort, order: SortOrder) => void };
  pageSize: PageSize;
  selection?: ListSelection<Row>;
  /** Shown instead of an empty list. */
  empty: ReactNode;
  bodyRef?: RefObject<HTMLTableSectionElement | null>;
  onPage: (page: number | undefined, pageSize: PageSize) => void;
  onRetry: () => void;
}

/** A list of the app: sorted by its heads, in pages, as cards on a telephone. */
export function ListTable<Row extends { id: string }, Sort extends string>(props: ListTableProps<Row, Sort>) {
  const { columns, data, error, stale, sort, pageSize, selection, empty, bodyRef, onPage, onRetry } = props;
  const { t } = useTranslation();
  if (error !== null && data === undefined) return <LoadError error={error} onRetry={onRetry} />;
  if (data !== undefined && data.items.length === 0) return empty;
  const shown = data?.items ?? [];
  const chosen = shown.filter(({ id }) => selection?.ids.has(id) === true).length;
  const toggle = (ids: readonly string[], on: boolean): void => {
    const next = new Set(selection?.ids);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    selection?.onChange(next);
  };
  return (
    <>
      <div className={`${table['scroll']} ${table['tall']}`}>
        <table className={`${table['table']} ${stale ? table['busy'] : ''}`}>
          <thead>
            <tr>
              {selection === undefined ? null : (
                <th scope="col" style={{ width: 40 }}>
                  <RowCheckbox
                    label={t('list.selectPage')}
                    checked={shown.length > 0 && chosen === shown.length}
                    partly={chosen > 0 && chosen < shown.length}
                    onChange={() =>
                      toggle(
                        shown.map(({ id }) => id),
                        chosen < shown.length,
                      )
                    }
                  />
                </th>
              )}
              {columns.map((column) => (
                <Head key={column.id} column={column} {...(sort === undefined ? {} : { sort })} />
              ))}
            </tr>
          </thead>
          <tbody ref={bodyRef}>
            {data === undefined ? (
              <SkeletonRows rows={8} columns={columns.length + (selection === undefined ? 0 : 1)} />
            ) : (
              shown.map((row) => (
                <tr key={row.id} data-selected={selection?.ids.has(row.id) === true}>
                  {selection === undefined ? null : (
                    <td>
                      <RowCheckbox
                        label={t('list.selectOne', { name: selection.nameOf(row) })}
                        checked={selection.ids.has(row.id)}
                        onChange={() => toggle([row.id], !selection.ids.has(row.id))}
                      />
                    </td>
                  )}
                  {columns.map(({ id, label, render, card = 'labeled' }) => (
                    <td
                      key={id}
                      {...(card === 'labeled' ? { 'data-label': label } : {})}
                      {...(card === 'hide' ? { 'data-card': 'hide' } : {})}
                    >
                      {render(row)}
                    </td>
                  ))}
                </tr>
              ))
            )}
          </tbody>
        </table>
      </div>
      {data === undefined ? null : (
        <Pager
          page={data.page}
          pageSize={pageSize}
          total={data.total}
          onPage={(page) => onPage(page === 1 ? undefined : page, pageSize)}
          onPageSize={(size) => onPage(pageAfterResize(data.page, pageSize, size), size)}
        />
      )}
    </>
  );
}

function Head<Row, Sort extends string>({
  column: { label, sort: by, first = 'asc' },
  sort,
}: {
  column: ListColumn<Row, Sort>;
  sort?: { by: Sort; order: SortOrder; onSort: (by: Sort, order: SortOrder) => void };
}) {
  if (by === undefined || sort === undefined) return <th scope="col">{label}</th>;
  const order = sort.by === by ? sort.order : null;
  return (
    <th scope="col" aria-sort={ariaSort(order)}>
      <SortHeader order={order} first={first} onSort={(next) => sort.onSort(by, next)}>
        {label}
      </SortHeader>
    </th>
  );
}
