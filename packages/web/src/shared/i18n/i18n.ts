import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../api/types.ts';

export type LanguageLoader = (language: Language) => Promise<object>;

/** The app's i18next instance; the texts of one language are loaded when it is first used. */
export const i18n: I18n = createInstance();

let load: LanguageLoader | null = null;
let wanted: Language | null = null;

async function ensureLoaded(language: Language): Promise<void> {
  if (load === null || i18n.hasResourceBundle(language, 'translation')) return;
  i18n.addResourceBundle(language, 'translation', await load(language));
}

/** Starts translation with one language; nothing is rendered before its texts are there. */
export async function startI18n(language: Language, loader: LanguageLoader): Promise<void> {
  load = loader;
  wanted = language;
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loader(language) } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
}

/** Switches the language once its texts are loaded, so that no half-translated screen is seen. */
export async function switchLanguage(language: Language): Promise<void> {
  // Changing it to what it is would draw every word anew.
  if (wanted === language) return;
  wanted = language;
  await ensureLoaded(language);
  // Another choice while the texts were on their way.
  if (wanted !== language) return;
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}
