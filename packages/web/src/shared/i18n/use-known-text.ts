import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TextParams } from '../../api/types.ts';
import { knownText, knownTexts } from './known-text.ts';

/** Words of codes below a key prefix, e.g. `jobs.reason`; the server's text where the app knows none. */
export function useKnownText(
  prefix: string,
): (coded: { code: string; params: TextParams; text: string }) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ code, params, text }) =>
      knownText(
        knownTexts(t, (key) => i18n.exists(key), prefix),
        code,
        params,
        text,
      ),
    [t, i18n, prefix],
  );
}
