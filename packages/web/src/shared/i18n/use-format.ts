import { useTranslation } from 'react-i18next';
import type { Language } from '../../api/types.ts';
import { createFormat, type Format } from './format.ts';
import { isLanguage } from './language.ts';

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return isLanguage(i18n.language) ? i18n.language : 'en';
}

// Making the formatters of Intl is slow, and a list needs them in every cell.
const formats = new Map<Language, Format>();

export function useFormat(): Format {
  const language = useLanguage();
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = createFormat(language);
  formats.set(language, made);
  return made;
}
