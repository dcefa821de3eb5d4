import { Link } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobOrder } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import { hideToast, showToast } from '../../shared/toast/toast.tsx';
import { useJobTitle } from './job-words.ts';
import { useCreateJob } from './jobs.queries.ts';

/** Name of the toast that leads to a job. */
const toastOf = (jobId: string): string => `job-${jobId}`;

/** Takes away the toast that leads to a job once its page is open. */
export function useHideJobToast(jobId: string): void {
  useEffect(() => void hideToast(toastOf(jobId)), [jobId]);
}

/** Says that a job was taken, with the way to it. */
export function useAnnounceJob(): (job: Job) => void {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  return useCallback(
    (job) => {
      void showToast({
        id: toastOf(job.id),
        title: title(job),
        message: (
          <>
            {job.state === 'created'
              ? t('jobs.toast.scheduled', { time: format.dateTime(job.plannedAt) })
              : t('jobs.toast.started')}{' '}
            <Link
              to="/jobs/$jobId"
              params={{ jobId: job.id }}
              onClick={() => void hideToast(toastOf(job.id))}
            >
              {t('jobs.toast.open')}
            </Link>
          </>
        ),
      });
    },
    [t, format, title],
  );
}

/** Places an order; when the server has taken it, a toast leads to its job. Rejects with the server's objection. */
export function usePlaceOrder(): (order: JobOrder) => Promise<Job> {
  const announce = useAnnounceJob();
  const { mutateAsync } = useCreateJob();
  return useCallback(
    async (order) => {
      const job = await mutateAsync(order);
      announce(job);
      return job;
    },
    [mutateAsync, announce],
  );
}
