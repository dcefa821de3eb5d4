import type { Language } from '../../api/types.ts';
import { i18n } from './i18n.ts';

/**
 * Brings the texts of one page along with its script, in both languages, instead of with those that everybody waits for. To be called
 * once by the module of the page, not of one beside it: such a module is left out when nothing of it is used.
 */
export function addPageTexts(texts: Readonly<Record<Language, object>>): void {
  for (const [language, bundle] of Object.entries(texts)) {
    i18n.addResourceBundle(language, 'translation', bundle);
  }
}
