import { List, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, User } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { Mono } from '../../shared/components/mono.tsx';
import { scheduledAt } from '../../shared/list/schedule.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { PhoneSelect } from './phone-select.tsx';
import { useLogOff, useLogOn } from './users.queries.ts';

export type UserAction = 'logon' | 'logoff';

/** Asks before something is done with mobile users, and does it. */
export function useUserActions(onDone: (action: UserAction) => void = () => {}): {
  ask: (action: UserAction, users: readonly User[]) => void;
  dialog: ReactNode;
} {
  const [asked, setAsked] = useState<{ action: UserAction; users: readonly User[] } | null>(null);
  const close = (): void => setAsked(null);
  const Dialog = asked === null ? null : DIALOGS[asked.action];
  return {
    ask: (action, users) => setAsked({ action, users }),
    dialog:
      asked === null || Dialog === null ? null : (
        <Dialog users={asked.users} onClose={close} onDone={() => onDone(asked.action)} />
      ),
  };
}

interface ActionDialogProps {
  users: readonly User[];
  onClose: () => void;
  onDone: () => void;
}

function useJobToast(): (job: Job, words: 'users.logon.ordered' | 'users.logoff.ordered') => void {
  const { t } = useTranslation();
  return (job, words) => {
    void showToast({
      id: `job-${job.id}`,
      message: (
        <>
          {t(words)}{' '}
          <Link to="/jobs/$jobId" params={{ jobId: job.id }}>
            {t('jobs.toast.open')}
          </Link>
        </>
      ),
    });
  };
}

/** Whom it concerns, by name as long as they are few. */
function Names({ users }: { users: readonly User[] }) {
  const MAX_NAMED = 5;
  if (users.length > MAX_NAMED) return null;
  return (
    <List size="sm">
      {users.map(({ id, e164 }) => (
        <List.Item key={id}>
          <Mono>{e164}</Mono>
        </List.Item>
      ))}
    </List>
  );
}

function LogonDialog({ users, onClose, onDone }: ActionDialogProps) {
  const { t } = useTranslation();
  const logOn = useLogOn();
  const toast = useJobToast();
  const [single] = users;
  const [phone, setPhone] = useState(single?.baseDevice ?? null);
  const isOne = users.length === 1;
  return (
    <ConfirmDialog
      title={t('users.logon.title', { count: users.length })}
      confirmLabel={t('users.logon.confirm')}
      count={users.length}
      withSchedule
      onClose={onClose}
      onConfirm={async (schedule) => {
        const job = await logOn.mutateAsync({
          users: users.map(({ id }) =>
            isOne && phone !== null ? { userId: id, clientId: phone.clientId } : { userId: id },
          ),
          ...scheduledAt(schedule),
        });
        toast(job, 'users.logon.ordered');
        onDone();
      }}
    >
      <Stack gap="sm">
        <span>{isOne ? t('users.logon.text', { name: single?.e164 ?? '' }) : t('users.logon.textMany')}</span>
        <Names users={users} />
        {isOne ? <PhoneSelect label={t('users.logon.phone')} value={phone} onChange={setPhone} /> : null}
      </Stack>
    </ConfirmDialog>
  );
}

function LogoffDialog({ users, onClose, onDone }: ActionDialogProps) {
  const { t } = useTranslation();
  const logOff = useLogOff();
  const toast = useJobToast();
  return (
    <ConfirmDialog
      title={t('users.logoff.title', { count: users.length })}
      confirmLabel={t('users.logoff.confirm')}
      count={users.length}
      withSchedule
      onClose={onClose}
      onConfirm={async (schedule) => {
        const ids = users.map(({ id }) => id);
        toast(await logOff.mutateAsync({ ids, ...scheduledAt(schedule) }), 'users.logoff.ordered');
        onDone();
      }}
    >
      <Stack gap="sm">
        <span>{t('users.logoff.text')}</span>
        <Names users={users} />
      </Stack>
    </ConfirmDialog>
  );
}

const DIALOGS = { logon: LogonDialog, logoff: LogoffDialog } as const;
