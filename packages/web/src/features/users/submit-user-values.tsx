import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { User } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { ChangesTable, objectionsOf, orderedValues, type SubmitDialogProps } from '../configuration/index.ts';
import { useChangeUserValues } from './users.queries.ts';

/** What is about to be saved for a mobile user, and where it takes effect. */
export function SubmitUserValues(props: SubmitDialogProps & { user: User }) {
  const { user, changes, notes, onSubmitted, onRefused, onClose } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const change = useChangeUserValues(user.id);

  const submit = async (): Promise<void> => {
    try {
      await change.mutateAsync({ version: user.version, values: orderedValues(changes) });
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
      confirmLabel={t('configuration.submit.confirm', { count: changes.length })}
      count={changes.length}
      size="lg"
      onConfirm={submit}
      onClose={onClose}
    >
      <p style={{ marginTop: 0 }}>
        {t(user.status === 'logged-on' ? 'users.submit.atOnce' : 'users.submit.nextLogon', {
          number: user.e164,
        })}
      </p>
      <ChangesTable changes={changes} notes={notes} />
    </ConfirmDialog>
  );
}
