import { Code, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { ClientScope } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../shared/list/schedule.ts';
import { usePlaceOrder } from '../jobs/index.ts';
import { useDeleteClients } from './clients.queries.ts';

export type ClientAction = 'refresh-data' | 'restart' | 'factory-reset' | 'delete';

/** What an action is for. */
export interface ActionSubject {
  scope: ClientScope;
  count: number;
  /** Name of a single client. */
  name: string | null;
}

interface ActionRequest {
  action: ClientAction;
  subject: ActionSubject;
  onDone?: () => void;
}

const FAR_REACHING: readonly ClientAction[] = ['restart', 'factory-reset', 'delete'];
const DESTRUCTIVE: readonly ClientAction[] = ['factory-reset', 'delete'];

/** Actions on clients with their confirmations; render `dialog` once in the page. */
export function useClientActions(): {
  ask: (action: ClientAction, subject: ActionSubject, onDone?: () => void) => void;
  dialog: ReactNode;
} {
  const [request, setRequest] = useState<ActionRequest | null>(null);
  return {
    ask: (action, subject, onDone) =>
      setRequest({ action, subject, ...(onDone === undefined ? {} : { onDone }) }),
    dialog: request === null ? null : <ActionDialog request={request} onClose={() => setRequest(null)} />,
  };
}

function ActionDialog({ request, onClose }: { request: ActionRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const placeOrder = usePlaceOrder();
  const remove = useDeleteClients();
  const { action, subject } = request;
  const { count, name, scope } = subject;

  const carryOut = async (schedule: Schedule): Promise<void> => {
    if (action === 'delete') {
      const { deleted } = await remove.mutateAsync(scope);
      notifications.show({
        message: t('clients.action.deleted', { count: deleted }),
        closeButtonProps: { 'aria-label': t('common.close') },
      });
    } else {
      await placeOrder({ type: action, clients: scope, ...scheduledAt(schedule) });
    }
    request.onDone?.();
  };

  return (
    <ConfirmDialog
      title={t(`clients.action.${action}.title`, { count })}
      confirmLabel={t(`clients.action.${action}.confirm`, { count })}
      count={count}
      wantsNumber={FAR_REACHING.includes(action)}
      danger={DESTRUCTIVE.includes(action)}
      withSchedule={action !== 'delete'}
      onConfirm={carryOut}
      onClose={onClose}
    >
      <Stack gap="xs">
        <div>
          {name === null ? (
            <Trans
              i18nKey="clients.action.forMany"
              values={{ number: format.number(count) }}
              components={{ b: <strong /> }}
            />
          ) : (
            <Trans i18nKey="clients.action.forOne" values={{ name }} components={{ c: <Code fz="sm" /> }} />
          )}
        </div>
        <div>{t(`clients.action.${action}.text`, { count })}</div>
      </Stack>
    </ConfirmDialog>
  );
}
