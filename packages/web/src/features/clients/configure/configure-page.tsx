import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../../api/types.ts';
import { Breadcrumb } from '../../../shared/components/breadcrumb.tsx';
import { EmptyMessage } from '../../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../../shared/components/page.tsx';
import { type Changes, present } from '../../../shared/list/search-params.ts';
import type { ConfigurationView, DraftScope } from '../../configuration/index.ts';
import { filterParts } from '../client-search.ts';
import { useFilterWords } from '../use-filter-words.ts';
import { ClientsConfigurationArea } from './clients-configuration-area.tsx';
import { scopeOfSearch } from './configure-address.ts';
import classes from './configure-page.module.css';
import { useClientsElement } from './use-clients-element.ts';

/** The configuration area for several clients at once. */
export function ConfigurePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/clients/configure' });
  const { ids, selection, all, search: text, softwareType, deviceType, state } = search;
  const scope = useMemo(
    () => scopeOfSearch(present({ ids, selection, all, search: text, softwareType, deviceType, state })),
    [ids, selection, all, text, softwareType, deviceType, state],
  );
  if (scope === null) {
    return (
      <Panel>
        <EmptyMessage
          icon={<IconUsersGroup size={28} stroke={1.5} />}
          title={t('configuration.noSelection')}
          action={
            <Button component={Link} to="/clients" variant="default">
              {t('configuration.toClients')}
            </Button>
          }
        >
          {t('configuration.noSelectionText')}
        </EmptyMessage>
      </Panel>
    );
  }
  return <ConfigureClients scope={scope} />;
}

function ConfigureClients({ scope }: { scope: ClientScope }) {
  const { t } = useTranslation();
  const words = useFilterWords('filter' in scope && scope.filter.group !== undefined);
  const search = useSearch({ from: '/signed-in/clients/configure' });
  const navigate = useNavigate({ from: '/clients/configure' });
  const { href } = useLocation();
  const element = useClientsElement(scope);
  const count = element.count ?? 0;
  const title =
    element.count === undefined ? t('configuration.title') : t('configuration.forMany', { count });
  const draftScope = useMemo<DraftScope>(
    () => ({ key: JSON.stringify(scope), label: title, href }),
    [scope, title, href],
  );
  const filter = 'filter' in scope ? filterParts(scope.filter).map(words) : [];

  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );

  return (
    <>
      <Breadcrumb to="/clients">{t('clients.list.title')}</Breadcrumb>
      <PageHeader title={title} />
      {filter.length === 0 ? null : <p className={classes['who']}>{filter.join(' · ')}</p>}
      <ClientsConfigurationArea
        scope={scope}
        element={element}
        draftScope={draftScope}
        name={null}
        view={search}
        onView={onView}
      />
    </>
  );
}
