import { Button } from '@mantine/core';
import { IconPlayerStop, IconRefreshAlert, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobOrigin } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { LoadedPage } from '../../shared/components/loaded-page.tsx';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { AgainDialog } from './again-dialog.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { DeleteJobsDialog } from './delete-jobs-dialog.tsx';
import { JobFiles } from './job-files.tsx';
import classes from './job-page.module.css';
import type { JobSearch } from './job-search.ts';
import { canRetry, finishedCount, JOB_TONE } from './job-states.ts';
import { JobValues } from './job-values.tsx';
import { jobSeconds, useJobTitle } from './job-words.ts';
import { jobQuery } from './jobs.queries.ts';
import { TargetBar, TargetCounts } from './target-bar.tsx';
import { TargetTable } from './target-table.tsx';
import { useHideJobToast } from './use-place-order.tsx';

export function JobPage() {
  const { t } = useTranslation();
  const { jobId } = useParams({ from: '/signed-in/jobs/$jobId' });
  const query = useQuery(jobQuery(jobId));
  useHideJobToast(jobId);
  return (
    <LoadedPage query={query} back={<Breadcrumb to="/jobs">{t('jobs.list.title')}</Breadcrumb>}>
      {(job) => <LoadedJob job={job} />}
    </LoadedPage>
  );
}

function LoadedJob({ job }: { job: Job }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/jobs/$jobId' });
  const navigate = useNavigate({ from: '/jobs/$jobId' });
  const title = useJobTitle();
  const leave = useNavigate();
  const [opened, setOpened] = useState<'cancel' | 'retry' | 'repeat' | 'delete' | null>(null);
  const close = (): void => setOpened(null);

  const change = (changes: Changes<JobSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true });
  };

  return (
    <>
      <Breadcrumb to="/jobs">{t('jobs.list.title')}</Breadcrumb>
      <PageHeader
        title={title(job)}
        actions={
          <>
            {canRetry(job) ? (
              <Button
                leftSection={<IconRefreshAlert size={16} aria-hidden />}
                onClick={() => setOpened('retry')}
              >
                {t('jobs.retry.action')}
              </Button>
            ) : null}
            <Button
              variant="default"
              leftSection={<IconRepeat size={16} aria-hidden />}
              onClick={() => setOpened('repeat')}
            >
              {t('jobs.repeat.action')}
            </Button>
            {job.finishedAt === null ? (
              <Button
                variant="default"
                leftSection={<IconPlayerStop size={16} aria-hidden />}
                onClick={() => setOpened('cancel')}
              >
                {t('jobs.cancel.action')}
              </Button>
            ) : (
              <IconButton label={t('jobs.delete.action')} onClick={() => setOpened('delete')}>
                <IconTrash size={18} />
              </IconButton>
            )}
          </>
        }
      />
      <Panel className={classes['summary'] ?? ''}>
        <div className={classes['state']} aria-live="polite">
          <StateMark tone={job.canceledAt === null ? JOB_TONE[job.state] : 'off'}>
            <strong>{job.canceledAt === null ? t(`jobs.state.${job.state}`) : t('jobs.canceled')}</strong>
          </StateMark>
          <StateSentence job={job} />
        </div>
        <TargetBar counts={job.counts} />
        <TargetCounts
          counts={job.counts}
          selected={search.state}
          onSelect={(state) => change({ state, page: undefined, target: undefined })}
        />
        <Facts job={job} />
      </Panel>
      {job.values === undefined || job.values.length === 0 ? null : (
        <Panel className={classes['values'] ?? ''}>
          <PanelTitle>{t('jobs.values')}</PanelTitle>
          <JobValues values={job.values} />
        </Panel>
      )}
      {job.deployment === null ? null : (
        <Panel className={classes['values'] ?? ''}>
          <PanelTitle>{t('jobs.files')}</PanelTitle>
          <div className={classes['files']}>
            <JobFiles deployment={job.deployment} />
          </div>
        </Panel>
      )}
      <TargetTable job={job} search={search} onChange={change} />
      {opened === 'cancel' ? <CancelDialog job={job} onClose={close} /> : null}
      {opened === 'retry' || opened === 'repeat' ? (
        <AgainDialog job={job} kind={opened} onClose={close} />
      ) : null}
      {opened === 'delete' ? (
        <DeleteJobsDialog
          ids={[job.id]}
          jobs={[job]}
          onDone={() => void leave({ to: '/jobs' })}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function StateSentence({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (job.state === 'created') {
    return <span>{t('jobs.sentence.created', { time: format.exact(job.plannedAt) })}</span>;
  }
  const done = finishedCount(job.counts);
  if (job.finishedAt === null) {
    return (
      <span>
        {t('jobs.sentence.active', {
          count: job.targetCount,
          done: format.number(done),
          total: format.number(job.targetCount),
        })}
      </span>
    );
  }
  return (
    <span>
      {t('jobs.sentence.finished', {
        count: job.targetCount,
        ok: format.number(job.counts.success),
        total: format.number(job.targetCount),
      })}
    </span>
  );
}

function Facts({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const seconds = jobSeconds(job, Date.now());
  const facts: [string, ReactNode][] = [
    [t('jobs.fact.initiator'), job.initiator.username],
    ...(job.origin === null
      ? []
      : [[t('jobs.origin.title'), <Origin key="origin" origin={job.origin} />] as [string, ReactNode]]),
    ...(job.rollout === null
      ? []
      : [
          [
            t('jobs.fact.rollout'),
            <Link key="rollout" to="/rollouts/$rolloutId" params={{ rolloutId: job.rollout.id }}>
              {job.rollout.name} · {t('rollouts.waveNumber', { wave: job.rollout.wave })}
            </Link>,
          ] as [string, ReactNode],
        ]),
    [t('jobs.fact.created'), format.exact(job.createdAt)],
    ...(job.plannedAt === job.createdAt
      ? []
      : [[t('jobs.fact.planned'), format.exact(job.plannedAt)] as [string, ReactNode]]),
    ...(job.startedAt === null
      ? []
      : [[t('jobs.fact.started'), format.exact(job.startedAt)] as [string, ReactNode]]),
    ...(job.finishedAt === null
      ? []
      : [[t('jobs.fact.finished'), format.exact(job.finishedAt)] as [string, ReactNode]]),
    ...(seconds === null ? [] : [[t('jobs.fact.duration'), format.elapsed(seconds)] as [string, ReactNode]]),
    [t('jobs.fact.timeout'), format.duration(job.timeoutSeconds)],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Of which job it comes. */
function Origin({ origin: { kind, jobId } }: { origin: JobOrigin }) {
  const { t } = useTranslation();
  const words = t(`jobs.origin.${kind}`);
  if (jobId === null) return words;
  return (
    <Link to="/jobs/$jobId" params={{ jobId }}>
      {words}
    </Link>
  );
}
