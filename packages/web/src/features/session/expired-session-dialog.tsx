import { Button, Modal, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../../shared/keyboard/use-focus-back.ts';
import { forgetSession, useAccount } from './session.queries.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Sign-in on top of the page when the session has ended; what was typed below stays as it is. */
export function ExpiredSessionDialog() {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const account = useAccount();
  useFocusBack();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('session.expiredTitle')}
      size="sm"
      zIndex={500}
    >
      <Stack gap="md">
        <div>{t('session.expiredText')}</div>
        <SignInForm username={account?.username ?? ''} />
        <Button variant="subtle" color="gray" onClick={() => forgetSession(queryClient)}>
          {t('session.leave')}
        </Button>
      </Stack>
    </Modal>
  );
}
