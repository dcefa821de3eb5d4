import { Menu, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBook2, IconLogout, IconPassword, IconUserCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { discardUnsavedChanges, unsavedChangeCount } from '../../features/clients/index.ts';
import { ChangePasswordForm, sessionQuery, useSignOut } from '../../features/session/index.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';

export function AccountMenu() {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const signOut = useSignOut();
  const [changing, setChanging] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const username = session?.account.username ?? '';

  const leave = async (): Promise<void> => {
    await signOut.mutateAsync();
    discardUnsavedChanges();
    window.history.replaceState(null, '', '/');
  };

  return (
    <>
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
          <Menu.Item leftSection={<IconPassword size={16} />} onClick={() => setChanging(true)}>
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
          <Menu.Item
            leftSection={<IconLogout size={16} />}
            onClick={() => (unsavedChangeCount() > 0 ? setLeaving(true) : void leave())}
          >
            {t('session.signOut')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('app.account.version', { version: session?.version ?? '' })}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={changing}
        onClose={() => setChanging(false)}
        title={t('app.account.changePassword')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Suspense>
          <ChangePasswordForm
            username={username}
            onDone={() => {
              setChanging(false);
              notifications.show({
                message: t('session.passwordChanged'),
                closeButtonProps: { 'aria-label': t('common.close') },
              });
            }}
          />
        </Suspense>
      </Modal>
      {leaving ? (
        <ConfirmDialog
          title={t('app.account.leaveTitle')}
          confirmLabel={t('session.signOut')}
          count={unsavedChangeCount()}
          danger
          onConfirm={leave}
          onClose={() => setLeaving(false)}
        >
          {t('app.account.leaveText', { count: unsavedChangeCount() })}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
