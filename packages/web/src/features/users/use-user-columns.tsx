import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { User } from '../../api/types.ts';
import { type ListColumn, pickColumns } from '../../shared/components/list-table.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { columnSet } from '../../shared/list/columns.ts';
import { DeviceLink, UserStatusMark } from './user-status.tsx';
import type { UserSort } from './users-search.ts';

type UserColumn = UserSort;

/** Columns of the list in their default order (guide 5.2). */
export const USER_COLUMNS = columnSet<UserColumn>(
  ['e164', 'status', 'baseDevice', 'lastLogonAt', 'lastLogoffAt', 'profileBytes'],
  { fixed: 'e164' },
);

/** The columns of the mobile users that are shown. */
export function useUserColumns(shown: readonly UserColumn[]): ListColumn<User, UserSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const all: (ListColumn<User, UserSort> & { id: UserColumn })[] = [
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
  ];
  return pickColumns(all, shown);
}

function Moment({ iso }: { iso: string | null }) {
  const { t } = useTranslation();
  return iso === null ? (
    <span className={table['soft']}>{t('users.never')}</span>
  ) : (
    <RelativeTime iso={iso} />
  );
}
