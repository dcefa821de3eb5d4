import { useTranslation } from 'react-i18next';
import type { Job } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useJobTitle } from './job-words.ts';
import { useDeleteJobs } from './jobs.queries.ts';

interface DeleteJobsDialogProps {
  ids: readonly string[];
  /** Those of them that are in sight. */
  jobs: readonly Job[];
  onDone: () => void;
  onClose: () => void;
}

const MAX_NAMED = 5;

/** Deletes jobs that have ended; those that have not are named. */
export function DeleteJobsDialog({ ids, jobs, onDone, onClose }: DeleteJobsDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = useJobTitle();
  const remove = useDeleteJobs();
  const running = jobs.filter(({ finishedAt }) => finishedAt === null);
  const [only] = jobs;
  return (
    <ConfirmDialog
      title={
        ids.length === 1 && only !== undefined
          ? t('jobs.delete.titleOne', { title: title(only) })
          : t('jobs.delete.title', { count: ids.length })
      }
      confirmLabel={t('jobs.delete.confirm', { count: ids.length })}
      count={ids.length}
      wantsNumber
      danger
      canConfirm={running.length === 0}
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync([...ids]);
        void showToast({ id: 'jobs-deleted', message: t('jobs.delete.done', { count: deleted }) });
        onDone();
      }}
      onClose={onClose}
    >
      {running.length === 0 ? (
        t('jobs.delete.text')
      ) : (
        <>
          <p style={{ marginTop: 0 }}>{t('jobs.delete.running', { count: running.length })}</p>
          <ul style={{ margin: 0, paddingLeft: 20 }}>
            {running.slice(0, MAX_NAMED).map((job) => (
              <li key={job.id}>
                {title(job)}, {format.dateTime(job.createdAt)}
              </li>
            ))}
          </ul>
        </>
      )}
    </ConfirmDialog>
  );
}
