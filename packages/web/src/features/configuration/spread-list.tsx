import { useTranslation } from 'react-i18next';
import { LongText } from '../../shared/components/long-text.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import { useValueWords } from '../parameters/index.ts';
import { useRowLabel } from './row-words.ts';
import type { ConfigurationRow } from './rows.ts';
import type { Shared } from './spread.ts';
import classes from './spread-list.module.css';

interface SpreadListProps {
  row: ConfigurationRow;
  /** Of the row: what is reported, or what is desired. */
  value: Shared<string>;
}

/** Which values several clients have, and how many of them each. */
export function SpreadList({ row, value }: SpreadListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useRowLabel();
  const words = useValueWords();
  if (value.kind !== 'different') return null;
  return (
    <>
      <ul className={classes['spread']}>
        {value.values.map((entry) => (
          <li key={entry.value}>
            <span className={classes['count']}>{format.number(entry.count)} ×</span>{' '}
            {row.secret ? (
              t('configuration.secretSet')
            ) : (
              <LongText text={words(row.parameter, entry.value)} label={label(row)} maxLength={80} />
            )}
          </li>
        ))}
        {value.missing === 0 ? null : (
          <li className={classes['soft']}>
            <span className={classes['count']}>{format.number(value.missing)} ×</span>{' '}
            {value === row.reported ? t('configuration.notReported') : t('configuration.notSet')}
          </li>
        )}
      </ul>
      {value.values.length < MOST_VALUES ? null : (
        <p className={classes['soft']}>{t('configuration.mostFrequent', { count: MOST_VALUES })}</p>
      )}
    </>
  );
}

/** The server lists at most so many values. */
const MOST_VALUES = 20;
