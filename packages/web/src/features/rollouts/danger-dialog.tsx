import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import type { RolloutDraft } from './rollout-draft.ts';

/** Whether phones lose something that nobody brings back. */
export function isDangerous({ kind }: RolloutDraft): boolean {
  return kind === 'factory-reset' || kind === 'delete-files';
}

interface DangerDialogProps {
  draft: RolloutDraft;
  /** Clients that are chosen. */
  count: number;
  confirmLabel: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Says what phones lose, and how many, before the rollout is stored. */
export function DangerDialog({ draft, count, confirmLabel, onConfirm, onClose }: DangerDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const isReset = draft.kind === 'factory-reset';
  return (
    <ConfirmDialog
      title={
        isReset
          ? t('clients.action.factory-reset.title', { count })
          : t('deployments.confirm.delete', { count, number: format.number(count) })
      }
      confirmLabel={confirmLabel}
      count={count}
      wantsNumber
      danger
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {isReset
        ? t('clients.action.factory-reset.text', { count })
        : t('deployments.client.deleteText', {
            count: draft.removals.length,
            names: format.list(draft.removals.map(({ name }) => name)),
          })}
    </ConfirmDialog>
  );
}
