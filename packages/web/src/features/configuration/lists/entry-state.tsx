import { useTranslation } from 'react-i18next';
import type { ValueState } from '../../../api/types.ts';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { useFormat } from '../../../shared/i18n/index.ts';
import { STATE_TONE } from '../row-words.ts';
import type { ConfigurationRow } from '../rows.ts';
import type { Cell, Entry } from './list-model.ts';
import classes from './lists.module.css';

type Told = Exclude<ValueState, 'unmanaged'>;
/** What an administrator has to look at first. */
const WORST_FIRST: readonly Told[] = ['refused', 'waiting', 'drift', 'in-sync'];

/** The state of several values together: that of the worst. */
export function worstState(rows: readonly ConfigurationRow[]): Told | null {
  return WORST_FIRST.find((state) => rows.some((row) => row.states[state] > 0)) ?? null;
}

/** What the phone said to a value that it refused. */
function refusalOf(cells: readonly Cell[]): string | null {
  for (const { row } of cells)
    for (const { refused } of row.values) if (refused !== null) return refused.status;
  return null;
}

/** What is to become of an entry, or how it stands to the phone. */
export function EntryMark({ entry, duplicateOf }: { entry: Entry; duplicateOf: number | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { state, cells } = entry;
  if (state === 'removed')
    return <StateMark tone="attention">{t('parameters.list.states.removed')}</StateMark>;
  const changed = cells.some(({ draft }) => draft !== undefined);
  const known = worstState(cells.map(({ row }) => row));
  const refusal = known === 'refused' ? refusalOf(cells) : null;
  return (
    <span className={classes['marks']}>
      {duplicateOf === undefined ? null : (
        <StateMark tone="attention">
          {t('parameters.list.duplicate', { number: format.number(duplicateOf) })}
        </StateMark>
      )}
      {state === 'added' || (changed && state === 'present') ? (
        <span className={classes['changed']}>
          {t(state === 'added' ? 'parameters.list.states.added' : 'parameters.list.states.changed')}
        </span>
      ) : state === 'empty' ? (
        <span className={classes['soft']}>{t('parameters.list.states.empty')}</span>
      ) : known === null ? null : (
        <StateMark tone={STATE_TONE[known]}>
          {t(`parameters.list.states.${known}`)}
          {refusal === null ? null : `: “${refusal}”`}
        </StateMark>
      )}
    </span>
  );
}
