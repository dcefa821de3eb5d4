import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { PlugAndPlayClient } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { ChangesTable, objectionsOf, orderedValues, type SubmitDialogProps } from '../configuration/index.ts';
import { useChangePreparedValues } from './plug-and-play.queries.ts';

/** What is about to be prepared for a phone. */
export function SubmitPreparedValues(props: SubmitDialogProps & { prepared: PlugAndPlayClient }) {
  const { prepared, changes, notes, onSubmitted, onRefused, onClose } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const change = useChangePreparedValues(prepared.id);

  const submit = async (): Promise<void> => {
    try {
      await change.mutateAsync({ version: prepared.version, values: orderedValues(changes) });
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
      confirmLabel={t('plugAndPlay.form.save')}
      count={changes.length}
      size="lg"
      onConfirm={submit}
      onClose={onClose}
    >
      <p style={{ marginTop: 0 }}>{t('plugAndPlay.form.valuesText')}</p>
      <ChangesTable changes={changes} notes={notes} />
    </ConfirmDialog>
  );
}
