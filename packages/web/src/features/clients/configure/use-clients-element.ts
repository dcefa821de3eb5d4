import { type Query, type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Client, ClientScope, Page } from '../../../api/types.ts';
import { type ConfiguredElement, type ElementValues, scopesOf } from '../../configuration/index.ts';
import { clientListQuery, clientQuery, clientValuesQuery, valuesSummaryQuery } from '../clients.queries.ts';

/** Up to this many clients are asked for one by one to learn their types. */
const KNOWN_UP_TO = 50;

/** The clients that a configuration area is for, and their values: of one its own, of several a summary. */
export function useClientsElement(scope: ClientScope): ConfiguredElement {
  const queryClient = useQueryClient();
  const byFilter = 'filter' in scope;
  const list = useQuery({
    ...clientListQuery(
      byFilter ? { ...scope.filter, page: 1, pageSize: 100, sort: 'e164', order: 'asc' } : {},
    ),
    enabled: byFilter,
  });
  const ids = byFilter ? [] : scope.ids;
  const [only] = ids;
  const single = only !== undefined && ids.length === 1 ? only : null;

  // Whoever selects clients in a list has them at hand already.
  const seen = useMemo(() => {
    const wanted = new Set('filter' in scope ? [] : scope.ids);
    const pages = queryClient.getQueriesData<Page<Client>>({ queryKey: ['clients', 'list'] });
    const found = pages.flatMap(([, page]) => page?.items ?? []).filter((client) => wanted.has(client.id));
    return new Map(found.map((client) => [client.id, client]));
  }, [queryClient, scope]);
  const asked = useMemo(
    () => ('filter' in scope ? [] : scope.ids.filter((id) => !seen.has(id)).slice(0, KNOWN_UP_TO)),
    [scope, seen],
  );
  const named = useQueries({ queries: asked.map((id) => clientQuery(id)), combine: combineClients });

  const own = useQuery({ ...clientValuesQuery(single ?? ''), enabled: single !== null });
  const summary = useQuery({ ...valuesSummaryQuery(scope), enabled: single === null });

  const listed = list.data?.items;
  const clients = useMemo(
    () => (byFilter ? (listed ?? []) : [...seen.values(), ...named.data]),
    [byFilter, listed, seen, named.data],
  );
  const values = useMemo<ElementValues | undefined>(() => {
    if (single !== null) {
      return own.data === undefined ? undefined : { kind: 'one', clientId: single, values: own.data };
    }
    return summary.data === undefined ? undefined : { kind: 'several', summary: summary.data };
  }, [single, own.data, summary.data]);

  const count = byFilter ? list.data?.total : ids.length;
  const allKnown = clients.length === count;
  const kinds = values?.kind === 'several' ? values.summary.kinds : undefined;
  const scopes = useMemo(() => {
    const told = kinds ?? (allKnown ? clients : []);
    return scopesOf(new Set(told.map(({ softwareType }) => softwareType)));
  }, [kinds, allKnown, clients]);
  const error = list.error ?? named.error ?? own.error ?? summary.error;
  const loading = error === null && (count === undefined || named.pending || values === undefined);
  // The same object until something of it changes, so that the header is not drawn again for each key in a field.
  return useMemo(
    () => ({
      scopes,
      clients,
      allKnown,
      count,
      values,
      loading,
      error,
      retry: () => {
        void queryClient.refetchQueries({ queryKey: ['clients'], type: 'active', predicate: isFailed });
      },
    }),
    [scopes, clients, allKnown, count, values, loading, error, queryClient],
  );
}

const isFailed = (query: Query): boolean => query.state.status === 'error';

interface Combined<T> {
  data: T[];
  pending: boolean;
  error: unknown;
}

// A stable function keeps equal results the same objects, and the rows built from them.
const combineClients = (results: readonly UseQueryResult<Client>[]): Combined<Client> => ({
  data: results.map((result) => result.data).filter((data) => data !== undefined),
  pending: results.some((result) => result.isPending),
  error: results.find((result) => result.error !== null)?.error ?? null,
});
