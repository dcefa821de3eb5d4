import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { type Changes, present } from '../../shared/list/search-params.ts';
import {
  ConfigurationArea,
  type ConfigurationView,
  type ConfiguredElement,
  type DraftScope,
  scopesOf,
} from '../configuration/index.ts';
import { plugAndPlayQuery } from './plug-and-play.queries.ts';
import { SubmitPreparedValues } from './submit-prepared-values.tsx';
import { nameOf } from './use-prepared-columns.tsx';

/** Values that a phone gets when it calls for the first time. */
export function PreparedConfiguration() {
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
        <>
          <PageHeader title={nameOf(data)} detail={data.hardwareType} />
          {data.clientId === null ? (
            <Configuration prepared={data} />
          ) : (
            <p>
              {t('plugAndPlay.form.recognized')}{' '}
              <Link to="/clients/$clientId/configuration" params={{ clientId: data.clientId }}>
                {nameOf(data)}
              </Link>
            </p>
          )}
        </>
      )}
    </>
  );
}

/** Which software the phone will have is not known. */
const SCOPES = scopesOf(new Set());
const NO_CLIENTS: ConfiguredElement['clients'] = [];

function Configuration({ prepared }: { prepared: PlugAndPlayClient }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/clients/plug-and-play/$preparedId' });
  const navigate = useNavigate({ from: '/clients/plug-and-play/$preparedId' });
  const { pathname } = useLocation();
  const { id, values, hardwareType } = prepared;
  const name = nameOf(prepared);
  const draftScope = useMemo<DraftScope>(
    () => ({ key: `plug-and-play/${id}`, label: name, href: pathname }),
    [id, name, pathname],
  );
  const element = useMemo<ConfiguredElement>(
    () => ({
      scopes: SCOPES,
      clients: NO_CLIENTS,
      allKnown: false,
      models: hardwareType === '' ? [] : [hardwareType],
      count: 0,
      values: { kind: 'stored', items: values },
      loading: false,
      error: null,
      retry: () => {},
    }),
    [values, hardwareType],
  );
  const subject = useMemo(() => <span>{t('plugAndPlay.form.valuesText')}</span>, [t]);
  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );
  return (
    <ConfigurationArea
      element={element}
      subject={subject}
      draftScope={draftScope}
      view={search}
      onView={onView}
      submitDialog={(submit) => <SubmitPreparedValues {...submit} prepared={prepared} />}
    />
  );
}
