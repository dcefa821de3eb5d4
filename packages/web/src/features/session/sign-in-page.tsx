import { useTranslation } from 'react-i18next';
import { usePageTitle } from '../../shared/components/page.tsx';
import { SessionFrame } from './session-frame.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const { t } = useTranslation();
  usePageTitle(t('session.signIn'));
  return (
    <SessionFrame title={t('session.signInTitle')}>
      <SignInForm />
    </SessionFrame>
  );
}
