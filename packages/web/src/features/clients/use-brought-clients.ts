import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClientScope } from '../../api/types.ts';
import { clientListQuery } from './clients.queries.ts';
import { type ConfigureSearch, scopeOfSearch } from './configure/configure-address.ts';

/** Clients that somebody has chosen, and how many they are. */
export interface ChosenClients {
  scope: ClientScope;
  count: number;
}

/** The clients that an address names, e.g. those that were selected in the list; null when it names none. */
export function useBroughtClients(search: ConfigureSearch): ChosenClients | null {
  const scope = useMemo(() => scopeOfSearch(search), [search]);
  const count = useScopeCount(scope);
  return scope === null ? null : { scope, count: count ?? 0 };
}

/** How many clients are meant; undefined while it is asked how many match a filter. */
export function useScopeCount(scope: ClientScope | null): number | undefined {
  const filter = scope !== null && 'filter' in scope ? scope.filter : null;
  const { data } = useQuery({
    ...clientListQuery({ ...filter, page: 1, pageSize: 10 }),
    enabled: filter !== null,
  });
  if (scope === null) return 0;
  return 'ids' in scope ? scope.ids.length : data?.total;
}
