import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { finishedCount } from './job-states.ts';
import { useCancelJob } from './jobs.queries.ts';

/** Ends a job with what is done. */
export function CancelDialog({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useTranslation();
  const cancel = useCancelJob(job.id);
  const open = job.targetCount - finishedCount(job.counts);
  return (
    <ConfirmDialog
      title={t('jobs.cancel.title')}
      count={open}
      confirmLabel={t('jobs.cancel.confirm')}
      cancelLabel={t('jobs.cancel.keep')}
      onConfirm={() => cancel.mutateAsync()}
      onClose={onClose}
    >
      {t('jobs.cancel.text', { count: open })}
    </ConfirmDialog>
  );
}
