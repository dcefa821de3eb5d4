import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import { useKnownText } from '../i18n/index.ts';

/** One or two sentences for a failure, in the reader's language. */
export function useProblemText(error: unknown): string {
  const { t, i18n } = useTranslation();
  const known = useKnownText('problem');
  const kind = useKnownText('problemKind');
  if (error instanceof ApiError && error.fields.length === 1) {
    // What is said of one field says more than the sentence for its kind.
    const text = error.fields[0]?.text?.[i18n.language === 'de' ? 'de' : 'en'];
    if (text !== undefined) return text;
  }
  if (error instanceof ApiError) {
    const { code, message } = error;
    // The server speaks English; elsewhere what the code means is better than a sentence nobody reads.
    const text = i18n.language === 'en' ? message : kind({ code, params: {}, text: message });
    return known({ code, params: {}, text });
  }
  return t('problem.unexpected');
}
