import { Checkbox, Code, Stack } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../shared/list/schedule.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { usePlaceOrder } from '../jobs/index.ts';
import type { ActionRequest, ClientAction } from './client-action.ts';
import { useDeleteClients } from './clients.queries.ts';
import { confirmed } from './selection.ts';

const FAR_REACHING: readonly ClientAction[] = ['restart', 'factory-reset', 'delete'];
const DESTRUCTIVE: readonly ClientAction[] = ['factory-reset', 'delete'];

/** Names what an action does and to how many, and carries it out. */
export function ClientActionDialog({ request, onClose }: { request: ActionRequest; onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const placeOrder = usePlaceOrder();
  const remove = useDeleteClients();
  const [resets, setResets] = useState(false);
  const [keepCertificates, setKeepCertificates] = useState(false);
  const { action, subject } = request;
  const { count, name } = subject;
  const scope = confirmed(subject.scope, count);

  const carryOut = async (schedule: Schedule): Promise<void> => {
    if (action === 'delete') {
      const { deleted } = await remove.mutateAsync(scope);
      void showToast({ id: 'deleted', message: t('clients.action.deleted', { count: deleted }) });
    } else {
      await placeOrder({
        type: action,
        clients: scope,
        ...(action === 'factory-reset' && keepCertificates ? { keepCertificates } : {}),
        ...scheduledAt(schedule),
      });
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
      canConfirm={action !== 'factory-reset' || resets}
      onConfirm={carryOut}
      onClose={onClose}
    >
      <Stack gap="xs">
        <div>
          {name === null ? (
            <Trans
              i18nKey="clients.action.forMany"
              count={count}
              values={{ number: format.number(count) }}
              components={{ b: <strong /> }}
            />
          ) : (
            <Trans i18nKey="clients.action.forOne" values={{ name }} components={{ c: <Code fz="sm" /> }} />
          )}
        </div>
        <div>{t(`clients.action.${action}.text`, { count })}</div>
        {action === 'factory-reset' ? (
          <>
            <Checkbox
              label={t('clients.action.resetsConfiguration')}
              checked={resets}
              onChange={(event) => setResets(event.currentTarget.checked)}
            />
            <Checkbox
              label={t('clients.action.keepCertificates')}
              description={t('clients.action.keepCertificatesText')}
              disabled={!resets}
              checked={resets && keepCertificates}
              onChange={(event) => setKeepCertificates(event.currentTarget.checked)}
            />
          </>
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}
