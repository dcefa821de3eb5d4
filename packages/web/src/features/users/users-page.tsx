import { Button, Menu } from '@mantine/core';
import { IconDownload, IconPlus, IconSettings, IconTrash, IconUpload, IconUsers } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportDialog } from '../../shared/components/export-dialog.tsx';
import { FilterSelect } from '../../shared/components/filter-select.tsx';
import { ImportDialog } from '../../shared/components/import-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { ListPage, useList } from '../../shared/list-page/index.ts';
import { useListLook } from '../session/index.ts';
import { type ChosenUsers, oneUser } from './chosen-users.ts';
import { MobilitySettingsDrawer } from './mobility-settings-drawer.tsx';
import { USER_COLUMNS, useUserColumns } from './use-user-columns.tsx';
import { useUserActions } from './user-actions.tsx';
import { UserDrawer } from './user-drawer.tsx';
import { USERS_EXPORT, useForgetUsers, userListQuery } from './users.queries.ts';
import { NEW, STATUSES, userQueryOf } from './users-search.ts';

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
  const address = useSearch({ from: '/signed-in/users' });
  const navigate = useNavigate({ from: '/users' });
  const visit = useNavigate();
  const look = useListLook('users', USER_COLUMNS);
  const list = useList({
    address,
    filters: ['search', 'status'],
    query: userQueryOf(address, look.pageSize),
    ask: userListQuery,
    go: (changes, options) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), ...options }),
  });
  const { go, change } = list;
  const [dialog, setDialog] = useState<'import' | 'export' | 'settings' | null>(null);
  const forget = useForgetUsers();
  const { ask, dialog: actionDialog } = useUserActions(list.clearSelection);
  const columns = useUserColumns(look.shown);
  const chosen: ChosenUsers = {
    scope: list.wholeSelected
      ? {
          filter: present({ search: address.search, status: address.status }),
          confirmedCount: list.selectedCount,
        }
      : { ids: [...list.selection] },
    count: list.selectedCount,
    shown: list.rows.filter(({ id }) => list.selection.has(id)),
  };
  const register = (): void => go({ open: NEW });

  return (
    <ListPage
      list={list}
      look={look}
      title={t('users.title')}
      actions={
        <>
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={register}>
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
          <Button
            variant="default"
            leftSection={<IconSettings size={16} aria-hidden />}
            onClick={() => setDialog('settings')}
          >
            {t('users.settings.open')}
          </Button>
        </>
      }
      searchLabel={t('users.search')}
      searchHint={t('users.searchHint')}
      filters={
        <FilterSelect
          label={t(`users.show.${address.status ?? 'all'}`)}
          options={(['all', ...STATUSES] as const).map((status) => ({
            value: status,
            label: t(`users.show.${status}`),
          }))}
          value={address.status ?? 'all'}
          onChange={(status) => change({ status: status === 'all' ? undefined : status })}
        />
      }
      columns={columns}
      columnLabel={(column) => t(`users.column.${column}`)}
      nameOf={({ e164 }) => e164}
      onVisit={({ id }) => void visit({ to: '/users/$userId', params: { userId: id } })}
      menu={(user) => {
        const action = user.status === 'logged-on' ? 'logoff' : 'logon';
        return (
          <>
            <Menu.Item
              renderRoot={(props) => (
                <Link {...props} to="/users/$userId/configuration" params={{ userId: user.id }} />
              )}
            >
              {t('users.configure')}
            </Menu.Item>
            <Menu.Item onClick={() => ask(action, oneUser(user))}>{t(`users.${action}.open`)}</Menu.Item>
            <Menu.Item color="red" onClick={() => ask('delete', oneUser(user))}>
              {t('users.delete.open')}
            </Menu.Item>
          </>
        );
      }}
      bulk={{
        label: t('users.title'),
        all: 'filter',
        actions: (
          <>
            {(['logon', 'logoff'] as const).map((action) => (
              <Button key={action} size="xs" variant="default" onClick={() => ask(action, chosen)}>
                {t(`users.${action}.open`)}
              </Button>
            ))}
            <Button
              size="xs"
              color="red"
              variant="default"
              leftSection={<IconTrash size={15} aria-hidden />}
              onClick={() => ask('delete', chosen)}
            >
              {t('users.delete.open')}
            </Button>
          </>
        ),
      }}
      shortcuts={[{ keys: 'n', label: t('users.register'), run: register }]}
      empty={{
        icon: <IconUsers size={28} stroke={1.5} />,
        title: t('users.empty.title'),
        text: t('users.empty.text'),
        action: <Button onClick={register}>{t('users.register')}</Button>,
      }}
    >
      {address.open !== NEW ? null : <UserDrawer user={null} onClose={() => go({ open: undefined })} />}
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
            count: list.total,
            number: format.number(list.total),
          })}
          path={USERS_EXPORT}
          filter={{ search: address.search, status: address.status }}
          columns={EXPORTED.map((id) => ({ id, chosen: true, label: t(`users.exported.${id}`) }))}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'settings' ? <MobilitySettingsDrawer onClose={() => setDialog(null)} /> : null}
    </ListPage>
  );
}
