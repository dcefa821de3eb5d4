import type { Job, JobState, TargetState } from '../../api/types.ts';
import type { Tone } from '../../shared/components/state-mark.tsx';

export const JOB_STATES: readonly JobState[] = [
  'created',
  'active',
  'success',
  'partial-successful',
  'timeout',
  'failed',
];

export const JOB_TYPES = [
  'configure',
  'refresh-data',
  'restart',
  'factory-reset',
  'deploy-files',
  'logon',
  'logoff',
] as const;

/** In the order of the bar: done first, then under way, then what went wrong. */
export const TARGET_STATES: readonly TargetState[] = [
  'success',
  'partial-successful',
  'in-dialogue',
  'contacting',
  'busy',
  'waiting',
  'failed',
  'timeout',
  'canceled',
];

export const JOB_TONE: Record<JobState, Tone> = {
  created: 'waiting',
  active: 'active',
  success: 'ok',
  'partial-successful': 'attention',
  timeout: 'failed',
  failed: 'failed',
};

export const TARGET_TONE: Record<TargetState, Tone> = {
  success: 'ok',
  'partial-successful': 'attention',
  'in-dialogue': 'active',
  contacting: 'active',
  busy: 'waiting',
  waiting: 'waiting',
  failed: 'failed',
  timeout: 'failed',
  canceled: 'off',
};

/** Whether clients of the job failed, timed out or were canceled. */
export function canRetry({ counts }: Pick<Job, 'counts'>): boolean {
  return counts.failed + counts.timeout + counts.canceled > 0;
}

const OPEN: readonly TargetState[] = ['waiting', 'contacting', 'busy', 'in-dialogue'];

export function isOpenTarget(state: TargetState): boolean {
  return OPEN.includes(state);
}

/** How many targets have ended, however they ended. */
export function finishedCount(counts: Job['counts']): number {
  return TARGET_STATES.filter((state) => !isOpenTarget(state)).reduce((sum, state) => sum + counts[state], 0);
}

export interface BarPart {
  state: TargetState;
  count: number;
  /** Share of all targets, 0 to 1. */
  share: number;
}

/** The bar divided by target state, without empty parts. */
export function barParts(counts: Job['counts']): BarPart[] {
  const total = TARGET_STATES.reduce((sum, state) => sum + counts[state], 0);
  return TARGET_STATES.filter((state) => counts[state] > 0).map((state) => ({
    state,
    count: counts[state],
    share: counts[state] / total,
  }));
}
