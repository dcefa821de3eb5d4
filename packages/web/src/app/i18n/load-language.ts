import type { LanguageLoader } from '../../shared/i18n/index.ts';

/** Loads the texts of one language; the other one is not on the first page's way, nor are all but the first ones on the sign-in page's. */
export const loadLanguage: LanguageLoader = {
  first: async (language) =>
    language === 'de' ? (await import('./first-de.ts')).first : (await import('./first-en.ts')).first,
  all: async (language) =>
    language === 'de'
      ? (await import('./resources-de.ts')).resources
      : (await import('./resources-en.ts')).resources,
};
