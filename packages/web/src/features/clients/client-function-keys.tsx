import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { present } from '../../shared/list/search-params.ts';
import { type DraftScope, FunctionKeys } from '../configuration/index.ts';
import { useClientActions } from './client-actions.tsx';
import { clientName } from './client-name.ts';
import { clientQuery } from './clients.queries.ts';
import { SubmitOrderDialog } from './configure/submit-order-dialog.tsx';
import { useClientsElement } from './configure/use-clients-element.ts';

/** The function keys of a client. */
export function ClientFunctionKeys() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId/function-keys' });
  const search = useSearch({ from: '/signed-in/clients/$clientId/function-keys' });
  const navigate = useNavigate({ from: '/clients/$clientId/function-keys' });
  const { pathname } = useLocation();
  const { ask, dialog } = useClientActions();
  const { data: client } = useQuery(clientQuery(clientId));
  const scope = useMemo(() => ({ ids: [clientId] }), [clientId]);
  const element = useClientsElement(scope);
  const name = client === undefined ? '' : clientName(client);
  const draftScope = useMemo<DraftScope>(
    () => ({ key: clientId, label: name, href: pathname }),
    [clientId, name, pathname],
  );
  return (
    <>
      <FunctionKeys
        element={element}
        submitDialog={(submit) => <SubmitOrderDialog {...submit} scope={scope} count={1} name={name} />}
        draftScope={draftScope}
        name={name}
        view={search}
        onView={(changes) =>
          void navigate({
            search: (previous) => present({ ...previous, ...changes }),
            replace: true,
            resetScroll: false,
          })
        }
        emptyAction={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => ask('refresh-data', { scope, count: 1, name })}
          >
            {t('clients.action.refresh-data.label')}
          </Button>
        }
        configurationLink={
          <Link to="/clients/$clientId/configuration" params={{ clientId }} search={{ show: 'changed' }}>
            {t('functionKeys.toConfiguration')}
          </Link>
        }
      />
      {dialog}
    </>
  );
}
