import { Button, Menu } from '@mantine/core';
import {
  IconDotsVertical,
  IconDownload,
  IconPlus,
  IconTrash,
  IconUpload,
  IconUsers,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { ExportDialog } from '../../shared/components/export-dialog.tsx';
import bar from '../../shared/components/filter-bar.module.css';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { ImportDialog } from '../../shared/components/import-dialog.tsx';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { SearchField } from '../../shared/components/search-field.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { useShortcuts } from '../../shared/keyboard/shortcuts.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { type UserAction, useUserActions } from './user-actions.tsx';
import { UserDrawer } from './user-drawer.tsx';
import { DeviceLink, UserStatusMark } from './user-status.tsx';
import { USERS_EXPORT, useDeleteUsers, useForgetUsers, userListQuery } from './users.queries.ts';
import { NEW, STATUSES, type UserSort, type UsersSearch, userQueryOf } from './users-search.ts';

const EXPORTED = [
  'e164',
  'baseDevice',
  'status',
  'loggedOnDevice',
  'lastLogon',
  'lastLogoff',
  'profileSize',
] as const;

/** The mobile users. */
export function UsersPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = useSearch({ from: '/signed-in/users' });
  const navigate = useNavigate({ from: '/users' });
  const query = userQueryOf(search);
  const list = useQuery(userListQuery(query));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [dialog, setDialog] = useState<'import' | 'export' | 'delete' | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const remove = useDeleteUsers();
  const forget = useForgetUsers();
  const go = (changes: Changes<UsersSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }) });
  };
  const change = (changes: Changes<UsersSearch>): void => {
    setSelected(new Set());
    go({ page: undefined, ...changes });
  };
  useShortcuts(t('users.title'), [
    { keys: '/', label: t('keys.search'), run: () => searchRef.current?.focus() },
    { keys: 'n', label: t('users.register'), run: () => go({ open: NEW }) },
  ]);
  const { ask, dialog: actionDialog } = useUserActions(() => setSelected(new Set()));
  const columns = useColumns(ask);
  const chosen = (list.data?.items ?? []).filter(({ id }) => selected.has(id));
  const narrowed = search.search !== undefined || search.status !== undefined;

  return (
    <div className={table['page']}>
      <PageHeader
        title={t('users.title')}
        detail={list.data === undefined ? undefined : format.number(list.data.total)}
        actions={
          <>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go({ open: NEW })}>
              {t('users.register')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              onClick={() => setDialog('import')}
            >
              {t('users.import.open')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => setDialog('export')}
            >
              {t('users.export.open')}
            </Button>
          </>
        }
      />
      <div className={bar['filters']}>
        <SearchField
          inputRef={searchRef}
          className={bar['search'] ?? ''}
          value={search.search ?? ''}
          label={t('users.search')}
          placeholder={t('users.searchHint')}
          onSearch={(text) => change({ search: text === '' ? undefined : text })}
        />
        <FilterSelect
          label={t(`users.show.${search.status ?? 'all'}`)}
          options={(['all', ...STATUSES] as const).map((status) => ({
            value: status,
            label: t(`users.show.${status}`),
          }))}
          value={search.status ?? 'all'}
          onChange={(status) => change({ status: status === 'all' ? undefined : status })}
        />
      </div>
      <Panel className={table['list'] ?? ''}>
        {selected.size === 0 ? null : (
          <div className={bar['selection']} role="toolbar" aria-label={t('users.title')}>
            <strong aria-live="polite">
              {t('list.selected', { count: selected.size, number: format.number(selected.size) })}
            </strong>
            {(['logon', 'logoff'] as const).map((action) => (
              <Button
                key={action}
                size="xs"
                variant="default"
                disabled={chosen.length === 0}
                onClick={() => ask(action, chosen)}
              >
                {t(`users.${action}.open`)}
              </Button>
            ))}
            <Button
              size="xs"
              color="red"
              variant="light"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => setDialog('delete')}
            >
              {t('users.delete.open')}
            </Button>
            <button type="button" className={bar['textButton']} onClick={() => setSelected(new Set())}>
              {t('list.clearSelection')}
            </button>
          </div>
        )}
        <ListTable
          columns={columns}
          data={list.data}
          error={list.error}
          stale={list.isPlaceholderData}
          sort={{ by: query.sort, order: query.order, onSort: (sort, order) => change({ sort, order }) }}
          pageSize={query.pageSize}
          selection={{ ids: selected, nameOf: ({ e164 }) => e164, onChange: setSelected }}
          onPage={(page, pageSize) => go({ page, pageSize })}
          onRetry={() => void list.refetch()}
          empty={
            <EmptyMessage
              icon={<IconUsers size={28} stroke={1.5} />}
              title={narrowed ? t('list.nothingMatches') : t('users.empty.title')}
              action={
                narrowed ? (
                  <button
                    type="button"
                    className={bar['textButton']}
                    onClick={() => change({ search: undefined, status: undefined })}
                  >
                    {t('list.clearFilters')}
                  </button>
                ) : (
                  <Button onClick={() => go({ open: NEW })}>{t('users.register')}</Button>
                )
              }
            >
              {narrowed ? undefined : t('users.empty.text')}
            </EmptyMessage>
          }
        />
      </Panel>
      {search.open !== NEW ? null : <UserDrawer user={null} onClose={() => go({ open: undefined })} />}
      {actionDialog}
      {dialog === 'import' ? (
        <ImportDialog
          title={t('users.import.title')}
          text={t('users.import.text')}
          columns="e164, password, baseDevice"
          path="/api/v1/users/import"
          effect={(kind, count) => t(`users.import.${kind}`, { count, number: format.number(count) })}
          confirm={(count) => t('users.import.confirm', { count, number: format.number(count) })}
          done={(count) => t('users.import.done', { count, number: format.number(count) })}
          onImported={forget}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'export' ? (
        <ExportDialog
          title={t('users.export.title')}
          text={t('users.export.text', {
            count: list.data?.total ?? 0,
            number: format.number(list.data?.total ?? 0),
          })}
          path={USERS_EXPORT}
          filter={{ search: search.search, status: search.status }}
          columns={EXPORTED.map((id) => ({ id, chosen: true, label: t(`users.exported.${id}`) }))}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'delete' ? (
        <ConfirmDialog
          title={t('users.delete.title')}
          confirmLabel={t('users.delete.confirm')}
          count={selected.size}
          wantsNumber
          danger
          onClose={() => setDialog(null)}
          onConfirm={async () => {
            const { deleted } = await remove.mutateAsync([...selected]);
            setSelected(new Set());
            void showToast({
              id: 'users-deleted',
              message: t('users.delete.done', { count: deleted, number: format.number(deleted) }),
            });
          }}
        >
          {t('users.delete.text', { count: selected.size, number: format.number(selected.size) })}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function useColumns(
  onAsk: (action: UserAction, users: readonly User[]) => void,
): ListColumn<User, UserSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      id: 'e164',
      label: t('users.column.e164'),
      sort: 'e164',
      card: 'plain',
      render: ({ id, e164 }) => (
        <Link to="/users/$userId" params={{ userId: id }} className={table['link']} data-row-link>
          <Mono>{e164}</Mono>
        </Link>
      ),
    },
    {
      id: 'status',
      label: t('users.column.status'),
      sort: 'status',
      card: 'plain',
      render: (user) => <UserStatusMark user={user} />,
    },
    {
      id: 'baseDevice',
      label: t('users.column.baseDevice'),
      sort: 'baseDevice',
      render: ({ baseDevice }) =>
        baseDevice === null ? (
          <span className={table['soft']}>{t('common.none')}</span>
        ) : (
          <>
            <DeviceLink device={baseDevice} />
            <span className={table['second']}>{baseDevice.model}</span>
          </>
        ),
    },
    {
      id: 'lastLogonAt',
      label: t('users.column.lastLogonAt'),
      sort: 'lastLogonAt',
      first: 'desc',
      render: ({ lastLogonAt }) => <Moment iso={lastLogonAt} />,
    },
    {
      id: 'lastLogoffAt',
      label: t('users.column.lastLogoffAt'),
      sort: 'lastLogoffAt',
      first: 'desc',
      card: 'hide',
      render: ({ lastLogoffAt }) => <Moment iso={lastLogoffAt} />,
    },
    {
      id: 'profileBytes',
      label: t('users.column.profileBytes'),
      sort: 'profileBytes',
      first: 'desc',
      card: 'hide',
      render: ({ profileBytes }) => format.bytes(profileBytes),
    },
    {
      id: 'menu',
      label: t('users.actions'),
      card: 'plain',
      render: (user) => <RowMenu user={user} onAsk={onAsk} />,
    },
  ];
}

/** What can be done with one mobile user (guide 5.4). */
function RowMenu({
  user,
  onAsk,
}: {
  user: User;
  onAsk: (action: UserAction, users: readonly User[]) => void;
}) {
  const { t } = useTranslation();
  const action = user.status === 'logged-on' ? 'logoff' : 'logon';
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={t('users.actionsOf', { number: user.e164 })} quiet>
          <IconDotsVertical size={16} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          renderRoot={(props) => (
            <Link {...props} to="/users/$userId/configuration" params={{ userId: user.id }} />
          )}
        >
          {t('users.configure')}
        </Menu.Item>
        <Menu.Item onClick={() => onAsk(action, [user])}>{t(`users.${action}.open`)}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Moment({ iso }: { iso: string | null }) {
  const { t } = useTranslation();
  return iso === null ? (
    <span className={table['soft']}>{t('users.never')}</span>
  ) : (
    <RelativeTime iso={iso} />
  );
}
