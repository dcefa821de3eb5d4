import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/problem.ts';
import type { Language } from '../../api/types.ts';

/** The server's sentence for a field, in the reader's language where it has one. */
export function useFieldErrors(error: unknown): (field: string) => string | undefined {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'de' ? 'de' : 'en';
  return (field) => {
    if (!(error instanceof ApiError)) return undefined;
    const found = error.fields.find((one) => one.field === field);
    return found?.text?.[language] ?? found?.message;
  };
}
