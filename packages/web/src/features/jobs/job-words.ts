import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodedText, Job, TargetEvent } from '../../api/types.ts';
import { useKnownText, useLanguage } from '../../shared/i18n/index.ts';
import { nameOfCode, paramsIn } from './target-words.ts';

/** What happened to a target, in the reader's language. */
export function useTargetWords(): (coded: CodedText | TargetEvent) => string {
  const known = useKnownText('jobs.event');
  const contact = useKnownText('contact');
  const language = useLanguage();
  return useCallback(
    (coded) => {
      const { reason } = coded.params;
      const params = {
        ...paramsIn(language, coded.params),
        ...(typeof reason === 'string'
          ? { reason: contact({ code: reason, params: {}, text: reason }) }
          : {}),
      };
      return known({ code: nameOfCode('code' in coded ? coded.code : coded.kind), params, text: coded.text });
    },
    [known, contact, language],
  );
}

/** "Configure 10 clients" */
export function useJobTitle(): (job: Pick<Job, 'type' | 'targetCount' | 'deployment'>) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ type, targetCount, deployment }) =>
      t(`jobs.title.${takesFilesAway(deployment) ? 'delete-files' : type}`, { count: targetCount }),
    [t],
  );
}

/** Whether phones only lose files by it. */
export function takesFilesAway(deployment: Job['deployment']): boolean {
  return deployment?.files.every(({ action }) => action === 'delete') ?? false;
}

/** How long a job has taken so far; null while it has not begun. */
export function jobSeconds(job: Pick<Job, 'startedAt' | 'finishedAt'>, nowMs: number): number | null {
  if (job.startedAt === null) return null;
  const end = job.finishedAt === null ? nowMs : Date.parse(job.finishedAt);
  return Math.max(0, (end - Date.parse(job.startedAt)) / 1_000);
}
