import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { ChangePasswordPage, SignInPage, sessionQuery } from '../features/session/index.ts';
import { LoadError } from '../shared/components/messages.tsx';
import { AccountChoices } from './account-choices.tsx';
import { createQueryClient } from './query-client.ts';
import { rememberSignedIn, wasSignedIn } from './signed-in-hint.ts';
import { Splash } from './splash.tsx';
import { theme } from './theme/theme.ts';

const queryClient = createQueryClient();
const loadSignedIn = () => import('./signed-in.tsx');
// The script of the signed-in part need not wait for the session's answer.
if (wasSignedIn()) void loadSignedIn();
const SignedIn = lazy(async () => ({ default: (await loadSignedIn()).SignedIn }));
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
    if (session !== undefined) rememberSignedIn(session !== null);
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
