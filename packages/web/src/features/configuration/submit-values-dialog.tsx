import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { OrderedValue } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { objectionsOf, orderedValues } from './changes.ts';
import { ChangesTable } from './changes-table.tsx';
import type { SubmitDialogProps } from './configured-element.ts';

interface SubmitValuesDialogProps extends SubmitDialogProps {
  /** Sends the changed values; what the server objects to them comes to stand beside them. */
  send: (values: OrderedValue[]) => Promise<unknown>;
  confirmLabel: string;
  /** Where the values take effect. */
  children: ReactNode;
}

/** What is about to be saved for something that no job follows on. */
export function SubmitValuesDialog({
  changes,
  notes,
  send,
  confirmLabel,
  onSubmitted,
  onRefused,
  onClose,
  children,
}: SubmitValuesDialogProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const submit = async (): Promise<void> => {
    try {
      await send(orderedValues(changes));
    } catch (error) {
      const objections =
        error instanceof ApiError ? objectionsOf(error.fields, changes, language) : new Map();
      if (objections.size === 0) throw error;
      onRefused(objections);
      return;
    }
    onSubmitted(null);
  };
  return (
    <ConfirmDialog
      title={t('configuration.submit.title', { count: changes.length })}
      confirmLabel={confirmLabel}
      count={changes.length}
      size="lg"
      onConfirm={submit}
      onClose={onClose}
    >
      <p style={{ marginTop: 0 }}>{children}</p>
      <ChangesTable changes={changes} notes={notes} />
    </ConfirmDialog>
  );
}
