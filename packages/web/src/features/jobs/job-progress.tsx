import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { IconButton } from '../../shared/components/icon-button.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './job-progress.module.css';
import { finishedCount, JOB_TONE, TARGET_TONE } from './job-states.ts';
import { useJobTitle, useTargetWords } from './job-words.ts';
import { jobQuery, targetsQuery } from './jobs.queries.ts';
import { TargetBar } from './target-bar.tsx';
import { TargetFiles } from './target-files.tsx';

/** As many targets are shown one by one; a larger job shows its bar and those that need attention. */
const ONE_BY_ONE = 12;

/** How a job goes, right where it was ordered, until each phone has answered. */
export function JobProgress({ jobId, onClose }: { jobId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  const { data: job } = useQuery(jobQuery(jobId));
  if (job === undefined) return null;
  const done = finishedCount(job.counts);
  return (
    <section className={classes['panel']} aria-label={title(job)}>
      <div className={classes['head']}>
        <StateMark tone={job.canceledAt === null ? JOB_TONE[job.state] : 'off'}>
          <strong>{title(job)}</strong>
        </StateMark>
        <span className={classes['words']} aria-live="polite">
          {job.canceledAt === null ? t(`jobs.state.${job.state}`) : t('jobs.canceled')}
          {' · '}
          {job.state === 'created'
            ? format.dateTime(job.plannedAt)
            : t('jobs.progress', { done: format.number(done), total: format.number(job.targetCount) })}
        </span>
        <Link to="/jobs/$jobId" params={{ jobId }} className={classes['link']}>
          {t('jobs.toast.open')}
        </Link>
        <IconButton label={t('common.close')} size={26} onClick={onClose}>
          <IconX size={16} />
        </IconButton>
      </div>
      <TargetBar counts={job.counts} />
      <ProgressTargets job={job} />
    </section>
  );
}

function ProgressTargets({ job }: { job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useTargetWords();
  const few = job.targetCount <= ONE_BY_ONE;
  const query = { page: 1, pageSize: ONE_BY_ONE, sort: 'e164', order: 'asc' } as const;
  const { data } = useQuery({ ...targetsQuery(job.id, query), enabled: few });
  if (!few) {
    const bad = job.counts.failed + job.counts.timeout + job.counts['partial-successful'];
    return bad === 0 ? null : (
      <p className={classes['note']}>{t('jobs.needAttention', { count: bad, number: format.number(bad) })}</p>
    );
  }
  return (
    <ul className={classes['targets']}>
      {(data?.items ?? []).map((target) => (
        <li key={target.id}>
          <span className={classes['name']}>
            <Mono>{target.e164 === '' ? target.deviceId : target.e164}</Mono> {target.model}
          </span>
          <StateMark tone={TARGET_TONE[target.state]}>{t(`jobs.target.${target.state}`)}</StateMark>
          <span className={classes['reason']}>
            {target.reason === null ? null : words(target.reason)}
            <TargetFiles target={target} />
          </span>
        </li>
      ))}
    </ul>
  );
}
