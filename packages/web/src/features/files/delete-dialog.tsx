import { useTranslation } from 'react-i18next';
import type { StoredFile } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useSeenVersions } from '../../shared/list/use-seen-versions.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useDeleteFiles } from './files.queries.ts';

interface DeleteFilesDialogProps {
  ids: readonly string[];
  /** Those of them that are in sight. */
  files: readonly StoredFile[];
  onDone: () => void;
  onClose: () => void;
}

/** Deletes files; the server's refusal says which template or job still uses which. */
export function DeleteFilesDialog({ ids, files, onDone, onClose }: DeleteFilesDialogProps) {
  const { t } = useTranslation();
  const remove = useDeleteFiles();
  const versions = useSeenVersions(files);
  const count = ids.length;
  const [only] = files;
  return (
    <ConfirmDialog
      title={t('files.delete.title', { count })}
      confirmLabel={t('files.delete.button')}
      count={count}
      wantsNumber
      danger
      onClose={onClose}
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync({ ids: [...ids], versions });
        onDone();
        void showToast({ id: 'files-deleted', message: t('files.delete.done', { count: deleted }) });
      }}
    >
      {count > 1 || only === undefined
        ? t('files.delete.many', { count })
        : t('files.delete.one', { name: only.name })}
    </ConfirmDialog>
  );
}
