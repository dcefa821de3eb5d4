import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { ValueState } from '../../../api/types.ts';
import type { Tone } from '../../../shared/components/state-mark.tsx';
import { useLanguage } from '../../../shared/i18n/index.ts';
import { localized, useFaultWords, useValueWords } from '../../parameters/index.ts';
import type { DraftFault } from './changes.ts';
import type { ConfigurationRow, Shared } from './rows.ts';

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
      if (row.parameter === null) return row.key;
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

/** How many phones report which value, most frequent first. */
export function useDistribution(): (row: ConfigurationRow) => string {
  const { t } = useTranslation();
  const words = useValueWords();
  return useCallback(
    (row) =>
      [...Map.groupBy(row.values, (value) => value.reported)]
        .toSorted(([, a], [, b]) => b.length - a.length)
        .map(([reported, values]) => {
          const text = reported === null ? t('configuration.notReported') : words(row.parameter, reported);
          return `${values.length} × ${text}`;
        })
        .join('\n'),
    [t, words],
  );
}
