import { List, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeployOrder, OrderedFile } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { scheduledAt } from '../../shared/list/schedule.ts';
import { type ChosenClients, confirmed } from '../clients/index.ts';
import { usePlaceOrder } from '../jobs/index.ts';

/** A reason to leave clients out, and how many it concerns. */
export interface LeftOut {
  text: string;
  count: number;
}

interface DeployDialogProps {
  clients: ChosenClients;
  files: OrderedFile[];
  names: readonly string[];
  /** How many clients get something. */
  gets: number;
  /** How many are left out because a file is not made for them. */
  unfit: number;
  /** Why, and for how many each; what is known of a large number may be a part. */
  reasons: readonly LeftOut[];
  action: 'deploy' | 'delete';
  options: Pick<DeployOrder, 'priority' | 'allowDowngrade' | 'repeat'>;
  onOrdered: (jobId: string) => void;
  onClose: () => void;
}

const SHOWN = 8;

/** Names what goes where, now or later, and orders it. */
export function DeployDialog(props: DeployDialogProps) {
  const { clients, files, names, gets, unfit, reasons, action, options, onOrdered, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const placeOrder = usePlaceOrder();
  return (
    <ConfirmDialog
      title={t(`deployments.confirm.${action}`, { count: gets, number: format.number(gets) })}
      confirmLabel={t('deployments.confirm.button')}
      count={gets}
      wantsNumber
      danger={action === 'delete'}
      withSchedule
      onClose={onClose}
      onConfirm={async (schedule) => {
        const job = await placeOrder({
          type: 'deploy-files',
          clients: confirmed(clients.scope, clients.count),
          files,
          ...options,
          ...(unfit === 0 ? {} : { skipUnfit: true }),
          ...scheduledAt(schedule),
        });
        onOrdered(job.id);
      }}
    >
      <Stack gap="xs">
        <List size="sm">
          {names.slice(0, SHOWN).map((name) => (
            <List.Item key={name} style={{ overflowWrap: 'anywhere' }}>
              {name}
            </List.Item>
          ))}
        </List>
        {names.length <= SHOWN ? null : <div>{t('files.delete.more', { count: names.length - SHOWN })}</div>}
        {unfit === 0 ? null : (
          <div>
            {t('deployments.leavesOut', { count: unfit, number: format.number(unfit) })}
            <List size="sm" mt={4} c="dimmed">
              {reasons.slice(0, SHOWN).map(({ text, count }) => (
                <List.Item key={text} style={{ overflowWrap: 'anywhere' }}>
                  {t('deployments.leftOut', { text, count, number: format.number(count) })}
                </List.Item>
              ))}
            </List>
          </div>
        )}
      </Stack>
    </ConfirmDialog>
  );
}
