import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import type { Language } from '../../api/types.ts';
import { useUpdateAccount } from '../../features/session/index.ts';
import { rememberLanguage, switchLanguage } from '../../shared/i18n/index.ts';

/** Switches the language here and for the account. */
export function useChooseLanguage(): (language: Language) => void {
  const { mutate } = useUpdateAccount();
  return (language) => {
    rememberLanguage(language);
    void switchLanguage(language);
    mutate({ language });
  };
}

/** Switches between light and dark here and for the account. */
export function useToggleTheme(): { dark: boolean; toggle: () => void } {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const { mutate } = useUpdateAccount();
  return {
    dark,
    toggle: () => {
      const theme = dark ? 'light' : 'dark';
      setColorScheme(theme);
      mutate({ theme });
    },
  };
}
