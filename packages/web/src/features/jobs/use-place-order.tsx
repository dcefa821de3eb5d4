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

/** Places an order; when the server has taken it, a toast leads to its job. Rejects with the server's objection. */
export function usePlaceOrder(): (order: JobOrder) => Promise<Job> {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  const { mutateAsync } = useCreateJob();
  return useCallback(
    async (order) => {
      const job = await mutateAsync(order);
      void showToast({
        id: toastOf(job.id),
        title: title(job),
        message: (
          <>
            {order.scheduledAt === undefined
              ? t('jobs.toast.started')
              : t('jobs.toast.scheduled', { time: format.dateTime(order.scheduledAt) })}{' '}
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
      return job;
    },
    [mutateAsync, t, format, title],
  );
}
