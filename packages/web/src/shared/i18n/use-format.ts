import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../api/types.ts';
import { createFormat, type Format } from './format.ts';
import { isLanguage } from './language.ts';

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}

export function useFormat(): Format {
  const language = useLanguage();
  return useMemo(() => createFormat(language), [language]);
}
