import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Suspense, useEffect } from 'react';
import { ChangePasswordPage, SignInPage, sessionQuery } from '../features/session/index.ts';
import { lazyComponent } from '../shared/components/lazy-component.ts';
import { LoadError } from '../shared/components/messages.tsx';
import { loadAllTexts } from '../shared/i18n/index.ts';
import { AccountChoices } from './account-choices.tsx';
import { queryClient } from './query-client.ts';
import { rememberSignedIn } from './signed-in-hint.ts';
import { Splash } from './splash.tsx';
import { theme } from './theme/theme.ts';

/** The app for somebody who is signed in, with the page that the address names. */
export const SignedIn = lazyComponent(async () => {
  const [{ SignedInApp, firstPage }] = await Promise.all([import('./signed-in.tsx'), loadAllTexts()]);
  await firstPage;
  return SignedInApp;
});

const colorSchemes = localStorageColorSchemeManager({ key: 'deskfleet.theme' });

export function App() {
  return (
    <MantineProvider theme={theme} colorSchemeManager={colorSchemes} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={<Splash />}>
          <Gate />
        </Suspense>
      </QueryClientProvider>
    </MantineProvider>
  );
}

/** Lets in who is signed in; the address stays as it is, so a link leads where it points after signing in. */
function Gate() {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  useEffect(() => {
    if (session === undefined) return;
    rememberSignedIn(session !== null);
    // While the password is typed.
    if (session === null) whenIdle(() => void SignedIn.preload());
  }, [session]);
  if (session === undefined) {
    return error === null ? <Splash /> : <LoadError error={error} onRetry={() => void refetch()} />;
  }
  if (session === null) return <SignInPage />;
  return (
    <>
      <AccountChoices account={session.account} />
      {session.mustChangePassword ? <ChangePasswordPage username={session.account.username} /> : <SignedIn />}
    </>
  );
}

/** Safari knows no idle time. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run);
  else setTimeout(run, 500);
}
