import { useTranslation } from 'react-i18next';
import type { ClientValue } from '../../api/types.ts';
import { RelativeTime } from '../../shared/components/relative-time.tsx';
import { StateMark } from '../../shared/components/state-mark.tsx';
import { useFormat, useKnownText } from '../../shared/i18n/index.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import type { Draft } from './drafts.ts';
import { CardTarget, type RowCards } from './row-card.tsx';
import classes from './row-state.module.css';
import { STATE_TONE, useSharedWords } from './row-words.ts';
import { baseValue, type ConfigurationRow } from './rows.ts';
import { defaultWire } from './typed-value.ts';

interface RowStateProps {
  row: ConfigurationRow;
  draft: Draft | undefined;
  /** None for users and templates, whose values nobody reports. */
  clientCount: number;
  cards: RowCards;
}

/** How desired and reported stand to each other, in words, and where the value comes from. */
export function RowState({ row, draft, clientCount, cards }: RowStateProps) {
  const { t } = useTranslation();
  const sharedWords = useSharedWords();
  if (draft !== undefined) {
    const before = sharedWords(row, baseValue(row), t('configuration.notSet'));
    return (
      <span className={classes['changed']}>
        {t('configuration.was', { value: cutText(before, 120).shown, interpolation: { escapeValue: false } })}
      </span>
    );
  }
  if (row.readOnly) return <span className={classes['soft']}>{t('configuration.readOnly')}</span>;
  if (clientCount === 0) {
    const set = row.desiredCount > 0;
    return (
      <span className={set ? undefined : classes['soft']}>
        {t(set ? 'configuration.showFilter.set' : 'configuration.state.unmanaged')}
      </span>
    );
  }
  if (clientCount > 1) return <SeveralStates row={row} cards={cards} />;
  const [only] = row.values;
  return only === undefined ? (
    <NotSet row={row} cards={cards} />
  ) : (
    <OneState value={only} row={row} cards={cards} />
  );
}

interface StateProps {
  row: ConfigurationRow;
  cards: RowCards;
}

function NotSet({ row, cards }: StateProps) {
  const { t } = useTranslation();
  return (
    <span className={classes['soft']}>
      {t('configuration.state.unmanaged')}
      <Origin row={row} cards={cards} />
    </span>
  );
}

function OneState({ value, row, cards }: StateProps & { value: ClientValue }) {
  const { t } = useTranslation();
  const waiting = useKnownText('configuration.waitingFor');
  const event = useKnownText('jobs.event');
  const origin = <Origin row={row} cards={cards} />;
  switch (value.state) {
    case 'unmanaged':
      return <NotSet row={row} cards={cards} />;
    case 'in-sync':
      return (
        <StateMark tone="ok">
          {t('configuration.state.in-sync')}
          {origin}
        </StateMark>
      );
    case 'drift':
      return (
        <StateMark tone="attention">
          {t('configuration.state.drift')}
          {origin}
        </StateMark>
      );
    case 'waiting': {
      const reason = value.waitingReason;
      const code = reason?.code.split('.').at(-1) ?? '';
      return (
        <StateMark tone="waiting">
          {reason === null
            ? t('configuration.state.waiting')
            : waiting({ code, params: reason.params, text: event({ ...reason, code }) })}
          {origin}
        </StateMark>
      );
    }
    case 'refused':
      return (
        <StateMark tone="failed">
          {t('configuration.refused', {
            status: cutText(value.refused?.status ?? '', 200).shown,
            interpolation: { escapeValue: false },
          })}
          {value.refused === null ? null : (
            <span className={classes['origin']}>
              <RelativeTime iso={value.refused.at} />
            </span>
          )}
          {origin}
        </StateMark>
      );
  }
}

/** Where a value comes from, when, and by whom; its card tells of all layers. */
function Origin({ row, cards }: StateProps) {
  const { t } = useTranslation();
  const origin = useKnownText('configuration.origin');
  const [value] = row.values;
  const at = value?.desiredAt ?? null;
  return (
    <span className={classes['origin']}>
      <CardTarget cards={cards} subject={{ row, kind: 'layers' }}>
        {value?.desiredOrigin == null
          ? t(`configuration.origin.${unmanagedOrigin(row)}`)
          : value.desiredOrigin === 'edit'
            ? (value.desiredBy ?? t('configuration.origin.edit'))
            : origin({ code: value.desiredOrigin, params: {}, text: value.desiredOrigin })}
      </CardTarget>
      {at === null ? null : (
        <>
          , <RelativeTime iso={at} />
        </>
      )}
    </span>
  );
}

/** Without a desired value it is what the phone came with, or what somebody set there; unknown where it tells nothing. */
function unmanagedOrigin({ parameter, reported, secret }: ConfigurationRow): 'default' | 'phone' | 'unknown' {
  const wire = defaultWire(parameter);
  if (wire === null && reported.kind === 'none' && !secret) return 'unknown';
  if (wire === null || reported.kind === 'different') return 'phone';
  return reported.kind === 'none' || reported.value === wire ? 'default' : 'phone';
}

function SeveralStates({ row, cards }: StateProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const told = (['refused', 'drift'] as const).filter((state) => row.states[state] > 0);
  if (row.desiredCount === 0 && told.length === 0) {
    return <span className={classes['soft']}>{t('configuration.state.unmanaged')}</span>;
  }
  const setWords = t('configuration.setOn', {
    count: row.desiredCount,
    number: format.number(row.desiredCount),
  });
  return (
    <span className={classes['several']}>
      {told.map((state) => (
        <StateMark key={state} tone={STATE_TONE[state]}>
          {format.number(row.states[state])} {t(`configuration.short.${state}`)}
        </StateMark>
      ))}
      <span className={classes['soft']}>
        {row.desired.kind === 'different' ? (
          <CardTarget cards={cards} subject={{ row, kind: 'desired' }}>
            {setWords}
          </CardTarget>
        ) : (
          setWords
        )}
      </span>
    </span>
  );
}
