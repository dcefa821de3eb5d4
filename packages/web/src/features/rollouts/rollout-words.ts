import { useTranslation } from 'react-i18next';
import type { Rollout, RolloutClientState, RolloutSentence, RolloutState } from '../../api/types.ts';
import type { Tone } from '../../shared/components/state-mark.tsx';
import { useLanguage } from '../../shared/i18n/index.ts';
import { visibleText } from '../../shared/text/visible-text.ts';
import { takesFilesAway } from '../jobs/index.ts';

export const ROLLOUT_STATES = [
  'planned',
  'running',
  'waiting-for-gate',
  'waiting-for-window',
  'paused',
  'stopped',
  'aborted',
  'done',
] as const satisfies readonly RolloutState[];

export const CLIENT_STATES = [
  'waiting',
  'under-way',
  'success',
  'failed',
  'held-back',
] as const satisfies readonly RolloutClientState[];

export const ROLLOUT_TONE: Readonly<Record<RolloutState, Tone>> = {
  planned: 'off',
  running: 'active',
  'waiting-for-gate': 'waiting',
  'waiting-for-window': 'waiting',
  paused: 'waiting',
  stopped: 'failed',
  aborted: 'off',
  done: 'ok',
};

export const CLIENT_TONE: Readonly<Record<RolloutClientState, Tone>> = {
  waiting: 'waiting',
  'under-way': 'active',
  success: 'ok',
  failed: 'failed',
  'held-back': 'off',
};

/** Whether it goes on by itself. */
export function isGoing({ state }: Pick<Rollout, 'state'>): boolean {
  return state === 'running' || state === 'waiting-for-gate' || state === 'waiting-for-window';
}

/** A sentence of the server in the reader's language. */
export function useSentence(): (sentence: RolloutSentence) => string {
  const language = useLanguage();
  return ({ text }) => text[language];
}

/** What a rollout does, e.g. "Restart", "Template Reception" or "Deploy files: bell.wav". */
export function useRolloutOrder(): (rollout: Pick<Rollout, 'type' | 'template' | 'deployment'>) => string {
  const { t } = useTranslation();
  return ({ type, template, deployment }) => {
    if (template !== null) return t('rollouts.templateNamed', { name: template.name });
    if (deployment === null) return t(`rollouts.type.${type}`);
    const [first] = deployment.files;
    return t('rollouts.ofFiles', {
      order: t(`rollouts.type.${takesFilesAway(deployment) ? 'delete-files' : type}`),
      name: visibleText(first?.name ?? ''),
      count: deployment.files.length - 1,
    });
  };
}
