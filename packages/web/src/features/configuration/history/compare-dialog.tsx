import { Modal, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../api/types.ts';
import { LoadError } from '../../../shared/components/messages.tsx';
import { ScrollRegion } from '../../../shared/components/scroll-region.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { useFocusBack } from '../../../shared/keyboard/use-focus-back.ts';
import { ChangeTable } from './change-table.tsx';
import classes from './history.module.css';
import { type HistoryOf, historyComparisonQuery } from './history.queries.ts';

interface CompareDialogProps {
  of: HistoryOf;
  /** The earlier and the later entry. */
  from: HistoryEntry;
  to: HistoryEntry;
  onClose: () => void;
}

/** What was desired after one change and after another. */
export function CompareDialog({ of, from, to, onClose }: CompareDialogProps) {
  const { t } = useTranslation();
  const format = useFormat();
  useFocusBack();
  const { data, error, refetch } = useQuery(historyComparisonQuery(of, { from: from.id, to: to.id }));
  const title = t('configuration.history.compareTitle');
  return (
    <Modal
      opened
      size="lg"
      title={title}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <p className={classes['lead']}>
        {t('configuration.history.compareText', {
          from: format.dateTime(from.at),
          to: format.dateTime(to.at),
        })}
      </p>
      {error !== null ? (
        <LoadError error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={120} />
      ) : data.changes.length === 0 ? (
        <p>{t('configuration.history.noDifference')}</p>
      ) : (
        <ScrollRegion className={classes['scroll']} label={title}>
          <ChangeTable changes={data.changes} label={title} />
        </ScrollRegion>
      )}
    </Modal>
  );
}
