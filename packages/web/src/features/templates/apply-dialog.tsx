import { Switch } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { ClientScope, Template } from '../../api/types.ts';
import { ConfirmDialog } from '../../shared/components/confirm-dialog.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../shared/list/schedule.ts';
import { showToast } from '../../shared/toast/toast.tsx';
import { useAnnounceJob } from '../jobs/index.ts';
import { useApplyTemplate, useWithdrawTemplate } from './templates.queries.ts';
import { useContentWords } from './use-template-words.ts';

interface ApplyDialogProps {
  template: Template;
  clients: ClientScope;
  count: number;
  /** Takes back that it was applied. */
  withdraw: boolean;
  onOrdered: (jobId: string | null) => void;
  onClose: () => void;
}

/** Names template and number of clients, and gives the order. */
export function ApplyDialog({ template, clients, count, withdraw, onOrdered, onClose }: ApplyDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounceJob();
  const words = useContentWords(template);
  const apply = useApplyTemplate();
  const takeBack = useWithdrawTemplate();
  // Offered when the server says that the template is not for some of the clients.
  const [someUnfit, setSomeUnfit] = useState(false);
  const [skipUnfit, setSkipUnfit] = useState(false);

  const order = async (schedule: Schedule): Promise<void> => {
    try {
      const job = await apply.mutateAsync({
        id: template.id,
        clients,
        ...(skipUnfit ? { skipUnfit } : {}),
        ...scheduledAt(schedule),
      });
      announce(job);
      onOrdered(job.id);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'job.unfit_clients') setSomeUnfit(true);
      throw error;
    }
  };
  const withdrawNow = async (): Promise<void> => {
    const { withdrawn } = await takeBack.mutateAsync({ id: template.id, clients });
    void showToast({
      id: `withdrawn-${template.id}`,
      message: t('templates.apply.withdrawn', { count: withdrawn, number: format.number(withdrawn) }),
    });
    onOrdered(null);
  };

  return (
    <ConfirmDialog
      title={t(withdraw ? 'templates.apply.withdrawTitle' : 'templates.apply.confirmTitle', {
        name: template.name,
      })}
      confirmLabel={t(withdraw ? 'templates.apply.withdraw' : 'templates.apply.apply')}
      count={count}
      wantsNumber
      danger={withdraw}
      withSchedule={!withdraw}
      onConfirm={withdraw ? withdrawNow : order}
      onClose={onClose}
    >
      <Trans
        i18nKey={withdraw ? 'templates.apply.withdrawFor' : 'templates.apply.confirmFor'}
        count={count}
        values={{ number: format.number(count), content: format.list([words.values, words.files]) }}
        components={{ b: <strong /> }}
      />
      {someUnfit ? (
        <Switch
          mt="md"
          label={t('configuration.submit.skipUnfit')}
          checked={skipUnfit}
          onChange={(event) => setSkipUnfit(event.currentTarget.checked)}
        />
      ) : null}
    </ConfirmDialog>
  );
}
