import { Checkbox, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { scheduledAt } from '../../shared/list/schedule.ts';
import type { UserDialogProps } from './chosen-users.ts';
import { PhoneSelect } from './phone-select.tsx';
import { UserNames, useUserJobToast } from './user-names.tsx';
import { useLogOff, useLogOn } from './users.queries.ts';

/** A forced logon: of one user at a phone of choice, of several at their base devices. */
export function LogonDialog({ users, onClose, onDone }: UserDialogProps) {
  const { t } = useTranslation();
  const logOn = useLogOn();
  const toast = useUserJobToast();
  const { scope, count, shown } = users;
  const single = count === 1 ? shown[0] : undefined;
  const [phone, setPhone] = useState(single?.baseDevice ?? null);
  const [skipUnfit, setSkipUnfit] = useState(false);
  const wanted =
    'ids' in scope
      ? scope.ids.map((userId) =>
          single !== undefined && phone !== null ? { userId, clientId: phone.clientId } : { userId },
        )
      : scope;
  return (
    <ConfirmDialog
      title={t('users.logon.title', { count })}
      confirmLabel={t('users.logon.confirm')}
      count={count}
      wantsNumber
      withSchedule
      onClose={onClose}
      onConfirm={async (schedule) => {
        const job = await logOn.mutateAsync({ users: wanted, skipUnfit, ...scheduledAt(schedule) });
        toast(job, t('users.logon.ordered'));
        onDone();
      }}
    >
      <Stack gap="sm">
        <span>
          {single === undefined ? t('users.logon.textMany') : t('users.logon.text', { name: single.e164 })}
        </span>
        <UserNames users={users} />
        {single === undefined ? (
          <Checkbox
            label={t('users.logon.skipUnfit')}
            description={t('users.logon.skipUnfitText')}
            checked={skipUnfit}
            onChange={(event) => setSkipUnfit(event.currentTarget.checked)}
          />
        ) : (
          <PhoneSelect label={t('users.logon.phone')} value={phone} onChange={setPhone} />
        )}
      </Stack>
    </ConfirmDialog>
  );
}

/** A forced logoff. */
export function LogoffDialog({ users, onClose, onDone }: UserDialogProps) {
  const { t } = useTranslation();
  const logOff = useLogOff();
  const toast = useUserJobToast();
  return (
    <ConfirmDialog
      title={t('users.logoff.title', { count: users.count })}
      confirmLabel={t('users.logoff.confirm')}
      count={users.count}
      wantsNumber
      withSchedule
      onClose={onClose}
      onConfirm={async (schedule) => {
        const job = await logOff.mutateAsync({ users: users.scope, ...scheduledAt(schedule) });
        toast(job, t('users.logoff.ordered'));
        onDone();
      }}
    >
      <Stack gap="sm">
        <span>{t(users.count === 1 ? 'users.logoff.text' : 'users.logoff.textMany')}</span>
        <UserNames users={users} />
      </Stack>
    </ConfirmDialog>
  );
}
