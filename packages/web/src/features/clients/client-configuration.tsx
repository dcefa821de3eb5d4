import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Changes, present } from '../../shared/list/search-params.ts';
import type { ConfigurationView, DraftScope } from '../configuration/index.ts';
import { clientName } from './client-name.ts';
import { clientQuery } from './clients.queries.ts';
import { ClientsConfigurationArea } from './configure/clients-configuration-area.tsx';
import { useClientsElement } from './configure/use-clients-element.ts';

/** The configuration tab of a client. */
export function ClientConfiguration() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId/configuration' });
  const search = useSearch({ from: '/signed-in/clients/$clientId/configuration' });
  const navigate = useNavigate({ from: '/clients/$clientId/configuration' });
  const { pathname } = useLocation();
  const { data: client } = useQuery(clientQuery(clientId));
  const scope = useMemo(() => ({ ids: [clientId] }), [clientId]);
  const element = useClientsElement(scope);
  const name = client === undefined ? '' : clientName(client);
  const draftScope = useMemo<DraftScope>(
    () => ({ key: clientId, label: name, href: pathname }),
    [clientId, name, pathname],
  );
  const onView = useCallback(
    (changes: Changes<ConfigurationView>) =>
      void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true }),
    [navigate],
  );
  const sectionLinks = useMemo(
    () => ({
      '7.7.2': (
        <Link to="/clients/$clientId/function-keys" params={{ clientId }}>
          {t('functionKeys.open')}
        </Link>
      ),
    }),
    [clientId, t],
  );
  return (
    <ClientsConfigurationArea
      scope={scope}
      element={element}
      draftScope={draftScope}
      name={name}
      view={search}
      onView={onView}
      sectionLinks={sectionLinks}
    />
  );
}
