import { type ReactNode, useState } from 'react';
import type { ChosenUsers } from './chosen-users.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { LogoffDialog, LogonDialog } from './logon-dialogs.tsx';

export type UserAction = 'logon' | 'logoff' | 'delete';

const DIALOGS = { logon: LogonDialog, logoff: LogoffDialog, delete: DeleteDialog } as const;

/** Asks before something is done with mobile users, and does it. */
export function useUserActions(onDone: (action: UserAction) => void = () => {}): {
  ask: (action: UserAction, users: ChosenUsers) => void;
  dialog: ReactNode;
} {
  const [asked, setAsked] = useState<{ action: UserAction; users: ChosenUsers } | null>(null);
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
