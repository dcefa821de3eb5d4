import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { describeWire, localized, type ValueFault } from './parameter-value.ts';

/** Words for a unit of the catalog, e.g. "s" for seconds; the catalog's own where there is no shorter one. */
export function useUnit(): (unit: string | null) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    (unit) => {
      if (unit === null) return '';
      const key = `parameters.unit.${unit.replaceAll(/[ .]/g, '-')}`;
      return i18n.exists(key) ? (t as (key: string) => string)(key) : unit;
    },
    [t, i18n],
  );
}

/** Wire text in words: labels for codes, On and Off, numbers with their unit. */
export function useValueWords(): (parameter: Parameter | null, wire: string) => string {
  const { t } = useTranslation();
  const language = useLanguage();
  const format = useFormat();
  const unitWords = useUnit();
  return useCallback(
    (parameter, wire) => {
      const words = describeWire(parameter, wire, language);
      if (words.kind !== 'text') return t(`parameters.value.${words.kind}`);
      if (parameter?.format === 'unix-time' && /^\d{1,11}$/.test(wire))
        return format.exact(new Date(Number(wire) * 1000).toISOString());
      return words.unit === null ? words.text : `${words.text} ${unitWords(words.unit)}`;
    },
    [t, language, unitWords, format],
  );
}

/** A catalog rule that a value breaks, as the sentence that the server has for it. */
export function useFaultWords(): (fault: ValueFault) => string {
  const language = useLanguage();
  return useCallback((fault) => localized(fault.text, language), [language]);
}
