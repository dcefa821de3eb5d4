import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SortOrder } from '../../api/types.ts';
import { type PageSize, pageAfterResize } from '../list/paging.ts';
import { IconButton } from './icon-button.tsx';
import classes from './list-table.module.css';
import { InlineProblem, LoadError } from './messages.tsx';
import { Pager } from './pager.tsx';
import { RowCheckbox } from './row-checkbox.tsx';
import { SkeletonRows } from './skeleton-rows.tsx';
import { ariaSort, SortHeader } from './sort-header.tsx';
import table from './table.module.css';
import { useAnchor } from './use-anchor.tsx';

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
  /** May break into lines. */
  wraps?: boolean;
}

/** Those columns that are shown, in the order in which they are. */
export function pickColumns<Column extends { id: string }>(
  all: readonly Column[],
  shown: readonly Column['id'][],
): Column[] {
  return shown.flatMap((id) => all.find((column) => column.id === id) ?? []);
}

/** The menu that every row has. */
export interface ListMenu<Row> {
  nameOf: (row: Row) => string;
  items: (row: Row) => ReactNode;
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
  menu?: ListMenu<Row>;
  /** Opens what a row stands for, by a click anywhere on it. */
  onVisit?: (row: Row) => void;
  /** Low rows. */
  compact?: boolean;
  /** How often each row has changed while it was shown, by id: it flashes. */
  flashes?: ReadonlyMap<string, number>;
  /** Shown instead of an empty list. */
  empty: ReactNode;
  bodyRef?: RefObject<HTMLTableSectionElement | null>;
  onPage: (page: number | undefined, pageSize: PageSize) => void;
  onRetry: () => void;
}

/** A list of the app: sorted by its heads, in pages, as cards on a telephone. */
export function ListTable<Row extends { id: string }, Sort extends string>(props: ListTableProps<Row, Sort>) {
  const { columns, data, error, stale, sort, pageSize, selection, menu, empty, bodyRef, onPage } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { anchored, open, close } = useAnchor<Row>(frame);
  if (error !== null && data === undefined) return <LoadError error={error} onRetry={props.onRetry} />;
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
    <div className={classes['frame']} ref={frame}>
      <InlineProblem error={error} />
      <div className={`${table['scroll']} ${table['tall']}`} onScroll={close}>
        <table
          className={`${table['table']} ${classes['list']} ${stale ? table['busy'] : ''}`}
          data-compact={props.compact}
          aria-busy={data === undefined || stale}
        >
          <thead>
            <tr>
              {selection === undefined ? null : (
                <th scope="col" className={classes['check']}>
                  <RowCheckbox
                    label={t('list.selectPage')}
                    checked={shown.length > 0 && chosen === shown.length}
                    partly={chosen > 0 && chosen < shown.length}
                    disabled={shown.length === 0}
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
              {menu === undefined ? null : (
                <th scope="col" className={classes['menu']}>
                  <span className="df-visually-hidden">{t('list.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody ref={bodyRef}>
            {data === undefined ? (
              <SkeletonRows
                rows={8}
                columns={columns.length + (selection === undefined ? 0 : 1) + (menu === undefined ? 0 : 1)}
              />
            ) : (
              shown.map((row) => (
                <tr
                  key={row.id}
                  data-selected={selection?.ids.has(row.id) === true}
                  data-check={selection !== undefined}
                  data-menu={menu !== undefined}
                  data-link={props.onVisit === undefined ? undefined : true}
                  data-flash={flashOf(props.flashes?.get(row.id) ?? 0)}
                  onClick={(event) => {
                    if (isMeantForRow(event.target)) props.onVisit?.(row);
                  }}
                >
                  {selection === undefined ? null : (
                    <td className={classes['check']}>
                      <RowCheckbox
                        label={t('list.selectOne', { name: selection.nameOf(row) })}
                        checked={selection.ids.has(row.id)}
                        onChange={() => toggle([row.id], !selection.ids.has(row.id))}
                      />
                    </td>
                  )}
                  {columns.map(({ id, label, render, card = 'labeled', wraps = true }) => (
                    <td
                      key={id}
                      className={wraps ? undefined : table['nowrap']}
                      {...(card === 'labeled' ? { 'data-label': label } : {})}
                      {...(card === 'hide' ? { 'data-card': 'hide' } : {})}
                    >
                      {render(row)}
                    </td>
                  ))}
                  {menu === undefined ? null : (
                    <td className={classes['menu']}>
                      <IconButton
                        size={28}
                        quiet
                        label={t('list.actionsOf', { name: menu.nameOf(row) })}
                        aria-haspopup="menu"
                        onClick={(event) => open(event.currentTarget, row)}
                      >
                        <IconDots size={16} />
                      </IconButton>
                    </td>
                  )}
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
      {anchored === null || menu === undefined ? null : (
        <Menu opened onChange={(next) => (next ? undefined : close())} position="bottom-end">
          <Menu.Target>
            <button
              type="button"
              style={anchored.style}
              className={classes['ghost']}
              tabIndex={-1}
              aria-hidden
            />
          </Menu.Target>
          <Menu.Dropdown aria-label={menu.nameOf(anchored.subject)}>
            {menu.items(anchored.subject)}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** Two animations of the same look: changing the name is what starts it again. */
function flashOf(times: number): 'even' | 'odd' | undefined {
  return times === 0 ? undefined : times % 2 === 0 ? 'even' : 'odd';
}

/** Whether a click belongs to the row: not to something in it, and no text is being selected. */
function isMeantForRow(target: EventTarget): boolean {
  if (target instanceof Element && target.closest('a, button, input, label') !== null) return false;
  return window.getSelection()?.toString() === '';
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
