import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../../api/types.ts';
import { i18n, startI18n, switchLanguage } from './i18n.ts';

const arrivals = new Map<Language, () => void>();
const load = (language: Language): Promise<object> =>
  new Promise((resolve) => arrivals.set(language, () => resolve({ hello: language })));

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
});
