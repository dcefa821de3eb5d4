import { Button, Modal, Skeleton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { InlineProblem } from '../../../shared/components/messages.tsx';
import { RelativeTime } from '../../../shared/components/relative-time.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { useFocusBack } from '../../../shared/keyboard/use-focus-back.ts';
import { useRowLabel } from '../row-words.ts';
import type { ConfigurationRow } from '../rows.ts';
import { ChangeTable } from './change-table.tsx';
import classes from './history.module.css';
import { type HistoryOf, historyPagesQuery } from './history.queries.ts';

interface ValueHistoryProps {
  of: HistoryOf;
  row: ConfigurationRow;
  onClose: () => void;
}

/** Every change of one value. */
export function ValueHistory({ of, row, onClose }: ValueHistoryProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useRowLabel()(row);
  useFocusBack();
  const pages = useInfiniteQuery(historyPagesQuery(of));
  const entries = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const found = entries.flatMap((entry) =>
    entry.changes
      .filter((change) => change.item === row.item && change.index === row.index)
      .map((change) => ({ entry, change })),
  );
  return (
    <Modal
      opened
      size="lg"
      title={t('configuration.valueHistoryOf', { name: label, interpolation: { escapeValue: false } })}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {pages.isPending ? <Skeleton height={80} /> : null}
      <InlineProblem error={pages.error} />
      <ol className={classes['entries']}>
        {found.map(({ entry, change }) => (
          <li key={entry.id} className={classes['valueEntry']}>
            <div className={classes['head']}>
              <span className={classes['who']}>
                <strong>{entry.by ?? t('configuration.history.nobody')}</strong>{' '}
                {t(`configuration.history.cause.${entry.cause}`, {
                  template: entry.source?.templateName ?? '',
                  interpolation: { escapeValue: false },
                })}
              </span>
              <span className={classes['soft']}>
                <RelativeTime iso={entry.at} />
              </span>
            </div>
            <ChangeTable changes={[change]} label={format.dateTime(entry.at)} />
          </li>
        ))}
      </ol>
      {pages.isSuccess && found.length === 0 ? (
        <p>
          {pages.hasNextPage
            ? t('configuration.history.notAmongLast', {
                count: entries.length,
                number: format.number(entries.length),
              })
            : t('configuration.history.neverChanged')}
        </p>
      ) : null}
      {pages.hasNextPage ? (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('configuration.history.further')}
        </Button>
      ) : null}
    </Modal>
  );
}
