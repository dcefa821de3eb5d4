import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { LoadError } from './messages.tsx';
import { PageSkeleton } from './page-skeleton.tsx';

interface LoadedPageProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'refetch'>;
  /** The way out of a page that has nothing to show. */
  back: ReactNode;
  children: (data: T) => ReactNode;
}

/** The page of one thing: its outline while it is read, and the reason when it cannot be read. */
export function LoadedPage<T>({ query: { data, error, refetch }, back, children }: LoadedPageProps<T>) {
  if (data !== undefined) return children(data);
  if (error === null) return <PageSkeleton />;
  return (
    <>
      {back}
      <LoadError level={1} error={error} onRetry={() => void refetch()} />
    </>
  );
}
