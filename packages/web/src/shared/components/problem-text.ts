import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { useKnownText } from '../i18n/index.ts';

/** One or two sentences for a failure: the app's own for known codes, otherwise the server's. */
export function useProblemText(error: unknown): string {
  const { t, i18n } = useTranslation();
  const known = useKnownText('problem');
  if (error instanceof ApiError && error.fields.length === 1) {
    // What is said of one field says more than the sentence for its kind.
    const text = error.fields[0]?.text?.[i18n.language === 'de' ? 'de' : 'en'];
    if (text !== undefined) return text;
  }
  if (error instanceof ApiError) return known({ code: error.code, params: {}, text: error.message });
  return t('problem.unexpected');
}
