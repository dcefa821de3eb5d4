import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { scheduledAt } from '../../shared/list/schedule.ts';
import { useJobTitle } from './job-words.ts';
import { useOrderAgain } from './jobs.queries.ts';
import { useAnnounceJob } from './use-place-order.tsx';

interface AgainDialogProps {
  job: Job;
  kind: 'retry' | 'repeat';
  onClose: () => void;
}

/** Orders again: what failed, or everything; then the new job is shown. */
export function AgainDialog({ job, kind, onClose }: AgainDialogProps) {
  const { t } = useTranslation();
  const title = useJobTitle();
  const visit = useNavigate();
  const announce = useAnnounceJob();
  const again = useOrderAgain(job.id, kind);
  const { failed, timeout, canceled } = job.counts;
  const count = kind === 'retry' ? failed + timeout + canceled : job.targetCount;
  return (
    <ConfirmDialog
      title={t(`jobs.${kind}.title`)}
      confirmLabel={t(`jobs.${kind}.confirm`)}
      count={count}
      wantsNumber={job.type === 'factory-reset' || job.type === 'restart'}
      danger={job.type === 'factory-reset'}
      withSchedule
      onConfirm={async (schedule) => {
        const made = await again.mutateAsync(scheduledAt(schedule));
        announce(made);
        void visit({ to: '/jobs/$jobId', params: { jobId: made.id } });
      }}
      onClose={onClose}
    >
      <p style={{ marginTop: 0 }}>
        <strong>{title({ ...job, targetCount: count })}</strong>
      </p>
      {t(`jobs.${kind}.text`)}
    </ConfirmDialog>
  );
}
