import { lazyRouteComponent } from '@tanstack/react-router';

export { ExpiredSessionDialog } from './expired-session-dialog.tsx';
export { sessionQuery, useAccount, useSignOut, useUpdateAccount } from './session.queries.ts';
export { usePreference } from './use-preference.ts';

export const SignInPage = lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage');
export const ChangePasswordPage = lazyRouteComponent(
  () => import('./change-password-page.tsx'),
  'ChangePasswordPage',
);
export const ChangePasswordForm = lazyRouteComponent(
  () => import('./change-password-form.tsx'),
  'ChangePasswordForm',
);
