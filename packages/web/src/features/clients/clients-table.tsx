import { Menu, Popover } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type RefObject, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Client, ClientListQuery, ClientSort, SortOrder } from '../../api/types.ts';
import { RowCheckbox } from '../../shared/components/row-checkbox.tsx';
import { SkeletonRows } from '../../shared/components/skeleton-rows.tsx';
import { ariaSort, SortHeader } from '../../shared/components/sort-header.tsx';
import table from '../../shared/components/table.module.css';
import { useAnchor } from '../../shared/components/use-anchor.tsx';
import { useFormat, useKnownText } from '../../shared/i18n/index.ts';
import type { ActionSubject, ClientAction } from './client-action.ts';
import { ClientMenuItems } from './client-menu.tsx';
import { clientName } from './client-name.ts';
import { ClientRow } from './client-row.tsx';
import classes from './clients-table.module.css';
import { FeatureDetails } from './feature-details.tsx';
import { RowIconSprite } from './feature-icons.tsx';
import type { FeatureKind } from './feature-look.ts';
import { type ClientColumn, COLUMN_SORT } from './list-columns.ts';
import type { RowTools } from './row-tools.ts';
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
  onCopy: (client: Client) => void;
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
  const navigate = useNavigate();
  const format = useFormat();
  const known = useKnownText('contact');
  const { onToggle } = props;
  const tools = useMemo<RowTools>(
    () => ({
      t,
      format,
      contactWords: (reason) => known({ code: reason, params: {}, text: reason }),
      onOpen: (target, client, kind) => open(target, { client, kind }),
      onVisit: (clientId) => void navigate({ to: '/clients/$clientId', params: { clientId } }),
      onToggle,
    }),
    [t, format, known, open, navigate, onToggle],
  );
  const shown = clients ?? [];
  const picked = shown.filter((client) => isSelected(selection, client.id)).length;
  const opened = anchored?.subject;

  return (
    <div className={classes['frame']} ref={frame}>
      <RowIconSprite />
      <div className={`${table['scroll']} ${table['tall']}`} onScroll={close}>
        <table
          className={`${table['table']} ${classes['clients']} ${stale ? table['busy'] : ''}`}
          data-compact={compact}
          aria-busy={clients === undefined || stale}
        >
          <thead>
            <tr>
              <th scope="col" className={classes['check']}>
                <RowCheckbox
                  label={t('clients.selection.page')}
                  checked={shown.length > 0 && picked === shown.length}
                  partly={picked > 0 && picked < shown.length}
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
                  tools={tools}
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
            <ClientMenuItems client={opened.client} onAsk={props.onAsk} onCopy={props.onCopy} />
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
