import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import {
  isLanguage,
  LANGUAGES,
  rememberLanguage,
  switchLanguage,
  useLanguage,
} from '../../shared/i18n/index.ts';

/** Language before signing in; remembered by the browser. */
export function LanguageChoice() {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('session.language')}
      data={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
      value={language}
      onChange={(code) => {
        if (!isLanguage(code)) return;
        rememberLanguage(code);
        void switchLanguage(code);
      }}
    />
  );
}
