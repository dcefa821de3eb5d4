import { type Query, type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Client, ClientScope, ClientValues } from '../../../api/types.ts';
import { clientListQuery, clientQuery, clientValuesQuery } from '../clients.queries.ts';

/** Up to this many clients are read and compared value by value. */
export const COMPARED_UP_TO = 50;

export interface ConfigurationTargets {
  /** How many clients the order is for; undefined while it is not known. */
  count: number | undefined;
  /** Known clients: all of them when they are compared. */
  clients: readonly Client[];
  /** Values of each client; empty when there are too many to compare. */
  values: readonly ClientValues[];
  compared: boolean;
  loading: boolean;
  error: unknown;
  retry: () => void;
}

/** The clients that a configuration area is for and, if they are few enough, their values. */
export function useTargets(scope: ClientScope): ConfigurationTargets {
  const queryClient = useQueryClient();
  const byFilter = 'filter' in scope;
  const list = useQuery({
    ...clientListQuery(
      byFilter ? { ...scope.filter, page: 1, pageSize: 100, sort: 'e164', order: 'asc' } : {},
    ),
    enabled: byFilter,
  });
  const count = byFilter ? list.data?.total : scope.ids.length;
  const compared = count !== undefined && count <= COMPARED_UP_TO;
  const listed = list.data?.items;
  const ids = useMemo(() => {
    if (!compared) return [];
    return byFilter ? (listed ?? []).map((client) => client.id) : scope.ids;
  }, [compared, byFilter, listed, scope]);

  const single = useQueries({
    queries: byFilter ? [] : ids.map((id) => clientQuery(id)),
    combine: combineClients,
  });
  const values = useQueries({ queries: ids.map((id) => clientValuesQuery(id)), combine: combineValues });

  const error = list.error ?? single.error ?? values.error;
  return {
    count,
    clients: byFilter ? (listed ?? []) : single.data,
    values: values.data,
    compared,
    loading: error === null && (count === undefined || single.pending || values.pending),
    error,
    retry: () => {
      void queryClient.refetchQueries({ queryKey: ['clients'], type: 'active', predicate: isFailed });
    },
  };
}

const isFailed = (query: Query): boolean => query.state.status === 'error';

interface Combined<T> {
  data: T[];
  pending: boolean;
  error: unknown;
}

function combine<T>(results: readonly UseQueryResult<T>[]): Combined<T> {
  return {
    data: results.map((result) => result.data).filter((data) => data !== undefined),
    pending: results.some((result) => result.isPending),
    error: results.find((result) => result.error !== null)?.error ?? null,
  };
}

// Stable functions keep equal results the same objects, and the rows built from them.
const combineClients = (results: readonly UseQueryResult<Client>[]): Combined<Client> => combine(results);
const combineValues = (results: readonly UseQueryResult<ClientValues>[]): Combined<ClientValues> =>
  combine(results);
