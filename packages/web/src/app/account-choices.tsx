import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import type { Account } from '../api/types.ts';
import { rememberLanguage, switchLanguage } from '../shared/i18n/index.ts';

/** Applies the account's language and theme in whatever browser it signs in. */
export function AccountChoices({ account }: { account: Account }) {
  const { setColorScheme } = useMantineColorScheme();
  const { language, theme } = account;
  useEffect(() => {
    if (language === null) return;
    rememberLanguage(language);
    void switchLanguage(language);
  }, [language]);
  useEffect(() => {
    if (theme !== null) setColorScheme(theme);
  }, [theme, setColorScheme]);
  return null;
}
