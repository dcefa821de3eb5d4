import { useTranslation } from 'react-i18next';
import type { ClientValue, ValueState } from '../../../api/types.ts';
import { RelativeTime } from '../../../shared/components/relative-time.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { useFormat, useKnownText } from '../../../shared/i18n/index.ts';
import type { Draft } from './drafts.ts';
import classes from './row-state.module.css';
import { STATE_TONE, useSharedWords } from './row-words.ts';
import { baseValue, type ConfigurationRow } from './rows.ts';

interface RowStateProps {
  row: ConfigurationRow;
  draft: Draft | undefined;
  several: boolean;
  compared: boolean;
}

/** How desired and reported stand to each other, in words. */
export function RowState({ row, draft, several, compared }: RowStateProps) {
  const { t } = useTranslation();
  const sharedWords = useSharedWords();
  if (draft !== undefined) {
    return compared ? (
      <span className={classes['changed']}>
        {t('configuration.was', { value: sharedWords(row, baseValue(row), t('configuration.notSet')) })}
      </span>
    ) : (
      <span className={classes['changed']}>{t('configuration.changed')}</span>
    );
  }
  if (row.readOnly) return <span className={classes['soft']}>{t('configuration.readOnly')}</span>;
  if (!compared) return null;
  const [only] = row.values;
  if (several) return <SeveralStates row={row} />;
  return only === undefined ? <NotSet /> : <OneState value={only} />;
}

function NotSet() {
  const { t } = useTranslation();
  return <span className={classes['soft']}>{t('configuration.state.unmanaged')}</span>;
}

function OneState({ value }: { value: ClientValue }) {
  const { t } = useTranslation();
  const waiting = useKnownText('configuration.waitingFor');
  const event = useKnownText('jobs.event');
  switch (value.state) {
    case 'unmanaged':
      return <NotSet />;
    case 'in-sync':
      return (
        <StateMark tone="ok">
          {t('configuration.state.in-sync')}
          <Origin value={value} />
        </StateMark>
      );
    case 'drift':
      return (
        <StateMark tone="attention">
          {t('configuration.state.drift')}
          <Origin value={value} />
        </StateMark>
      );
    case 'waiting': {
      const reason = value.waitingReason;
      if (reason === null) return <StateMark tone="waiting">{t('configuration.state.waiting')}</StateMark>;
      const code = reason.code.split('.').at(-1) ?? reason.code;
      const text = event({ ...reason, code });
      return <StateMark tone="waiting">{waiting({ code, params: reason.params, text })}</StateMark>;
    }
    case 'refused':
      return (
        <StateMark tone="failed">
          {t('configuration.refused', { status: value.refused?.status ?? '' })}
          {value.refused === null ? null : (
            <span className={classes['origin']}>
              <RelativeTime iso={value.refused.at} />
            </span>
          )}
        </StateMark>
      );
  }
}

/** Where a desired value comes from, when, and by whom. */
function Origin({ value }: { value: ClientValue }) {
  const { t } = useTranslation();
  const origin = useKnownText('configuration.origin');
  if (value.desiredAt === null) return null;
  const from =
    value.desiredOrigin === null || value.desiredOrigin === 'edit'
      ? (value.desiredBy ?? t('configuration.origin.edit'))
      : origin({ code: value.desiredOrigin, params: {}, text: value.desiredOrigin });
  return (
    <span className={classes['origin']}>
      {from}, <RelativeTime iso={value.desiredAt} />
    </span>
  );
}

const TOLD: readonly Exclude<ValueState, 'unmanaged'>[] = ['refused', 'waiting', 'drift', 'in-sync'];

function SeveralStates({ row }: { row: ConfigurationRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const told = TOLD.filter((state) => row.states[state] > 0);
  if (told.length === 0) return <NotSet />;
  return (
    <span className={classes['several']}>
      {told.map((state) => (
        <StateMark key={state} tone={STATE_TONE[state]}>
          {format.number(row.states[state])} {t(`configuration.short.${state}`)}
        </StateMark>
      ))}
    </span>
  );
}
