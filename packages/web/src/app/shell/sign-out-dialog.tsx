import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { unsavedChangeCount } from '../../features/configuration/index.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { isFormOpen } from '../../shared/unsaved/open-forms.ts';

interface SignOutDialogProps {
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Warns before changes are lost that nobody submitted. */
export function SignOutDialog({ onConfirm, onClose }: SignOutDialogProps) {
  const { t } = useTranslation();
  const count = unsavedChangeCount();
  // As it was when the question came: signing out takes the form away.
  const [losesForm] = useState(isFormOpen);
  return (
    <ConfirmDialog
      title={t('app.account.leaveTitle')}
      confirmLabel={t('session.signOut')}
      count={count}
      danger
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {count === 0 ? null : <p>{t('app.account.leaveText', { count })}</p>}
      {losesForm ? <p>{t('app.account.leaveForm')}</p> : null}
    </ConfirmDialog>
  );
}
