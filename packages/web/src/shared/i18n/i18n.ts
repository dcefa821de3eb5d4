import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../api/types.ts';

export interface LanguageLoader {
  /** What the sign-in page needs. */
  readonly first: (language: Language) => Promise<object>;
  /** Every text, the first ones among them. */
  readonly all: (language: Language) => Promise<object>;
}

type Extent = keyof LanguageLoader;

/** The app's i18next instance; the texts of one language are loaded when it is first used. */
export const i18n: I18n = createInstance();

let loader: LanguageLoader | null = null;
let wanted: Language | null = null;
let extent: Extent = 'first';
const loaded = new Map<Language, Extent>();

async function ensureLoaded(language: Language): Promise<void> {
  const needed = extent;
  if (loader === null || loaded.get(language) === 'all' || loaded.get(language) === needed) return;
  i18n.addResourceBundle(language, 'translation', await loader[needed](language));
  if (loaded.get(language) !== 'all') loaded.set(language, needed);
}

/** Starts translation with one language; nothing is rendered before its first texts are there. */
export async function startI18n(language: Language, from: LanguageLoader): Promise<void> {
  loader = from;
  wanted = language;
  await i18n.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await from[extent](language) } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  loaded.set(language, extent);
  document.documentElement.lang = language;
}

/** Loads the texts of all pages, for somebody who is signed in; from then on of every language that is used. */
export async function loadAllTexts(): Promise<void> {
  extent = 'all';
  if (wanted !== null) await ensureLoaded(wanted);
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
