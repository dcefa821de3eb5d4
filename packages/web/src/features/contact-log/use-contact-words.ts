import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat, useKnownText, useLanguage } from '../../shared/i18n/index.ts';
import { catalogQuery, localized } from '../parameters/index.ts';
import type { ContactWords } from './contact-text.ts';

/** What the log of contacts is told with, in the reader's language. */
export function useContactWords(): ContactWords {
  const { t } = useTranslation();
  const format = useFormat();
  const known = useKnownText('contact');
  const language = useLanguage();
  const { data: catalog } = useQuery(catalogQuery);
  return useMemo(() => {
    const parameters = new Map(catalog?.items.map((parameter) => [parameter.id, parameter]));
    return {
      t,
      format,
      reason: (reason) => known({ code: reason, params: {}, text: reason }),
      label: ({ parameterId }) => {
        const parameter = parameterId === null ? undefined : parameters.get(parameterId);
        return parameter === undefined ? null : localized(parameter.label, language);
      },
    };
  }, [t, format, known, language, catalog]);
}
