import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rollout, RolloutSort } from '../../api/types.ts';
import type { ListColumn } from '../../shared/components/list-table.tsx';
import { TimeIn } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import table from '../../shared/components/table.module.css';
import { useFormat } from '../../shared/i18n/index.ts';
import { present } from '../../shared/list/search-params.ts';
import { COLUMN_SORT, type RolloutColumn } from './rollout-columns.ts';
import { ROLLOUT_TONE, useRolloutOrder, useSentence } from './rollout-words.ts';
import classes from './rollouts.module.css';
import { WaveBar } from './wave-bar.tsx';

const IN_CARD: readonly RolloutColumn[] = ['progress', 'waves'];
const PLAIN: readonly RolloutColumn[] = ['name', 'state'];

/** The columns of the list of rollouts. */
export function useRolloutColumns(
  shown: readonly RolloutColumn[],
): readonly ListColumn<Rollout, RolloutSort>[] {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useSentence();
  const order = useRolloutOrder();
  const time = (iso: string | null): ReactNode =>
    iso === null ? <span className={table['soft']}>–</span> : <TimeIn iso={iso} format={format} />;
  const cell = (column: RolloutColumn, rollout: Rollout): ReactNode => {
    switch (column) {
      case 'name':
        return (
          <Link
            to="/rollouts/$rolloutId"
            params={{ rolloutId: rollout.id }}
            className={table['link']}
            data-row-link
          >
            {rollout.name}
          </Link>
        );
      case 'order':
        return order(rollout);
      case 'state':
        return (
          <div className={classes['stateCell']}>
            <StateMark tone={ROLLOUT_TONE[rollout.state]}>{t(`rollouts.state.${rollout.state}`)}</StateMark>
            {rollout.state === 'stopped' ? (
              <span className={table['soft']}>{words(rollout.sentence)}</span>
            ) : null}
          </div>
        );
      case 'progress':
        return rollout.waveCount === 0 ? (
          <span className={table['soft']}>–</span>
        ) : (
          <div className={classes['progressCell']}>
            <WaveBar counts={rollout.counts} />
            <span className={table['soft']}>
              {t('rollouts.progress', {
                done: format.number(rollout.counts.success),
                total: format.number(rollout.clientCount),
              })}
            </span>
          </div>
        );
      case 'waves':
        return rollout.waveCount === 0
          ? '–'
          : t('rollouts.waveOf', { wave: rollout.wave, waves: rollout.waveCount });
      case 'createdBy':
        return rollout.createdBy;
      default:
        return time(rollout[column]);
    }
  };
  return shown.map((column) => ({
    id: column,
    label: t(`rollouts.column.${column}`),
    ...present({ sort: COLUMN_SORT[column] }),
    ...(column === 'createdAt' ? { first: 'desc' as const } : {}),
    card: PLAIN.includes(column) ? 'plain' : IN_CARD.includes(column) ? 'labeled' : 'hide',
    wraps: column === 'name' || column === 'state' || column === 'order',
    render: (rollout) => cell(column, rollout),
  }));
}
