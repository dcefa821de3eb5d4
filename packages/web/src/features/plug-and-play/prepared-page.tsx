import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { Tabs } from '../../shared/components/tabs.tsx';
import { plugAndPlayQuery } from './plug-and-play.queries.ts';
import { nameOf } from './use-prepared-columns.tsx';

/** What a phone gets when it calls for the first time, beside its number and template. */
export function PreparedPage() {
  const { t } = useTranslation();
  const { preparedId } = useParams({ from: '/signed-in/clients/plug-and-play/$preparedId' });
  const { data, error, refetch } = useQuery(plugAndPlayQuery(preparedId));
  if (data === undefined && error === null) return <PageSkeleton />;
  return (
    <>
      <Breadcrumb to="/clients/plug-and-play">{t('plugAndPlay.title')}</Breadcrumb>
      {data === undefined ? (
        <Panel>
          <LoadError error={error} onRetry={() => void refetch()} />
        </Panel>
      ) : (
        <LoadedPreparation prepared={data} />
      )}
    </>
  );
}

function LoadedPreparation({ prepared }: { prepared: PlugAndPlayClient }) {
  const { t } = useTranslation();
  const { clientId } = prepared;
  const name = nameOf(prepared);
  const params = { preparedId: prepared.id };
  return (
    <>
      <PageHeader title={name} detail={prepared.hardwareType} />
      {clientId === null ? (
        <>
          <Tabs label={t('plugAndPlay.column.values')}>
            <Link
              to="/clients/plug-and-play/$preparedId"
              params={params}
              activeOptions={{ exact: true, includeSearch: false }}
            >
              {t('configuration.title')}
            </Link>
            <Link
              to="/clients/plug-and-play/$preparedId/function-keys"
              params={params}
              activeOptions={{ includeSearch: false }}
            >
              {t('functionKeys.tab')}
            </Link>
          </Tabs>
          <Outlet />
        </>
      ) : (
        <p>
          {t('plugAndPlay.form.recognized')}{' '}
          <Link to="/clients/$clientId/configuration" params={{ clientId }}>
            {name}
          </Link>
        </p>
      )}
    </>
  );
}
