import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueState } from '../../api/types.ts';
import type { Tone } from '../../shared/components/state-mark.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import { localized, useFaultWords, useValueWords } from '../parameters/index.ts';
import type { DraftFault } from './changes.ts';
import type { ConfigurationRow } from './rows.ts';
import type { Shared } from './spread.ts';

export const STATE_TONE: Record<Exclude<ValueState, 'unmanaged'>, Tone> = {
  'in-sync': 'ok',
  drift: 'attention',
  waiting: 'waiting',
  refused: 'failed',
};

/** A row's name: the parameter's label with its number, or the item itself. */
export function useRowLabel(): (row: ConfigurationRow) => string {
  const language = useLanguage();
  return useCallback(
    (row) => {
      // What phones call their items may hold anything.
      if (row.parameter === null) return cutText(row.key, 120).shown;
      const label = localized(row.parameter.label, language);
      return row.numbered && row.index !== null ? `${label} ${row.index}` : label;
    },
    [language],
  );
}

/** A value of one or several clients in words; `none` where there is none. */
export function useSharedWords(): (row: ConfigurationRow, value: Shared<string>, none: string) => string {
  const { t } = useTranslation();
  const words = useValueWords();
  return useCallback(
    (row, value, none) => {
      if (row.secret) return value.kind === 'none' ? none : '••••••••';
      if (value.kind === 'none') return none;
      return value.kind === 'different' ? t('configuration.different') : words(row.parameter, value.value);
    },
    [t, words],
  );
}

export function useDraftFaultWords(): (fault: DraftFault) => string {
  const { t } = useTranslation();
  const words = useFaultWords();
  return useCallback(
    (fault) => {
      if (fault.kind === 'secret-empty') return t('configuration.secretEmpty');
      if (fault.kind === 'secret-differs') return t('parameters.secret.differs');
      return words(fault);
    },
    [t, words],
  );
}
