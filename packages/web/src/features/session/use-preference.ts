import { useQueryClient } from '@tanstack/react-query';
import { type Dispatch, type SetStateAction, useCallback, useMemo } from 'react';
import { accountOf, useAccount, useUpdateAccount } from './session.queries.ts';

/**
 * A choice that the account remembers.
 *
 * @param key - name among the account's preferences
 * @param read - makes sense of what is stored; whatever an older or newer app left must give a usable value
 * @returns the value and what sets it; a function of the current value sees changes that the screen does not show yet
 */
export function usePreference<T>(
  key: string,
  read: (stored: unknown) => T,
): [T, Dispatch<SetStateAction<T>>] {
  const stored = useAccount()?.preferences[key];
  const queryClient = useQueryClient();
  const { mutate } = useUpdateAccount();
  const set = useCallback(
    (change: SetStateAction<T>) => {
      const next =
        change instanceof Function ? change(read(accountOf(queryClient)?.preferences[key])) : change;
      mutate({ preferences: { [key]: next } });
    },
    [key, read, mutate, queryClient],
  );
  const value = useMemo(() => read(stored), [read, stored]);
  return [value, set];
}
