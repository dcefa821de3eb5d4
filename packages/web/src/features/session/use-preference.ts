import { useCallback, useMemo } from 'react';
import { useAccount, useUpdateAccount } from './session.queries.ts';

/**
 * A choice that the account remembers.
 *
 * @param key - name among the account's preferences
 * @param read - makes sense of what is stored; whatever an older or newer app left must give a usable value
 */
export function usePreference<T>(key: string, read: (stored: unknown) => T): [T, (value: T) => void] {
  const stored = useAccount()?.preferences[key];
  const { mutate } = useUpdateAccount();
  const set = useCallback((value: T) => mutate({ preferences: { [key]: value } }), [key, mutate]);
  const value = useMemo(() => read(stored), [read, stored]);
  return [value, set];
}
