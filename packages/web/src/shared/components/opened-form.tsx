import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { LoadError } from './messages.tsx';
import { PageSkeleton } from './page-skeleton.tsx';

interface OpenedFormProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch' | 'isFetching'>;
  children: (opened: T) => ReactNode;
}

/** A form of what is stored: it begins with what is there now, and keeps that whatever others do meanwhile. */
export function OpenedForm<T>({ query, children }: OpenedFormProps<T>) {
  const { data, error, refetch, isFetching } = query;
  const [opened, setOpened] = useState<{ state: T } | null>(null);
  // What was read earlier may have been changed since, by this very form.
  if (opened === null && data !== undefined && !isFetching) setOpened({ state: data });
  if (opened !== null) return children(opened.state);
  return error === null || isFetching ? (
    <PageSkeleton />
  ) : (
    <LoadError error={error} onRetry={() => void refetch()} />
  );
}
