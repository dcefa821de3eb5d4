import { Switch } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/problem.ts';
import type { ClientScope, Job, JobOrder } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../shared/components/confirm-dialog.tsx';
import { useFormat, useLanguage } from '../../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../../shared/list/schedule.ts';
import {
  ChangesTable,
  objectionsOf,
  orderedValues,
  type SubmitDialogProps,
} from '../../configuration/index.ts';
import { usePlaceOrder } from '../../jobs/index.ts';
import { confirmed } from '../selection.ts';
import classes from './submit-order-dialog.module.css';

interface SubmitOrderDialogProps extends SubmitDialogProps {
  scope: ClientScope;
  count: number;
  /** Name of a single client. */
  name: string | null;
}

/** What is about to be sent: old and new, how many clients, now or later. */
export function SubmitOrderDialog(props: SubmitOrderDialogProps) {
  const { changes, notes, scope, count, name, onSubmitted, onRefused, onClose } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const language = useLanguage();
  const placeOrder = usePlaceOrder();
  // Offered when the server says that some of the clients cannot take a value.
  const [someUnfit, setSomeUnfit] = useState(false);
  const [skipUnfit, setSkipUnfit] = useState(false);

  const placing = async (order: JobOrder): Promise<Job | null> => {
    try {
      return await placeOrder(order);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'job.unfit_clients') {
        setSomeUnfit(true);
        throw error;
      }
      const objections =
        error instanceof ApiError ? objectionsOf(error.fields, changes, language) : new Map();
      if (objections.size === 0) throw error;
      onRefused(objections);
      return null;
    }
  };

  const submit = async (schedule: Schedule): Promise<void> => {
    const job = await placing({
      type: 'configure',
      clients: confirmed(scope, count),
      values: orderedValues(changes),
      ...(skipUnfit ? { skipUnfit } : {}),
      ...scheduledAt(schedule),
    });
    if (job !== null) onSubmitted(job.id);
  };

  return (
    <ConfirmDialog
      title={t('configuration.submit.title', { count: changes.length })}
      confirmLabel={t('configuration.submit.confirm', { count: changes.length })}
      count={count}
      wantsNumber
      withSchedule
      size="lg"
      onConfirm={submit}
      onClose={onClose}
    >
      <div className={classes['lead']}>
        {name === null ? (
          <Trans
            i18nKey="configuration.submit.forMany"
            count={count}
            values={{ number: format.number(count) }}
            components={{ b: <strong /> }}
          />
        ) : (
          <Trans i18nKey="configuration.submit.forOne" values={{ name }} components={{ b: <strong /> }} />
        )}
      </div>
      <ChangesTable changes={changes} notes={notes} />
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
