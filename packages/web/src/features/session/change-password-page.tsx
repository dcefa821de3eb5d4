import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../shared/components/page.tsx';
import { ChangePasswordForm } from './change-password-form.tsx';
import { useSignOut } from './session.queries.ts';
import { SessionFrame } from './session-frame.tsx';

/** What stands between the first sign-in and everything else. */
export function ChangePasswordPage({ username }: { username: string }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  usePageTitle(t('session.changePassword'));
  return (
    <SessionFrame title={t('session.changeTitle')} lead={t('session.changeLead')}>
      <ChangePasswordForm username={username} />
      <Button variant="subtle" color="gray" fullWidth mt="xs" onClick={() => signOut.mutate()}>
        {t('session.signOut')}
      </Button>
    </SessionFrame>
  );
}
