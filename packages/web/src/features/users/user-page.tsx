import { Button } from '@mantine/core';
import { IconLogin2, IconPencil, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadedPage } from '../../shared/components/loaded-page.tsx';
import { PageHeader } from '../../shared/components/page.tsx';
import { Tabs } from '../../shared/components/tabs.tsx';
import { oneUser } from './chosen-users.ts';
import { useUserActions } from './user-actions.tsx';
import { UserDrawer } from './user-drawer.tsx';
import { UserStatusMark } from './user-status.tsx';
import { userQuery } from './users.queries.ts';

/** One mobile user: who it is, where it is logged on, and its tabs. */
export function UserPage() {
  const { t } = useTranslation();
  const { userId } = useParams({ from: '/signed-in/users/$userId' });
  const query = useQuery(userQuery(userId));
  return (
    <LoadedPage query={query} back={<Breadcrumb to="/users">{t('users.title')}</Breadcrumb>}>
      {(user) => <LoadedUser user={user} />}
    </LoadedPage>
  );
}

function LoadedUser({ user }: { user: User }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'edit' | null>(null);
  const { ask, dialog } = useUserActions((action) => {
    // Who is logged off first is still there, and the page says so.
    if (action === 'delete' && user.status === 'logged-off') void navigate({ to: '/users' });
  });
  const other = user.status === 'logged-on' ? 'logoff' : 'logon';
  return (
    <>
      <Breadcrumb to="/users">{t('users.title')}</Breadcrumb>
      <PageHeader
        title={user.e164}
        detail={<UserStatusMark user={user} />}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconLogin2 size={16} aria-hidden />}
              onClick={() => ask(other, oneUser(user))}
            >
              {t(`users.${other}.open`)}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPencil size={16} aria-hidden />}
              onClick={() => setOpen('edit')}
            >
              {t('users.edit')}
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => ask('delete', oneUser(user))}
            >
              {t('users.delete.open')}
            </Button>
          </>
        }
      />
      <Tabs label={t('users.tabs.label')}>
        <Link
          to="/users/$userId"
          params={{ userId: user.id }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t('users.tabs.overview')}
        </Link>
        <Link
          to="/users/$userId/configuration"
          params={{ userId: user.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('users.tabs.configuration')}
        </Link>
        <Link
          to="/users/$userId/function-keys"
          params={{ userId: user.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('functionKeys.tab')}
        </Link>
        <Link
          to="/users/$userId/history"
          params={{ userId: user.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('configuration.history.tab')}
        </Link>
      </Tabs>
      <Outlet />
      {dialog}
      {open === 'edit' ? <UserDrawer user={user} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
