import { Skeleton, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, NotPutBack, ValueChange } from '../../../api/types.ts';
import { ConfirmDialog, type ConfirmDialogProps } from '../../../shared/components/confirm-dialog.tsx';
import { InlineProblem } from '../../../shared/components/messages.tsx';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import type { Schedule } from '../../../shared/list/schedule.ts';
import { ChangeTable, useChangeLabel } from './change-table.tsx';
import classes from './history.module.css';
import { type HistoryOf, wayBackQuery } from './history.queries.ts';

/** What is put back: one change, or everything since then. */
export interface PutBackChoice {
  entry: HistoryEntry;
  /** What came from a template is not of this element: only what was changed here since then can come back. */
  isForeign: boolean;
  withLater: boolean;
  setWithLater: (withLater: boolean) => void;
  /** What it would change; undefined while nobody knows, and when it cannot be. */
  changes: readonly ValueChange[] | undefined;
  notPutBack: readonly NotPutBack[];
  pending: boolean;
  error: unknown;
}

/** The choice of somebody who wants to put an entry back. */
export function usePutBackChoice(of: HistoryOf, entry: HistoryEntry): PutBackChoice {
  const isForeign = entry.source !== null;
  const [withLater, setWithLater] = useState(isForeign);
  const { data, error, isPending } = useQuery(wayBackQuery(of, entry.id, withLater));
  const way = error === null ? data : undefined;
  return {
    entry,
    isForeign,
    withLater,
    setWithLater,
    changes: way?.changes,
    notPutBack: way?.notPutBack ?? [],
    pending: isPending,
    error,
  };
}

/** What has become of it. */
export interface PutBackDone {
  /** The job that brings it to phones, if there is one. */
  jobId: string | null;
  notPutBack: readonly NotPutBack[];
}

/** What a dialog gets that asks before an entry is put back. */
export interface PutBackAsked {
  of: HistoryOf;
  entry: HistoryEntry;
  onDone: (done: PutBackDone) => void;
  onClose: () => void;
}

interface PutBackDialogProps extends Pick<PutBackAsked, 'onDone' | 'onClose'> {
  choice: PutBackChoice;
  putBack: (schedule: Schedule) => Promise<PutBackDone>;
  /** What it means for phones. */
  note?: ReactNode;
  /** What the dialog asks for besides. */
  confirm?: Partial<Pick<ConfirmDialogProps, 'count' | 'wantsNumber' | 'withSchedule'>>;
}

/** What comes back, before it is done. */
export function PutBackDialog({ choice, putBack, onDone, onClose, note, confirm }: PutBackDialogProps) {
  const { entry, isForeign, withLater, setWithLater, changes, notPutBack, pending, error } = choice;
  const { t } = useTranslation();
  const format = useFormat();
  const labelOf = useChangeLabel();
  const label = t('configuration.submit.changes');
  return (
    <ConfirmDialog
      title={t('configuration.history.putBackTitle')}
      confirmLabel={t('configuration.history.putBack')}
      count={1}
      size="lg"
      {...confirm}
      canConfirm={changes !== undefined && changes.length > 0}
      onConfirm={async (schedule) => onDone(await putBack(schedule))}
      onClose={onClose}
    >
      <p className={classes['lead']}>
        {t(withLater ? 'configuration.history.putBackAllText' : 'configuration.history.putBackText', {
          time: format.dateTime(entry.at),
        })}
      </p>
      <Switch
        className={classes['later'] ?? ''}
        label={t('configuration.history.withLater')}
        description={isForeign ? t('configuration.history.foreign') : undefined}
        checked={withLater}
        disabled={isForeign}
        onChange={(event) => setWithLater(event.currentTarget.checked)}
      />
      <InlineProblem error={error} />
      {pending ? <Skeleton height={80} /> : null}
      {changes === undefined || changes.length === 0 ? null : (
        <ScrollRegion className={classes['scroll']} label={label}>
          <ChangeTable changes={changes} label={label} nowAndThen />
        </ScrollRegion>
      )}
      {notPutBack.length === 0 || changes === undefined ? null : (
        <p className={classes['lead']}>
          {t('configuration.history.secrets', {
            names: format.list(notPutBack.map(labelOf)),
            interpolation: { escapeValue: false },
          })}
        </p>
      )}
      {note === undefined ? null : <div className={classes['note']}>{note}</div>}
    </ConfirmDialog>
  );
}
