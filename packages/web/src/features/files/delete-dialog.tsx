import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { showToast } from '../../shared/toast/toast.tsx';
import { useDeleteFiles } from './files.queries.ts';

interface DeleteFilesDialogProps {
  ids: readonly string[];
  /** Of a single file. */
  name: string | null;
  onDone: () => void;
  onClose: () => void;
}

/** Deletes files; the server's refusal says which template or job still uses which. */
export function DeleteFilesDialog({ ids, name, onDone, onClose }: DeleteFilesDialogProps) {
  const { t } = useTranslation();
  const remove = useDeleteFiles();
  const count = ids.length;
  return (
    <ConfirmDialog
      title={t('files.delete.title', { count })}
      confirmLabel={t('files.delete.button')}
      count={count}
      wantsNumber
      danger
      onClose={onClose}
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync([...ids]);
        onDone();
        void showToast({ id: 'files-deleted', message: t('files.delete.done', { count: deleted }) });
      }}
    >
      {name === null ? t('files.delete.many', { count }) : t('files.delete.one', { name })}
    </ConfirmDialog>
  );
}
