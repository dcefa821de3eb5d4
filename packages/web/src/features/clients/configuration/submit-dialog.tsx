import { Trans, useTranslation } from 'react-i18next';
import { ApiError } from '../../../api/problem.ts';
import type { ClientScope, Job, JobOrder } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../shared/components/confirm-dialog.tsx';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { type Schedule, scheduledAt } from '../../../shared/list/schedule.ts';
import { usePlaceOrder } from '../../jobs/index.ts';
import { type Change, objectionsOf, orderedValues } from './changes.ts';
import { useRowLabel, useSharedWords } from './row-words.ts';
import type { ValueKey } from './rows.ts';
import classes from './submit-dialog.module.css';

interface SubmitDialogProps {
  changes: readonly Change[];
  scope: ClientScope;
  count: number;
  /** Name of a single client. */
  name: string | null;
  compared: boolean;
  onPlaced: (jobId: string) => void;
  /** The server refused some values, in its words. */
  onRefused: (objections: ReadonlyMap<ValueKey, string>) => void;
  onClose: () => void;
}

/** What is about to be sent: old and new, how many clients, now or later. */
export function SubmitDialog({
  changes,
  scope,
  count,
  name,
  compared,
  onPlaced,
  onRefused,
  onClose,
}: SubmitDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const placeOrder = usePlaceOrder();
  const label = useRowLabel();
  const sharedWords = useSharedWords();

  const placing = async (order: JobOrder): Promise<Job | null> => {
    try {
      return await placeOrder(order);
    } catch (error) {
      const objections = error instanceof ApiError ? objectionsOf(error.fields, changes) : new Map();
      if (objections.size === 0) throw error;
      onRefused(objections);
      return null;
    }
  };

  const submit = async (schedule: Schedule): Promise<void> => {
    const job = await placing({
      type: 'configure',
      clients: scope,
      values: orderedValues(changes),
      ...scheduledAt(schedule),
    });
    if (job !== null) onPlaced(job.id);
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
            values={{ number: format.number(count) }}
            components={{ b: <strong /> }}
          />
        ) : (
          <Trans i18nKey="configuration.submit.forOne" values={{ name }} components={{ b: <strong /> }} />
        )}
      </div>
      <ScrollRegion className={classes['scroll']} label={t('configuration.submit.changes')}>
        <table className={classes['changes']}>
          <thead>
            <tr>
              <th scope="col">{t('configuration.submit.parameter')}</th>
              <th scope="col">{t('configuration.submit.before')}</th>
              <th scope="col">{t('configuration.submit.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change) => (
              <tr key={change.row.key}>
                <th scope="row">{label(change.row)}</th>
                <td className={classes['before']}>
                  {compared
                    ? sharedWords(change.row, change.before, t('configuration.notSet'))
                    : t('configuration.asItIs')}
                </td>
                <td className={classes['after']}>
                  {change.after === null
                    ? t('configuration.withdrawn')
                    : sharedWords(change.row, { kind: 'same', value: change.after }, '')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </ConfirmDialog>
  );
}
