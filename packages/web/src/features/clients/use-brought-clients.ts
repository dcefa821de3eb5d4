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
  const filter = scope !== null && 'filter' in scope ? scope.filter : {};
  const byFilter = scope !== null && 'filter' in scope;
  const { data } = useQuery({ ...clientListQuery({ ...filter, page: 1, pageSize: 10 }), enabled: byFilter });
  if (scope === null) return null;
  return { scope, count: 'ids' in scope ? scope.ids.length : (data?.total ?? 0) };
}
