import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { User } from '../../api/types.ts';
import type { ConfiguredElement, DraftScope } from '../configuration/index.ts';
import { userQuery, userValuesQuery } from './users.queries.ts';

const SCOPES: ReadonlySet<string> = new Set(['user']);
const NO_CLIENTS: ConfiguredElement['clients'] = [];

export interface ConfiguredUser {
  element: ConfiguredElement;
  draftScope: DraftScope;
  /** Empty while it is not known. */
  number: string;
  /** As it was when the values were read. */
  user: User | undefined;
}

/** A mobile user for the configuration area. */
export function useUserElement(userId: string, href: string): ConfiguredUser {
  const { data: known } = useQuery(userQuery(userId));
  const { data, error, refetch } = useQuery(userValuesQuery(userId));
  const number = known?.e164 ?? '';
  const element = useMemo<ConfiguredElement>(
    () => ({
      scopes: SCOPES,
      clients: NO_CLIENTS,
      allKnown: true,
      count: 0,
      values:
        data === undefined
          ? undefined
          : {
              kind: 'stored',
              items: data.items.flatMap(({ item, index, secret, desired, desiredSet }) =>
                desiredSet ? [{ item, index, secret, value: desired }] : [],
              ),
            },
      loading: data === undefined && error === null,
      error,
      retry: () => void refetch(),
    }),
    [data, error, refetch],
  );
  const draftScope = useMemo<DraftScope>(
    () => ({ key: `user/${userId}`, label: number, href }),
    [userId, number, href],
  );
  return { element, draftScope, number, user: data?.user };
}
