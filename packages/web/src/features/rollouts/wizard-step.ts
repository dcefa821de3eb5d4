import type { DraftFault, RolloutDraft } from './rollout-draft.ts';

/** What every step of the wizard gets. */
export interface WizardStepProps {
  draft: RolloutDraft;
  change: (changes: Partial<RolloutDraft>) => void;
  /** What is missing, once somebody has tried to go on. */
  fault: DraftFault | null;
}
