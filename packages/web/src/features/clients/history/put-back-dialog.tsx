import { useTranslation } from 'react-i18next';
import type { HistoryEntry, NotPutBack } from '../../../api/types.ts';
import { ConfirmDialog } from '../../../shared/components/confirm-dialog.tsx';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { usePutBack } from '../clients.queries.ts';
import { ChangeTable } from './change-table.tsx';
import classes from './history.module.css';

interface PutBackDialogProps {
  clientId: string;
  entry: HistoryEntry;
  onDone: (jobId: string, notPutBack: readonly NotPutBack[]) => void;
  onClose: () => void;
}

/** What comes back, before it is sent. */
export function PutBackDialog({ clientId, entry, onDone, onClose }: PutBackDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const putBack = usePutBack();
  const changes = entry.changes.map((change) => ({
    ...change,
    old: change.new,
    oldSet: change.newSet,
    new: change.old,
    newSet: change.oldSet,
  }));
  const cut = entry.changeCount - changes.length;
  const label = t('configuration.submit.changes');
  return (
    <ConfirmDialog
      title={t('configuration.history.putBackTitle')}
      confirmLabel={t('configuration.history.putBack')}
      count={1}
      size="lg"
      onConfirm={async () => {
        const order = await putBack.mutateAsync({ id: clientId, entryId: entry.id });
        onDone(order.job.id, order.notPutBack);
      }}
      onClose={onClose}
    >
      <p className={classes['lead']}>
        {t('configuration.history.putBackText', { time: format.dateTime(entry.at) })}
      </p>
      <ScrollRegion className={classes['scroll']} label={label}>
        <ChangeTable changes={changes} label={label} />
      </ScrollRegion>
      {cut <= 0 ? null : (
        <p className={classes['soft']}>
          {t('configuration.history.andMore', { count: cut, number: format.number(cut) })}
        </p>
      )}
      {changes.some((change) => change.secret) ? (
        <p className={classes['lead']}>{t('configuration.history.secrets')}</p>
      ) : null}
    </ConfirmDialog>
  );
}
