import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, done } from '../../api/client.ts';
import { ApiError, unexpectedAnswer } from '../../api/problem.ts';
import { sessionGate } from '../../api/session-gate.ts';
import type { Account, Session } from '../../api/types.ts';

const SESSION_KEY = ['session'] as const;

async function findSession(): Promise<Session | null> {
  try {
    return await answer(api.GET('/api/v1/session'));
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: findSession,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

export interface Credentials {
  username: string;
  password: string;
  keepSignedIn: boolean;
  code?: string;
}

async function signIn(credentials: Credentials): Promise<Session> {
  const session = await answer(api.POST('/api/v1/session', { body: credentials }));
  // The same call gives programs a token as text; a browser never asks for one.
  if (typeof session === 'string') throw unexpectedAnswer();
  return session;
}

/** Drops everything but the session itself, whose observers must learn of its end. */
function forgetData(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  queryClient.getMutationCache().clear();
}

/** Signs in. A request that waited for it goes on, unless somebody else signed in: then nothing of it is kept. */
export function useSignIn() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      const before = queryClient.getQueryData(SESSION_KEY) as Session | null | undefined;
      if (before && before.account.id !== session.account.id) {
        sessionGate.abandon();
        forgetData(queryClient);
      }
      queryClient.setQueryData(SESSION_KEY, session);
      sessionGate.open();
    },
  });
}

export function useSignOut() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => done(api.DELETE('/api/v1/session')),
    onSuccess: () => forgetSession(queryClient),
  });
}

/** Nobody is signed in any more: shows the sign-in page and keeps no data of the account. */
export function forgetSession(queryClient: QueryClient): void {
  sessionGate.abandon();
  forgetData(queryClient);
  queryClient.setQueryData(SESSION_KEY, null);
}

export function useChangePassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      done(api.PUT('/api/v1/accounts/me/password', { body })),
    onSuccess: () => {
      const session = queryClient.getQueryData(SESSION_KEY) as Session | null | undefined;
      if (session) queryClient.setQueryData(SESSION_KEY, { ...session, mustChangePassword: false });
    },
  });
}

/** The signed-in account; undefined outside the app's signed-in part. */
export function useAccount(): Account | undefined {
  return useQuery({ ...sessionQuery, enabled: false }).data?.account;
}

/** The same at this moment: what is drawn may be older. */
export function accountOf(queryClient: QueryClient): Account | undefined {
  return (queryClient.getQueryData(SESSION_KEY) as Session | null | undefined)?.account;
}

type AccountChanges = Partial<Pick<Account, 'language' | 'theme' | 'preferences'>>;

/** Changes what the account remembers; the screen does not wait for the server. */
export function useUpdateAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (changes: AccountChanges) => answer(api.PATCH('/api/v1/accounts/me', { body: changes })),
    // One after the other: the last choice is the one that stays.
    scope: { id: 'account' },
    onMutate: (changes) => {
      // An answer that is on its way knows nothing of this yet.
      void queryClient.cancelQueries({ queryKey: SESSION_KEY });
      const session = queryClient.getQueryData(SESSION_KEY) as Session | null | undefined;
      if (!session) return;
      const preferences = { ...session.account.preferences, ...changes.preferences };
      const account = { ...session.account, ...changes, preferences };
      queryClient.setQueryData(SESSION_KEY, { ...session, account });
    },
  });
}
