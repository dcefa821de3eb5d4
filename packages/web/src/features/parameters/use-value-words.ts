import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { useFormat, useLanguage } from '../../shared/i18n/index.ts';
import { describeWire, type ValueFault } from './parameter-value.ts';

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
  const unitWords = useUnit();
  return useCallback(
    (parameter, wire) => {
      const words = describeWire(parameter, wire, language);
      if (words.kind !== 'text') return t(`parameters.value.${words.kind}`);
      return words.unit === null ? words.text : `${words.text} ${unitWords(words.unit)}`;
    },
    [t, language, unitWords],
  );
}

/** A catalog rule that a value breaks, as a sentence. */
export function useFaultWords(): (fault: ValueFault) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return useCallback(
    (fault) => {
      switch (fault.kind) {
        case 'range':
          return t('parameters.fault.range', {
            min: format.number(fault.min),
            max: format.number(fault.max),
          });
        case 'min':
          return t('parameters.fault.min', { min: format.number(fault.min) });
        case 'max':
          return t('parameters.fault.max', { max: format.number(fault.max) });
        case 'excluded':
          return t('parameters.fault.excluded', { numbers: format.list(fault.numbers.map(format.number)) });
        case 'maxLength':
          return t('parameters.fault.maxLength', { count: fault.maxLength });
        default:
          return t(`parameters.fault.${fault.kind}`);
      }
    },
    [t, format],
  );
}
