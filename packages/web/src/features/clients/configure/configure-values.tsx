import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../../api/types.ts';
import { type Changes, present } from '../../../shared/list/search-params.ts';
import type { ConfigurationView } from '../../configuration/index.ts';
import { ClientsConfigurationArea } from './clients-configuration-area.tsx';
import { clientsOf } from './configure-address.ts';
import { useConfiguredClients, useScopeOfAddress } from './use-configured-clients.ts';

/** The configuration area for several clients at once. */
export function ConfigureValues() {
  const scope = useScopeOfAddress();
  return scope === null ? null : <ValuesOfClients scope={scope} />;
}

function ValuesOfClients({ scope }: { scope: ClientScope }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/clients/configure/' });
  const navigate = useNavigate({ from: '/clients/configure' });
  const { element, draftScope } = useConfiguredClients(scope);
  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );
  const sectionLinks = useMemo(
    () => ({
      '7.7.2': (
        <Link to="/clients/configure/function-keys" search={clientsOf}>
          {t('functionKeys.open')}
        </Link>
      ),
    }),
    [t],
  );
  return (
    <ClientsConfigurationArea
      scope={scope}
      element={element}
      draftScope={draftScope}
      name={null}
      view={search}
      onView={onView}
      sectionLinks={sectionLinks}
    />
  );
}
