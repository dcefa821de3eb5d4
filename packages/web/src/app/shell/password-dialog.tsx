import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangePasswordForm, sessionQuery } from '../../features/session/index.ts';
import { showToast } from '../../shared/toast/toast.tsx';

export function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('app.account.changePassword')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Suspense>
        <ChangePasswordForm
          username={session?.account.username ?? ''}
          onDone={() => {
            onClose();
            void showToast({ id: 'password', message: t('session.passwordChanged') });
          }}
        />
      </Suspense>
    </Modal>
  );
}
