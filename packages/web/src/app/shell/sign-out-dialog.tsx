import { useTranslation } from 'react-i18next';
import { unsavedChangeCount } from '../../features/configuration/index.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';

interface SignOutDialogProps {
  onConfirm: () => Promise<void>;
  onClose: () => void;
}

/** Warns before changes are lost that nobody submitted. */
export function SignOutDialog({ onConfirm, onClose }: SignOutDialogProps) {
  const { t } = useTranslation();
  const count = unsavedChangeCount();
  return (
    <ConfirmDialog
      title={t('app.account.leaveTitle')}
      confirmLabel={t('session.signOut')}
      count={count}
      danger
      onConfirm={onConfirm}
      onClose={onClose}
    >
      {t('app.account.leaveText', { count })}
    </ConfirmDialog>
  );
}
