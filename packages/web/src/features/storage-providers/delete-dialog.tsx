import { useTranslation } from 'react-i18next';
import type { StorageProvider } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSeenVersions } from '../../shared/list/use-seen-versions.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useDeleteProviders } from './storage-providers.queries.ts';

interface DeleteDialogProps {
  ids: readonly string[];
  /** Those of them that are in sight. */
  providers: readonly StorageProvider[];
  onDone: () => void;
  onClose: () => void;
}

/** Says how many files go with the providers. */
export function DeleteProvidersDialog({ ids, providers, onDone, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDeleteProviders();
  const versions = useSeenVersions(providers);
  const [only] = providers;
  return (
    <ConfirmDialog
      title={
        ids.length === 1 && only !== undefined
          ? t('storageProviders.delete.titleOne', { name: only.name })
          : t('storageProviders.delete.title', { count: ids.length })
      }
      confirmLabel={t('storageProviders.delete.confirm', { count: ids.length })}
      count={ids.length}
      danger
      onConfirm={async () => {
        const { deleted } = await remove.mutateAsync({ ids: [...ids], versions });
        void showToast({
          id: 'storage-providers-deleted',
          message: t('storageProviders.delete.done', { count: deleted }),
        });
        onDone();
      }}
      onClose={onClose}
    >
      <ul style={{ margin: '0 0 8px', paddingLeft: 20 }}>
        {providers.map(({ id, name, files }) => (
          <li key={id}>
            {t('storageProviders.delete.files', { name, count: files, number: format.number(files) })}
          </li>
        ))}
      </ul>
      {t('storageProviders.delete.text')}
    </ConfirmDialog>
  );
}
