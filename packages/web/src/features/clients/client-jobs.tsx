import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { present } from '../../shared/list/search-params.ts';
import { JobsOfClient } from '../jobs/index.ts';

/** The jobs tab of a client. */
export function ClientJobs() {
  const { clientId } = useParams({ from: '/signed-in/clients/$clientId/jobs' });
  const search = useSearch({ from: '/signed-in/clients/$clientId/jobs' });
  const navigate = useNavigate({ from: '/clients/$clientId/jobs' });
  return (
    <Suspense fallback={<PageSkeleton />}>
      <JobsOfClient
        clientId={clientId}
        search={search}
        onChange={(changes) =>
          void navigate({ search: (previous) => present({ ...previous, page: undefined, ...changes }) })
        }
      />
    </Suspense>
  );
}
