import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { InlineProblem } from '../../shared/components/messages.tsx';
import { Panel, PanelTitle } from '../../shared/components/page.tsx';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import classes from '../../shared/components/short-list.module.css';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { JOB_TONE } from './job-states.ts';
import { useJobTitle } from './job-words.ts';
import { jobListQuery } from './jobs.queries.ts';

const SHOWN = 5;

/** The latest jobs that have a client as a target, with the way to all of them. */
export function LatestJobs({ clientId }: { clientId: string }) {
  const { t } = useTranslation();
  const title = useJobTitle();
  const { data, error } = useQuery(
    jobListQuery({ clientId, page: 1, pageSize: SHOWN, sort: 'createdAt', order: 'desc' }),
  );
  return (
    <Panel>
      <PanelTitle
        detail={
          <Link to="/clients/$clientId/jobs" params={{ clientId }}>
            {t('jobs.latest.all', { count: data?.total ?? 0 })}
          </Link>
        }
      >
        {t('jobs.latest.title')}
      </PanelTitle>
      <InlineProblem error={error} />
      {data?.items.length === 0 ? <p className={classes['none']}>{t('jobs.latest.none')}</p> : null}
      <ul className={classes['list']}>
        {(data?.items ?? []).map((job) => (
          <li key={job.id}>
            <Link to="/jobs/$jobId" params={{ jobId: job.id }} className={table['link']}>
              {title(job)}
            </Link>
            <StateMark tone={job.canceledAt === null ? JOB_TONE[job.state] : 'off'}>
              {job.canceledAt === null ? t(`jobs.state.${job.state}`) : t('jobs.canceled')}
            </StateMark>
            <span className={classes['when']}>
              <RelativeTime iso={job.finishedAt ?? job.plannedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
