import { IconListCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { EmptyMessage } from '../../shared/components/messages.tsx';
import { Panel } from '../../shared/components/page.tsx';
import type { Changes } from '../../shared/list/search-params.ts';
import { type JobListSearch, jobListQueryOf } from './job-search.ts';
import { JobTable } from './job-table.tsx';

interface JobsOfClientProps {
  clientId: string;
  search: JobListSearch;
  onChange: (changes: Changes<JobListSearch>) => void;
}

/** The jobs that have this client as a target. */
export function JobsOfClient({ clientId, search, onChange }: JobsOfClientProps) {
  const { t } = useTranslation();
  return (
    <Panel>
      <JobTable
        search={search}
        query={jobListQueryOf({ ...search, clientId })}
        onChange={onChange}
        empty={
          <EmptyMessage icon={<IconListCheck size={28} stroke={1.5} />} title={t('jobs.list.emptyTitle')}>
            {t('jobs.list.emptyClient')}
          </EmptyMessage>
        }
      />
    </Panel>
  );
}
