import { Menu } from '@mantine/core';
import {
  IconAdjustments,
  IconCopy,
  IconExternalLink,
  IconFileImport,
  IconFiles,
  IconRefresh,
  IconRestore,
  IconRotateClockwise2,
  IconTemplate,
  IconTrash,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Client } from '../../api/types.ts';
import type { ActionSubject, ClientAction } from './client-action.ts';
import { clientName, wbmLink } from './client-name.ts';

interface ClientMenuProps {
  client: Client;
  onAsk: (action: ClientAction, subject: ActionSubject) => void;
  onCopy: (client: Client) => void;
}

/** The entries of a client's menu (guide section 4.5), as far as they exist. */
export function ClientMenuItems({ client, onAsk, onCopy }: ClientMenuProps) {
  const { t } = useTranslation();
  const ask = (action: ClientAction) => () =>
    onAsk(action, { scope: { ids: [client.id] }, count: 1, name: clientName(client) });
  return (
    <>
      <WbmItem client={client} />
      <Menu.Item leftSection={<IconRefresh size={16} />} onClick={ask('refresh-data')}>
        {t('clients.action.refresh-data.label')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconAdjustments size={16} />}
        renderRoot={(props) => (
          <Link to="/clients/$clientId/configuration" params={{ clientId: client.id }} {...props} />
        )}
      >
        {t('clients.action.configure')}
      </Menu.Item>
      <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => onCopy(client)}>
        {t('clients.copy.label')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTemplate size={16} />}
        renderRoot={(props) => <Link to="/templates/from-client" search={{ client: client.id }} {...props} />}
      >
        {t('clients.templates.generate')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileImport size={16} />}
        renderRoot={(props) => <Link to="/templates/apply" search={{ ids: client.id }} {...props} />}
      >
        {t('clients.templates.apply')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFiles size={16} />}
        renderRoot={(props) => <Link to="/clients/deploy" search={{ ids: client.id }} {...props} />}
      >
        {t('deployments.open')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconRotateClockwise2 size={16} />} onClick={ask('restart')}>
        {t('clients.action.restart.label')}
      </Menu.Item>
      <Menu.Item color="red" leftSection={<IconRestore size={16} />} onClick={ask('factory-reset')}>
        {t('clients.action.factory-reset.label')}
      </Menu.Item>
      <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={ask('delete')}>
        {t('clients.action.delete.label')}
      </Menu.Item>
    </>
  );
}

function WbmItem({ client }: { client: Client }) {
  const { t } = useTranslation();
  const href = wbmLink(client);
  const icon = <IconExternalLink size={16} />;
  if (href === null) {
    return (
      <Menu.Item leftSection={icon} disabled title={t('clients.action.noWbm')}>
        {t('clients.action.wbm')}
      </Menu.Item>
    );
  }
  return (
    <Menu.Item component="a" href={href} target="_blank" rel="noopener noreferrer" leftSection={icon}>
      {t('clients.action.wbm')}
    </Menu.Item>
  );
}
