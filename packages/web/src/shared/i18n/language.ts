import type { Language } from '../../api/types.ts';
import { readStored, writeStored } from '../storage/browser-storage.ts';

export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
];

const KEY = 'deskfleet.language';

export function isLanguage(value: unknown): value is Language {
  return value === 'en' || value === 'de';
}

/** The language of the browser's preference list that the app speaks; English when it speaks none of them. */
export function pickLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const code = tag.toLowerCase().split('-')[0];
    if (isLanguage(code)) return code;
  }
  return 'en';
}

export function storedLanguage(): Language {
  const stored = readStored(KEY);
  return isLanguage(stored) ? stored : pickLanguage(navigator.languages);
}

export function rememberLanguage(language: Language): void {
  writeStored(KEY, language);
}
