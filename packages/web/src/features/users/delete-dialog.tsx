import { Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useSeenVersions } from '../../shared/list/use-seen-versions.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import type { UserDialogProps } from './chosen-users.ts';
import { UserNames, useUserJobToast } from './user-names.tsx';
import { useDeleteUsers } from './users.queries.ts';

/** Deletes mobile users; who is logged on is logged off first when that is wanted. */
export function DeleteDialog({ users, onClose, onDone }: UserDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const remove = useDeleteUsers();
  const toast = useUserJobToast();
  const { scope, count, shown } = users;
  const versions = useSeenVersions(shown);
  const isLoggedOn = shown.some(({ status }) => status === 'logged-on');
  const single = count === 1 ? shown[0] : undefined;
  const [wantsLogoff, setWantsLogoff] = useState(isLoggedOn);
  // For one user there is nothing to choose: without the logoff nothing would happen.
  const logOff = single === undefined ? wantsLogoff : isLoggedOn;
  return (
    <ConfirmDialog
      title={t('users.delete.title', { count })}
      confirmLabel={t(logOff ? 'users.delete.confirmLogoff' : 'users.delete.confirm')}
      count={count}
      wantsNumber
      danger
      onClose={onClose}
      onConfirm={async () => {
        const { deleted, job } = await remove.mutateAsync({ users: scope, versions, logOff });
        if (deleted > 0) {
          void showToast({
            id: 'users-deleted',
            message: t('users.delete.done', { count: deleted, number: format.number(deleted) }),
          });
        }
        if (job !== null) toast(job, t('users.delete.ordered'));
        onDone();
      }}
    >
      <Stack gap="sm">
        <span>
          {single === undefined
            ? t('users.delete.text', { count, number: format.number(count) })
            : t(logOff ? 'users.delete.oneLogoff' : 'users.delete.one', { number: single.e164 })}
        </span>
        <UserNames users={users} />
        {single === undefined ? (
          <Checkbox
            label={t('users.delete.logoff')}
            description={t('users.delete.logoffText')}
            checked={wantsLogoff}
            onChange={(event) => setWantsLogoff(event.currentTarget.checked)}
          />
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}
