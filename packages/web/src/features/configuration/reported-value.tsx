import { useTranslation } from 'react-i18next';
import { LongText } from '../../shared/components/long-text.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import classes from './reported-value.module.css';
import { CardTarget, type RowCards } from './row-card.tsx';
import { useRowLabel, useSharedWords } from './row-words.ts';
import type { ConfigurationRow } from './rows.ts';

interface ReportedValueProps {
  row: ConfigurationRow;
  clientCount: number;
  cards: RowCards;
}

/** What the phones have, as far as they report it. */
export function ReportedValue({ row, clientCount, cards }: ReportedValueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const sharedWords = useSharedWords();
  const label = useRowLabel();
  const several = clientCount > 1;
  const some = several && row.reportedCount > 0 && row.reportedCount < clientCount;
  const words = row.secret
    ? t('configuration.writeOnly')
    : sharedWords(row, row.reported, t('configuration.notReported'));
  return (
    <>
      <span className={classes['who']}>{several ? t('configuration.phones') : t('configuration.phone')}</span>{' '}
      <span className={classes['value']} data-kind={row.reported.kind}>
        {row.reported.kind === 'different' && !row.secret ? (
          <CardTarget cards={cards} subject={{ row, kind: 'reported' }}>
            {words}
          </CardTarget>
        ) : (
          <LongText text={words} label={label(row)} />
        )}
        {row.values[0]?.reportedExact === false ? ` (${t('configuration.notExact')})` : null}
      </span>
      {some ? (
        <span className={classes['who']}>
          {' '}
          {t('configuration.someOf', {
            some: format.number(row.reportedCount),
            all: format.number(clientCount),
          })}
        </span>
      ) : null}
    </>
  );
}
