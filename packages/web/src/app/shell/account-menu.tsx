import { Menu } from '@mantine/core';
import { IconBook2, IconLogout, IconPassword, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../features/session/index.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';

interface AccountMenuProps {
  onPassword: () => void;
  onSignOut: () => void;
}

export function AccountMenu({ onPassword, onSignOut }: AccountMenuProps) {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const username = session?.account.username ?? '';

  return (
    <Menu width={240}>
      <Menu.Target>
        <IconButton label={t('app.top.account', { username })}>
          <IconUserCircle size={20} stroke={1.75} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {t('app.account.signedInAs')} <strong>{username}</strong>
        </Menu.Label>
        <Menu.Item leftSection={<IconPassword size={16} />} onClick={onPassword}>
          {t('app.account.changePassword')}
        </Menu.Item>
        <Menu.Item
          component="a"
          href="/api-docs"
          target="_blank"
          rel="noopener"
          leftSection={<IconBook2 size={16} />}
        >
          {t('app.account.apiDocs')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={onSignOut}>
          {t('session.signOut')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('app.account.version', { version: session?.version ?? '' })}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}
