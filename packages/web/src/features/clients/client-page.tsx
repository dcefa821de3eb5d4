import { Button, Menu } from '@mantine/core';
import { IconDots, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientDetail } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { CopyIcon } from '../../shared/components/copy-button.tsx';
import { LoadedPage } from '../../shared/components/loaded-page.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { usePageTitle } from '../../shared/components/page.tsx';
import { Tabs } from '../../shared/components/tabs.tsx';
import { useDrafts } from '../configuration/index.ts';
import { useClientActions } from './client-actions.tsx';
import { ClientMenuItems } from './client-menu.tsx';
import { clientName, softwareWords } from './client-name.ts';
import classes from './client-page.module.css';
import { ClientState } from './client-state.tsx';
import { clientQuery } from './clients.queries.ts';
import { PhoneDrawing } from './phone-drawing.tsx';

/** One client: who it is, how it is, and its tabs. */
export function ClientPage() {
  const { t } = useTranslation();
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId' });
  const query = useQuery(clientQuery(clientId));
  return (
    <LoadedPage query={query} back={<Breadcrumb to="/clients">{t('clients.list.title')}</Breadcrumb>}>
      {(client) => <LoadedClient client={client} />}
    </LoadedPage>
  );
}

function LoadedClient({ client }: { client: ClientDetail }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { ask, copy, dialog } = useClientActions();
  const name = clientName(client);
  usePageTitle(name);

  return (
    <>
      <Breadcrumb to="/clients">{t('clients.list.title')}</Breadcrumb>
      <header className={classes['header']}>
        <PhoneDrawing model={client.model} />
        <div className={classes['identity']}>
          <h1 className={classes['name']}>
            <Mono>{name}</Mono>
          </h1>
          <p className={classes['facts']}>
            <span>{client.deviceType}</span>
            <span>{softwareWords(client)}</span>
            <span className={classes['copyable']}>
              <Mono>{client.deviceId}</Mono>
              <CopyIcon value={client.deviceId} label={t('clients.copyDeviceId')} />
            </span>
            <span className={classes['copyable']}>
              <Mono>{client.address}</Mono>
              <CopyIcon value={client.address} label={t('clients.copyAddress')} />
            </span>
          </p>
          <ClientState client={client} />
        </div>
        <div className={classes['actions']}>
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            onClick={() => ask('refresh-data', { scope: { ids: [client.id] }, count: 1, name })}
          >
            {t('clients.action.refresh-data.label')}
          </Button>
          <Menu>
            <Menu.Target>
              <Button variant="default" px="xs" aria-label={t('clients.actionsOf', { name })}>
                <IconDots size={18} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <ClientMenuItems
                client={client}
                onCopy={copy}
                onAsk={(action, subject) =>
                  ask(
                    action,
                    subject,
                    action === 'delete' ? () => void navigate({ to: '/clients' }) : undefined,
                  )
                }
              />
            </Menu.Dropdown>
          </Menu>
        </div>
      </header>
      <Tabs label={t('clients.tabs.label')}>
        <Link
          to="/clients/$clientId"
          params={{ clientId: client.id }}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t('clients.tabs.overview')}
        </Link>
        <Link
          to="/clients/$clientId/configuration"
          params={{ clientId: client.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('clients.tabs.configuration')}
          <ChangeCount clientId={client.id} />
        </Link>
        <Link
          to="/clients/$clientId/function-keys"
          params={{ clientId: client.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('functionKeys.tab')}
        </Link>
        <Link
          to="/clients/$clientId/files"
          params={{ clientId: client.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('clients.tabs.files')}
        </Link>
        <Link
          to="/clients/$clientId/jobs"
          params={{ clientId: client.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('clients.tabs.jobs')}
        </Link>
        <Link
          to="/clients/$clientId/contacts"
          params={{ clientId: client.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('clients.tabs.contacts')}
        </Link>
        <Link
          to="/clients/$clientId/history"
          params={{ clientId: client.id }}
          activeOptions={{ includeSearch: false }}
        >
          {t('configuration.history.tab')}
        </Link>
      </Tabs>
      <Outlet />
      {dialog}
    </>
  );
}

/** How many changes are not submitted yet; by itself, for it changes while somebody types. */
function ChangeCount({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const changes = useDeferredValue(useDrafts(clientId)).size;
  if (changes === 0) return null;
  return (
    <span className={classes['changes']} title={t('configuration.marks.changed', { count: changes })}>
      {changes}
    </span>
  );
}
