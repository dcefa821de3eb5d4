import { notifications } from '@mantine/notifications';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, JobOrder } from '../../api/types.ts';
import { useFormat } from '../../shared/i18n/index.ts';
import { useJobTitle } from './job-words.ts';
import { useCreateJob } from './jobs.queries.ts';

/** Places an order; when the server has taken it, a toast leads to its job. Rejects with the server's objection. */
export function usePlaceOrder(): (order: JobOrder) => Promise<Job> {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  const { mutateAsync } = useCreateJob();
  return useCallback(
    async (order) => {
      const job = await mutateAsync(order);
      notifications.show({
        id: `job-${job.id}`,
        title: title(job),
        message: (
          <>
            {order.scheduledAt === undefined
              ? t('jobs.toast.started')
              : t('jobs.toast.scheduled', { time: format.dateTime(order.scheduledAt) })}{' '}
            <Link
              to="/jobs/$jobId"
              params={{ jobId: job.id }}
              onClick={() => notifications.hide(`job-${job.id}`)}
            >
              {t('jobs.toast.open')}
            </Link>
          </>
        ),
        closeButtonProps: { 'aria-label': t('common.close') },
        autoClose: 8000,
      });
      return job;
    },
    [mutateAsync, t, format, title],
  );
}
