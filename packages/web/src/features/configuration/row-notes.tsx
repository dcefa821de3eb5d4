import { IconInfoCircle, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/i18n/index.ts';
import { useValueWords } from '../parameters/index.ts';
import type { RowLimit } from './limits.ts';
import classes from './row-notes.module.css';
import { isBarring, type RuleNote } from './row-rules.ts';
import { useRowLabel } from './row-words.ts';
import type { ConfigurationRow } from './rows.ts';
import { wireOfTyped } from './typed-value.ts';

/** What a rule says of a row, as a sentence. */
export function useRuleWords(): (note: RuleNote) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const label = useRowLabel();
  const words = useValueWords();
  return (note) => {
    const other = label(note.other);
    if (!('needed' in note)) return t(`configuration.rule.${note.kind}`, { other });
    const { otherParameter } = note;
    const needed = note.needed.map((value) =>
      t('configuration.quoted', {
        text: words(otherParameter, wireOfTyped(otherParameter, value)),
        interpolation: { escapeValue: false },
      }),
    );
    return t(`configuration.rule.${note.kind}`, {
      other,
      is: note.is === null ? t('configuration.different') : words(otherParameter, note.is).slice(0, 80),
      needed: format.list(needed),
      interpolation: { escapeValue: false },
    });
  };
}

interface RuleNoteLineProps {
  note: RuleNote;
  onGo: (row: ConfigurationRow) => void;
}

/** Why a row cannot be set or has no effect now, and the way to what decides it. */
export function RuleNoteLine({ note, onGo }: RuleNoteLineProps) {
  const { t } = useTranslation();
  const words = useRuleWords();
  const label = useRowLabel();
  const Icon = isBarring(note) ? IconLock : IconInfoCircle;
  return (
    <div className={classes['note']} data-bars={isBarring(note)}>
      <Icon size={14} aria-hidden className={classes['icon']} />
      <span>
        {words(note)}{' '}
        <button type="button" className={classes['go']} onClick={() => onGo(note.other)}>
          {t('configuration.goTo', { other: label(note.other) })}
        </button>
      </span>
    </div>
  );
}

/** Which phones do not have the parameter, and which do. */
export function LimitLine({ limit }: { limit: RowLimit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { reason } = limit;
  const all = limit.without === limit.of;
  const params = {
    count: limit.without,
    number: format.number(limit.without),
    all: format.number(limit.of),
    models: format.list(limit.models),
  };
  return (
    <div className={classes['note']} data-bars={all}>
      <IconInfoCircle size={14} aria-hidden className={classes['icon']} />
      <span>
        {all ? t('configuration.limit.none', params) : t('configuration.limit.some', params)}{' '}
        {reason.kind === 'models'
          ? t('configuration.limit.models', { models: format.list(reason.models) })
          : t('configuration.limit.firmware', { family: reason.family, version: reason.from })}
      </span>
    </div>
  );
}
