import type { LanguageLoader } from '../../shared/i18n/index.ts';

/** Loads the texts of one language; the other one is not on the first page's way. */
export const loadLanguage: LanguageLoader = async (language) =>
  language === 'de'
    ? (await import('./resources-de.ts')).resources
    : (await import('./resources-en.ts')).resources;
