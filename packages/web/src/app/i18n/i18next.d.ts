import 'i18next';
import type { pageTexts } from './page-texts.ts';
import type { resources } from './resources-en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof resources & (typeof pageTexts)['en'] };
  }
}
