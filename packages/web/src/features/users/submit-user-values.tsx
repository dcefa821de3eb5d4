import { useTranslation } from 'react-i18next';
import type { User } from '../../api/types.ts';
import { type SubmitDialogProps, SubmitValuesDialog } from '../configuration/index.ts';
import { useChangeUserValues } from './users.queries.ts';

interface SubmitUserValuesProps extends SubmitDialogProps {
  user: User;
}

/** What is about to be saved for a mobile user, and where it takes effect. */
export function SubmitUserValues({ user, ...submit }: SubmitUserValuesProps) {
  const { t } = useTranslation();
  const change = useChangeUserValues(user.id);
  return (
    <SubmitValuesDialog
      {...submit}
      confirmLabel={t('configuration.submit.confirm', { count: submit.changes.length })}
      send={(values) => change.mutateAsync({ version: user.version, values })}
    >
      {t(user.status === 'logged-on' ? 'users.submit.atOnce' : 'users.submit.nextLogon', {
        number: user.e164,
      })}
    </SubmitValuesDialog>
  );
}
