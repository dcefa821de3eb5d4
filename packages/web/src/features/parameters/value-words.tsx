import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Parameter } from '../../api/types.ts';
import { LongText } from '../../shared/components/long-text.tsx';
import table from '../../shared/components/table.module.css';
import { useLanguage } from '../../shared/i18n/index.ts';
import { cutText } from '../../shared/text/visible-text.ts';
import { catalogQuery } from './catalog.queries.ts';
import { isNumbered } from './index-rule.ts';
import { localized } from './parameter-value.ts';
import { useValueWords } from './use-value-words.ts';

/** A value by item and index, as lists of values name it. */
export interface NamedValue {
  item: string;
  index: number | null;
  parameterId: string | null;
  secret: boolean;
}

/** Finds parameters by their id. */
export function useParameters(): ReadonlyMap<string, Parameter> {
  const { data } = useQuery(catalogQuery);
  return useMemo(() => new Map((data?.items ?? []).map((parameter) => [parameter.id, parameter])), [data]);
}

/** What a value is called: its parameter's label with its number, or the item itself. */
export function useValueLabel(): (value: NamedValue) => string {
  const parameters = useParameters();
  const language = useLanguage();
  return ({ item, index, parameterId }) => {
    const parameter = parameterId === null ? undefined : parameters.get(parameterId);
    const number = index === null ? '' : String(index);
    if (parameter === undefined) return cutText(index === null ? item : `${item}[${number}]`, 120).shown;
    const label = localized(parameter.label, language);
    return isNumbered(parameter.index) && index !== null ? `${label} ${number}` : label;
  };
}

/** Where a value stands in the configuration, e.g. "Telephony › SIP Settings". */
export function useSectionWords(): (value: NamedValue) => string {
  const parameters = useParameters();
  const language = useLanguage();
  const { t } = useTranslation();
  return ({ parameterId }) => {
    const parameter = parameterId === null ? undefined : parameters.get(parameterId);
    if (parameter === undefined) return t('configuration.otherItems');
    return [parameter.menuLabel, parameter.titleLabel].map((part) => localized(part, language)).join(' › ');
  };
}

interface ShownValueProps {
  of: NamedValue;
  label: string;
  /** As on the wire; null for secrets. */
  value: string | null;
  /** Whether there is one. */
  isSet: boolean;
}

/** A value in words; of a secret only that it is set. */
export function ShownValue({ of, label, value, isSet }: ShownValueProps) {
  const { t } = useTranslation();
  const parameters = useParameters();
  const words = useValueWords();
  if (!isSet) return <span className={table['soft']}>{t('configuration.notSet')}</span>;
  if (of.secret || value === null)
    return <span className={table['soft']}>{t('configuration.secretSet')}</span>;
  const parameter = of.parameterId === null ? null : (parameters.get(of.parameterId) ?? null);
  return <LongText text={words(parameter, value)} label={label} maxLength={120} />;
}
