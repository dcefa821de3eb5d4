export { createFormat, type Format } from './format.ts';
export { i18n, type LanguageLoader, loadAllTexts, startI18n, switchLanguage } from './i18n.ts';
export { knownText, knownTexts } from './known-text.ts';
export { isLanguage, LANGUAGES, rememberLanguage, storedLanguage } from './language.ts';
export type { Texts } from './texts.ts';
export { useFormat, useLanguage } from './use-format.ts';
export { useKnownText } from './use-known-text.ts';
