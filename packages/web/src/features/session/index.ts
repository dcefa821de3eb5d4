import { lazyComponent } from '../../shared/components/lazy-component.ts';

export { ExpiredSession } from './expired-session.tsx';
export { sessionQuery, useAccount, useSignOut, useUpdateAccount } from './session.queries.ts';
export { useListLook } from './use-list-look.ts';
export { usePreference } from './use-preference.ts';

export const SignInPage = lazyComponent(async () => (await import('./sign-in-page.tsx')).SignInPage);
export const ChangePasswordPage = lazyComponent(
  async () => (await import('./change-password-page.tsx')).ChangePasswordPage,
);
export const ChangePasswordForm = lazyComponent(
  async () => (await import('./change-password-form.tsx')).ChangePasswordForm,
);
