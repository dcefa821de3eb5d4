import { Checkbox, Menu, Popover } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { memo, type RefObject, useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, ClientListQuery, ClientSort, SortOrder } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import table from '../../shared/components/table.module.css';
import { useAnchor } from '../../shared/components/use-anchor.tsx';
import type { ActionSubject, ClientAction } from './client-actions.tsx';
import { ClientCell } from './client-cells.tsx';
import { ClientMenuItems } from './client-menu.tsx';
import { clientName } from './client-name.ts';
import classes from './clients-table.module.css';
import { FeatureDetails } from './feature-details.tsx';
import type { FeatureKind } from './features.tsx';
import { type ClientColumn, COLUMN_SORT } from './list-columns.ts';
import { isSelected, type Selection } from './selection.ts';

interface ClientsTableProps {
  /** Undefined while the first page is loaded. */
  clients: readonly Client[] | undefined;
  skeletonRows: number;
  columns: readonly ClientColumn[];
  query: Pick<ClientListQuery, 'sort' | 'order'>;
  compact: boolean;
  /** Old rows that stay while new ones are on their way. */
  stale: boolean;
  selection: Selection;
  flashes: ReadonlyMap<string, number>;
  bodyRef: RefObject<HTMLTableSectionElement | null>;
  onSort: (sort: ClientSort, order: SortOrder) => void;
  onToggle: (id: string) => void;
  onTogglePage: () => void;
  onAsk: (action: ClientAction, subject: ActionSubject) => void;
}

interface Opened {
  client: Client;
  kind: FeatureKind | 'menu';
}

export function ClientsTable(props: ClientsTableProps) {
  const { clients, columns, query, compact, stale, selection, flashes } = props;
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { anchored, open, close } = useAnchor<Opened>(frame);
  const onOpen = useCallback(
    (target: Element, client: Client, kind: Opened['kind']) => open(target, { client, kind }),
    [open],
  );
  const shown = clients ?? [];
  const picked = shown.filter((client) => isSelected(selection, client.id)).length;
  const opened = anchored?.subject;

  return (
    <div className={classes['frame']} ref={frame}>
      <div className={`${table['scroll']} ${table['tall']}`} onScroll={close}>
        <table
          className={`${table['table']} ${classes['clients']} ${stale ? table['busy'] : ''}`}
          data-compact={compact}
          aria-busy={clients === undefined || stale}
        >
          <thead>
            <tr>
              <th scope="col" className={classes['check']}>
                <Checkbox
                  aria-label={t('clients.selection.page')}
                  checked={shown.length > 0 && picked === shown.length}
                  indeterminate={picked > 0 && picked < shown.length}
                  disabled={shown.length === 0}
                  onChange={props.onTogglePage}
                />
              </th>
              {columns.map((column) => (
                <ColumnHead key={column} column={column} query={query} onSort={props.onSort} />
              ))}
              <th scope="col" className={classes['menu']}>
                <span className="df-visually-hidden">{t('clients.column.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody ref={props.bodyRef}>
            {clients === undefined ? (
              <SkeletonRows rows={props.skeletonRows} columns={columns.length + 2} />
            ) : (
              shown.map((client) => (
                <ClientRow
                  key={client.id}
                  client={client}
                  columns={columns}
                  selected={isSelected(selection, client.id)}
                  flash={flashes.get(client.id) ?? 0}
                  onToggle={props.onToggle}
                  onOpen={onOpen}
                />
              ))
            )}
          </tbody>
        </table>
      </div>
      {anchored === null || opened === undefined || opened.kind === 'menu' ? null : (
        <Popover
          opened
          onChange={(next) => (next ? undefined : close())}
          position="bottom"
          width={300}
          trapFocus
          returnFocus
        >
          <Popover.Target>
            <button
              type="button"
              style={anchored.style}
              className={classes['ghost']}
              tabIndex={-1}
              aria-hidden
            />
          </Popover.Target>
          <Popover.Dropdown aria-label={t('clients.column.features')} tabIndex={-1} data-autofocus>
            <FeatureDetails client={opened.client} kind={opened.kind} />
          </Popover.Dropdown>
        </Popover>
      )}
      {anchored === null || opened?.kind !== 'menu' ? null : (
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
          <Menu.Dropdown aria-label={clientName(opened.client)}>
            <ClientMenuItems client={opened.client} onAsk={props.onAsk} />
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

interface ColumnHeadProps {
  column: ClientColumn;
  query: Pick<ClientListQuery, 'sort' | 'order'>;
  onSort: (sort: ClientSort, order: SortOrder) => void;
}

function ColumnHead({ column, query, onSort }: ColumnHeadProps) {
  const { t } = useTranslation();
  const label = t(`clients.column.${column}`);
  const sort = COLUMN_SORT[column];
  if (sort === undefined) return <th scope="col">{label}</th>;
  const order = query.sort === sort ? (query.order ?? 'asc') : null;
  const newestFirst = sort === 'lastContactAt' || sort === 'firstSeenAt';
  return (
    <th scope="col" aria-sort={ariaSort(order)}>
      <SortHeader order={order} first={newestFirst ? 'desc' : 'asc'} onSort={(next) => onSort(sort, next)}>
        {label}
      </SortHeader>
    </th>
  );
}

interface ClientRowProps {
  client: Client;
  columns: readonly ClientColumn[];
  selected: boolean;
  /** How often the row changed while it was shown. */
  flash: number;
  onToggle: (id: string) => void;
  onOpen: (target: Element, client: Client, kind: Opened['kind']) => void;
}

const ClientRow = memo(function ClientRow({
  client,
  columns,
  selected,
  flash,
  onToggle,
  onOpen,
}: ClientRowProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <tr
      data-link="true"
      data-selected={selected}
      // Two animations of the same look: changing the name is what starts it again.
      data-flash={flash === 0 ? undefined : flash % 2 === 0 ? 'even' : 'odd'}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null)
          return;
        if (window.getSelection()?.toString() !== '') return;
        void navigate({ to: '/clients/$clientId', params: { clientId: client.id } });
      }}
    >
      <td className={classes['check']}>
        <Checkbox
          aria-label={t('clients.selection.one', { name: clientName(client) })}
          checked={selected}
          onChange={() => onToggle(client.id)}
        />
      </td>
      {columns.map((column) => (
        <td key={column} data-column={column} className={table['nowrap']}>
          <ClientCell
            column={column}
            client={client}
            onFeature={(target, kind) => onOpen(target, client, kind)}
          />
        </td>
      ))}
      <td className={classes['menu']}>
        <IconButton
          label={t('clients.actionsOf', { name: clientName(client) })}
          size={28}
          quiet
          onClick={(event) => onOpen(event.currentTarget, client, 'menu')}
        >
          <IconDotsVertical size={16} />
        </IconButton>
      </td>
    </tr>
  );
});
