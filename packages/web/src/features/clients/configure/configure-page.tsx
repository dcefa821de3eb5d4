import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { Link, Outlet, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../../api/types.ts';
import { Breadcrumb } from '../../../shared/components/breadcrumb.tsx';
import { EmptyMessage } from '../../../shared/components/messages.tsx';
import { PageHeader, Panel } from '../../../shared/components/page.tsx';
import { Tabs } from '../../../shared/components/tabs.tsx';
import { filterParts } from '../client-search.ts';
import { useFilterWords } from '../use-filter-words.ts';
import { clientsOf } from './configure-address.ts';
import classes from './configure-page.module.css';
import { useConfiguredClients, useScopeOfAddress } from './use-configured-clients.ts';

/** Several clients that are configured at once, and the views of what they have. */
export function ConfigurePage() {
  const { t } = useTranslation();
  const scope = useScopeOfAddress();
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
  const clients = clientsOf(useSearch({ from: '/signed-in/clients/configure' }));
  const { title } = useConfiguredClients(scope);
  const filter = 'filter' in scope ? filterParts(scope.filter).map(words) : [];
  return (
    <>
      <Breadcrumb to="/clients">{t('clients.list.title')}</Breadcrumb>
      <PageHeader title={title} />
      {filter.length === 0 ? null : <p className={classes['who']}>{filter.join(' · ')}</p>}
      <Tabs label={t('clients.tabs.ofSeveral')}>
        <Link to="/clients/configure" search={clients} activeOptions={{ exact: true, includeSearch: false }}>
          {t('clients.tabs.configuration')}
        </Link>
        <Link to="/clients/configure/function-keys" search={clients} activeOptions={{ includeSearch: false }}>
          {t('functionKeys.tab')}
        </Link>
      </Tabs>
      <Outlet />
    </>
  );
}
