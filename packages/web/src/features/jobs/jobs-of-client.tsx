import { IconListCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ListTable } from '../../shared/components/list-table.tsx';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Panel } from '../../shared/components/page.tsx';
import type { Changes } from '../../shared/list/search-params.ts';
import { type JobListSearch, jobListQueryOf } from './job-search.ts';
import { jobListQuery } from './jobs.queries.ts';
import { useJobColumns } from './use-job-columns.tsx';

interface JobsOfClientProps {
  clientId: string;
  search: JobListSearch;
  onChange: (changes: Changes<JobListSearch>) => void;
}

const COLUMNS = ['type', 'state', 'progress', 'initiator', 'planned', 'duration'] as const;

/** The jobs that have this client as a target. */
export function JobsOfClient({ clientId, search, onChange }: JobsOfClientProps) {
  const { t } = useTranslation();
  const visit = useNavigate();
  const query = jobListQueryOf(search);
  const { data, error, isPlaceholderData, refetch } = useQuery(jobListQuery({ ...query, clientId }));
  const columns = useJobColumns(COLUMNS);
  return (
    <Panel>
      <ListTable
        columns={columns}
        data={data}
        error={error}
        stale={isPlaceholderData}
        sort={{ by: query.sort, order: query.order, onSort: (sort, order) => onChange({ sort, order }) }}
        pageSize={query.pageSize}
        onVisit={({ id }) => void visit({ to: '/jobs/$jobId', params: { jobId: id } })}
        empty={
          <EmptyMessage icon={<IconListCheck size={28} stroke={1.5} />} title={t('jobs.list.emptyTitle')}>
            {t('jobs.list.emptyClient')}
          </EmptyMessage>
        }
        onPage={(page, pageSize) => onChange({ page, pageSize })}
        onRetry={() => void refetch()}
      />
    </Panel>
  );
}
