import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodedText, Job, TargetEvent } from '../../api/types.ts';
import { useKnownText } from '../../shared/i18n/index.ts';

/** The last part of a code: `target.asked` and `asked` are the same words. */
const nameOf = (code: string): string => code.split('.').at(-1) ?? code;

/** What happened to a target, in the reader's language. */
export function useTargetWords(): (coded: CodedText | TargetEvent) => string {
  const known = useKnownText('jobs.event');
  const contact = useKnownText('contact');
  const { i18n } = useTranslation();
  const isGerman = i18n.language === 'de';
  return useCallback(
    (coded) => {
      const { reason, detailDe } = coded.params;
      const params = {
        ...coded.params,
        ...(typeof reason === 'string'
          ? { reason: contact({ code: reason, params: {}, text: reason }) }
          : {}),
        // Sentences of the catalog come in both languages.
        ...(isGerman && typeof detailDe === 'string' ? { detail: detailDe } : {}),
      };
      return known({ code: nameOf('code' in coded ? coded.code : coded.kind), params, text: coded.text });
    },
    [known, contact, isGerman],
  );
}

/** "Configure 10 clients" */
export function useJobTitle(): (job: Pick<Job, 'type' | 'targetCount'>) => string {
  const { t } = useTranslation();
  return useCallback((job) => t(`jobs.title.${job.type}`, { count: job.targetCount }), [t]);
}

/** How long a job has taken so far; null while it has not begun. */
export function jobSeconds(job: Pick<Job, 'startedAt' | 'finishedAt'>, nowMs: number): number | null {
  if (job.startedAt === null) return null;
  const end = job.finishedAt === null ? nowMs : Date.parse(job.finishedAt);
  return Math.max(0, (end - Date.parse(job.startedAt)) / 1_000);
}
