import { useTranslation } from 'react-i18next';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSeenVersions } from '../../shared/list/use-seen-versions.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useDeletePrepared } from './plug-and-play.queries.ts';

interface DeletePreparedDialogProps {
  ids: readonly string[];
  /** Those of them that are in sight. */
  prepared: readonly PlugAndPlayClient[];
  onDone: () => void;
  onClose: () => void;
}

/** Deletes prepared clients as they were seen. */
export function DeletePreparedDialog({ ids, prepared, onDone, onClose }: DeletePreparedDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDeletePrepared();
  const versions = useSeenVersions(prepared);
  return (
    <ConfirmDialog
      title={t('plugAndPlay.delete.title')}
      confirmLabel={t('plugAndPlay.delete.confirm')}
      count={ids.length}
      wantsNumber
      danger
      onClose={onClose}
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync({ ids: [...ids], versions });
        onDone();
        void showToast({
          id: 'plug-and-play-deleted',
          message: t('plugAndPlay.delete.done', { count: deleted, number: format.number(deleted) }),
        });
      }}
    >
      {t('plugAndPlay.delete.text', { count: ids.length, number: format.number(ids.length) })}
    </ConfirmDialog>
  );
}
