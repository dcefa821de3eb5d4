import { Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { SavedView } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useDeleteView, useSaveView } from './clients.queries.ts';
import type { ViewContent } from './saved-view.ts';

interface SaveViewDialogProps {
  /** The view to change; null: a new one. */
  view: SavedView | null;
  content: ViewContent;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

/** Name of a view, and who sees it. */
export function SaveViewDialog({ view, content, onSaved, onClose }: SaveViewDialogProps) {
  const { t } = useTranslation();
  const save = useSaveView();
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  const { filter, sort, order, columns } = content;

  const carryOut = async (): Promise<void> => {
    const kept = { name: name.trim(), shared, filter, sort, order, columns };
    onSaved(await save.mutateAsync({ id: view?.id ?? null, view: kept }));
  };

  return (
    <ConfirmDialog
      title={t(view === null ? 'clients.views.newTitle' : 'clients.views.editTitle')}
      confirmLabel={t('clients.views.save')}
      count={1}
      onConfirm={async () => {
        if (name.trim() === '') {
          throw new ApiError({
            code: 'saved_view.name_missing',
            status: 0,
            message: t('clients.views.nameMissing'),
          });
        }
        await carryOut();
      }}
      onClose={onClose}
    >
      <Stack gap="sm">
        <TextInput
          label={t('clients.views.name')}
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <Switch
          label={t('clients.views.shared')}
          description={t('clients.views.sharedText')}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
      </Stack>
    </ConfirmDialog>
  );
}

interface DeleteViewDialogProps {
  view: SavedView;
  onDeleted: () => void;
  onClose: () => void;
}

export function DeleteViewDialog({ view, onDeleted, onClose }: DeleteViewDialogProps) {
  const { t } = useTranslation();
  const remove = useDeleteView();
  return (
    <ConfirmDialog
      title={t('clients.views.deleteTitle', { name: view.name })}
      confirmLabel={t('clients.views.delete')}
      count={1}
      danger
      onConfirm={async () => {
        await remove.mutateAsync(view.id);
        onDeleted();
      }}
      onClose={onClose}
    >
      {t(view.shared ? 'clients.views.deleteSharedText' : 'clients.views.deleteText')}
    </ConfirmDialog>
  );
}
