import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../../api/types.ts';
import { i18n, type LanguageLoader, loadAllTexts, startI18n, switchLanguage } from './i18n.ts';

const arrivals = new Map<Language, () => void>();
const load: LanguageLoader = {
  first: (language) => new Promise((resolve) => arrivals.set(language, () => resolve({ hello: language }))),
  all: async (language) => ({ hello: language, more: `more ${language}` }),
};

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the language', () => {
  it('is the one chosen last, whichever texts arrive first, and is not set again', async () => {
    const started = startI18n('en', load);
    arrivals.get('en')?.();
    await started;
    const changed = vi.fn();
    i18n.on('languageChanged', changed);

    const german = switchLanguage('de');
    const english = switchLanguage('en');
    arrivals.get('de')?.();
    await Promise.all([german, english]);
    expect(i18n.language).toBe('en');

    changed.mockClear();
    await switchLanguage('en');
    expect(changed).not.toHaveBeenCalled();
  });

  it('has the texts of all pages once they are asked for, also in a language that is chosen later', async () => {
    await switchLanguage('en');
    expect(i18n.t('more' as never)).toBe('more');
    await loadAllTexts();
    expect(i18n.t('more' as never)).toBe('more en');
    await switchLanguage('de');
    expect([i18n.t('hello' as never), i18n.t('more' as never)]).toEqual(['de', 'more de']);
  });
});
