import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../shared/i18n/index.ts';
import classes from './reported-value.module.css';
import { useDistribution, useSharedWords } from './row-words.ts';
import type { ConfigurationRow } from './rows.ts';

interface ReportedValueProps {
  row: ConfigurationRow;
  clientCount: number;
}

/** What the phones have, as far as they report it. */
export function ReportedValue({ row, clientCount }: ReportedValueProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const sharedWords = useSharedWords();
  const distribution = useDistribution();
  const several = clientCount > 1;
  const some = several && row.reportedCount > 0 && row.reportedCount < clientCount;
  return (
    <>
      <span className={classes['who']}>{several ? t('configuration.phones') : t('configuration.phone')}</span>{' '}
      <span
        className={classes['value']}
        data-kind={row.reported.kind}
        title={several && !row.secret ? distribution(row) : undefined}
      >
        {row.secret
          ? t('configuration.writeOnly')
          : sharedWords(row, row.reported, t('configuration.notReported'))}
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
