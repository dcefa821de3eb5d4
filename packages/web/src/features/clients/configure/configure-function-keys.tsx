import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../../api/types.ts';
import { present } from '../../../shared/list/search-params.ts';
import { FunctionKeys } from '../../configuration/index.ts';
import { useClientActions } from '../client-actions.tsx';
import { clientsOf } from './configure-address.ts';
import { SubmitOrderDialog } from './submit-order-dialog.tsx';
import { useConfiguredClients, useScopeOfAddress } from './use-configured-clients.ts';

/** The function keys of several clients at once. */
export function ConfigureFunctionKeys() {
  const scope = useScopeOfAddress();
  return scope === null ? null : <KeysOfClients scope={scope} />;
}

function KeysOfClients({ scope }: { scope: ClientScope }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/clients/configure/function-keys' });
  const navigate = useNavigate({ from: '/clients/configure/function-keys' });
  const { ask, dialog } = useClientActions();
  const { element, draftScope, title } = useConfiguredClients(scope);
  const count = element.count ?? 0;
  return (
    <>
      <FunctionKeys
        element={element}
        draftScope={draftScope}
        name={title}
        view={search}
        onView={(changes) =>
          void navigate({
            search: (previous) => present({ ...previous, ...changes }),
            replace: true,
            resetScroll: false,
          })
        }
        submitDialog={(submit) => <SubmitOrderDialog {...submit} scope={scope} count={count} name={null} />}
        emptyAction={
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => ask('refresh-data', { scope, count, name: null })}
          >
            {t('clients.action.refresh-data.label')}
          </Button>
        }
        configurationLink={
          <Link
            to="/clients/configure"
            search={(previous) => ({ ...clientsOf(previous), show: 'changed' as const })}
          >
            {t('functionKeys.toConfiguration')}
          </Link>
        }
      />
      {dialog}
    </>
  );
}
