import { IconLogin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User, UserLogon } from '../../api/types.ts';
import { type ListColumn, ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage, InlineProblem } from '../../shared/components/messages.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import classes from './user-overview.module.css';
import { DeviceLink } from './user-status.tsx';
import { userContainersQuery, userLogonsQuery, userQuery } from './users.queries.ts';

/** What is known of a mobile user apart from the configuration. */
export function UserOverview() {
  const { userId } = useParams({ from: '/signed-in/users/$userId/' });
  const { data: user } = useQuery(userQuery(userId));
  if (user === undefined) return null;
  return (
    <div className={classes['stack']}>
      <div className={classes['pair']}>
        <Facts user={user} />
        <Profile userId={userId} />
      </div>
      <Logons userId={userId} />
    </div>
  );
}

function Facts({ user }: { user: User }) {
  const { t } = useTranslation();
  const format = useFormat();
  const moment = (iso: string | null): ReactNode => (iso === null ? t('users.never') : format.exact(iso));
  return (
    <Panel>
      <PanelTitle>{t('users.facts')}</PanelTitle>
      <dl className={classes['facts']}>
        <Fact name={t('users.column.baseDevice')}>
          {user.baseDevice === null ? t('common.none') : <DeviceLink device={user.baseDevice} />}
        </Fact>
        <Fact name={t('users.column.lastLogonAt')}>{moment(user.lastLogonAt)}</Fact>
        <Fact name={t('users.column.lastLogoffAt')}>{moment(user.lastLogoffAt)}</Fact>
        <Fact name={t('users.valueCount')}>{format.number(user.valueCount)}</Fact>
        <Fact name={t('users.registeredAt')}>
          {format.exact(user.createdAt)} {user.createdBy}
        </Fact>
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Profile({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { data, error } = useQuery(userContainersQuery(userId));
  const total = data?.containers.reduce((sum, { bytes }) => sum + bytes, 0) ?? 0;
  return (
    <Panel>
      <PanelTitle
        detail={
          data === undefined
            ? undefined
            : t('users.profile.size', { size: format.bytes(total), most: format.bytes(data.maxBytes) })
        }
      >
        {t('users.profile.title')}
      </PanelTitle>
      <InlineProblem error={error} />
      {data !== undefined && data.containers.length === 0 ? (
        <p className={classes['none']}>{t('users.profile.none')}</p>
      ) : (
        <dl className={classes['facts']}>
          {data?.containers.map(({ item, bytes, storedAt }) => (
            <Fact key={item} name={<Mono>{item}</Mono>}>
              {format.bytes(bytes)} <RelativeTime iso={storedAt} />
            </Fact>
          ))}
        </dl>
      )}
    </Panel>
  );
}

function Logons({ userId }: { userId: string }) {
  const { t } = useTranslation();
  const [{ page, pageSize }, setPage] = useState<{ page: number; pageSize: PageSize }>({
    page: 1,
    pageSize: 10,
  });
  const list = useQuery(userLogonsQuery(userId, { page, pageSize }));
  const columns = useLogonColumns();
  return (
    <Panel className={table['list'] ?? ''}>
      <PanelTitle>{t('users.logons.title')}</PanelTitle>
      <ListTable
        columns={columns}
        data={list.data}
        error={list.error}
        stale={list.isPlaceholderData}
        pageSize={pageSize}
        onPage={(next, size) => setPage({ page: next ?? 1, pageSize: size })}
        onRetry={() => void list.refetch()}
        empty={
          <EmptyMessage icon={<IconLogin size={28} stroke={1.5} />} title={t('users.logons.none')}>
            {t('users.logons.noneText')}
          </EmptyMessage>
        }
      />
    </Panel>
  );
}

function useLogonColumns(): ListColumn<UserLogon, never>[] {
  const { t } = useTranslation();
  return [
    {
      id: 'device',
      label: t('users.logons.device'),
      card: 'plain',
      render: ({ clientId, deviceId, model }) => (
        <>
          {clientId === null ? (
            <Mono>{deviceId}</Mono>
          ) : (
            <Link to="/clients/$clientId" params={{ clientId }} className={table['link']}>
              <Mono>{deviceId}</Mono>
            </Link>
          )}
          <span className={table['second']}>{model}</span>
        </>
      ),
    },
    {
      id: 'loggedOn',
      label: t('users.logons.from'),
      render: ({ loggedOnAt, loggedOnBy }) => (
        <>
          <RelativeTime iso={loggedOnAt} />
          <span className={table['second']}>{t(`users.logons.by.${loggedOnBy}`)}</span>
        </>
      ),
    },
    {
      id: 'loggedOff',
      label: t('users.logons.to'),
      render: ({ loggedOffAt, loggedOffBy }) =>
        loggedOffAt === null ? (
          t('users.logons.still')
        ) : (
          <>
            <RelativeTime iso={loggedOffAt} />
            {loggedOffBy === null ? null : (
              <span className={table['second']}>{t(`users.logons.by.${loggedOffBy}`)}</span>
            )}
          </>
        ),
    },
  ];
}
