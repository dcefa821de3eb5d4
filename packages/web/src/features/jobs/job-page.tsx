import { Button } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { Breadcrumb } from '../../shared/components/breadcrumb.tsx';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { LoadError } from '../../shared/components/messages.tsx';
import { PageHeader, Panel, PanelTitle } from '../../shared/components/page.tsx';
import { PageSkeleton } from '../../shared/components/page-skeleton.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Changes, present } from '../../shared/list/search-params.ts';
import { JobFiles } from './job-files.tsx';
import classes from './job-page.module.css';
import type { JobSearch } from './job-search.ts';
import { finishedCount, JOB_TONE } from './job-states.ts';
import { JobValues } from './job-values.tsx';
import { useJobTitle } from './job-words.ts';
import { jobQuery, useCancelJob } from './jobs.queries.ts';
import { TargetBar, TargetCounts } from './target-bar.tsx';
import { TargetTable } from './target-table.tsx';
import { useHideJobToast } from './use-place-order.tsx';

export function JobPage() {
  const { t } = useTranslation();
  const { jobId } = useParams({ from: '/signed-in/jobs/$jobId' });
  const { data: job, error, refetch } = useQuery(jobQuery(jobId));
  useHideJobToast(jobId);
  if (job === undefined) {
    if (error === null) return <PageSkeleton />;
    return (
      <>
        <Breadcrumb to="/jobs">{t('jobs.list.title')}</Breadcrumb>
        <LoadError error={error} onRetry={() => void refetch()} />
      </>
    );
  }
  return <LoadedJob job={job} />;
}

function LoadedJob({ job }: { job: Job }) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/signed-in/jobs/$jobId' });
  const navigate = useNavigate({ from: '/jobs/$jobId' });
  const title = useJobTitle();
  const [canceling, setCanceling] = useState(false);
  const cancel = useCancelJob(job.id);
  const open = job.targetCount - finishedCount(job.counts);

  const change = (changes: Changes<JobSearch>): void => {
    void navigate({ search: (previous) => present({ ...previous, ...changes }), replace: true });
  };

  return (
    <>
      <Breadcrumb to="/jobs">{t('jobs.list.title')}</Breadcrumb>
      <PageHeader
        title={title(job)}
        actions={
          job.finishedAt === null ? (
            <Button
              variant="default"
              leftSection={<IconPlayerStop size={16} aria-hidden />}
              onClick={() => setCanceling(true)}
            >
              {t('jobs.cancel.action')}
            </Button>
          ) : undefined
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
          <JobFiles deployment={job.deployment} />
        </Panel>
      )}
      <TargetTable jobId={job.id} search={search} onChange={change} />
      {canceling ? (
        <ConfirmDialog
          title={t('jobs.cancel.title')}
          count={open}
          confirmLabel={t('jobs.cancel.confirm')}
          onConfirm={() => cancel.mutateAsync()}
          onClose={() => setCanceling(false)}
        >
          {t('jobs.cancel.text', { count: open })}
        </ConfirmDialog>
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
        {t('jobs.sentence.active', { done: format.number(done), total: format.number(job.targetCount) })}
      </span>
    );
  }
  return (
    <span>
      {t('jobs.sentence.finished', {
        ok: format.number(job.counts.success),
        total: format.number(job.targetCount),
      })}
    </span>
  );
}

function Facts({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const facts: [string, string][] = [
    [t('jobs.fact.initiator'), job.initiator.username],
    [t('jobs.fact.created'), format.exact(job.createdAt)],
    ...(job.plannedAt === job.createdAt
      ? []
      : [[t('jobs.fact.planned'), format.exact(job.plannedAt)] as [string, string]]),
    ...(job.finishedAt === null
      ? []
      : [[t('jobs.fact.finished'), format.exact(job.finishedAt)] as [string, string]]),
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
