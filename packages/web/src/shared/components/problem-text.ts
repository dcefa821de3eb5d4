import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { useKnownText } from '../i18n/index.ts';

/** One or two sentences for a failure: the app's own for known codes, otherwise the server's. */
export function useProblemText(error: unknown): string {
  const { t } = useTranslation();
  const known = useKnownText('problem');
  if (error instanceof ApiError) return known({ code: error.code, params: {}, text: error.message });
  return t('problem.unexpected');
}
