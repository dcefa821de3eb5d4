import type {
  ClientScope,
  DeployPriority,
  FileType,
  NewRollout,
  RolloutChange,
  RolloutPlan,
  RolloutPlanChange,
} from '../../api/types.ts';
import type { Schedule } from '../../shared/list/schedule.ts';

export const STEPS = ['what', 'who', 'waves', 'rules', 'review'] as const;
export type WizardStep = (typeof STEPS)[number];

/** What can be ordered here; deleting files is a deployment to the server. */
export const KINDS = [
  'deploy-files',
  'delete-files',
  'apply-template',
  'configure',
  'restart',
  'refresh-data',
  'factory-reset',
] as const;
export type OrderKind = (typeof KINDS)[number];

/** A file that phones are to have no longer; their software they cannot lose. */
export interface Removal {
  type: Exclude<FileType, 'software'>;
  name: string;
}

/** A value that is to be set, as on the wire. */
export interface DraftValue {
  /** Empty: the catalog knows no parameter for the item. */
  parameterId: string;
  item: string;
  index: number | null;
  /** Null: not filled in yet. */
  wire: string | null;
}

/** A rollout as somebody is putting it together. */
export interface RolloutDraft {
  name: string;
  /** The order of a rollout that is changed stays as it is stored, with secrets that nobody can read. */
  keepsOrder: boolean;
  kind: OrderKind;
  templateId: string | null;
  values: readonly DraftValue[];
  fileIds: readonly string[];
  removals: readonly Removal[];
  /** A factory reset gives desired certificates back. */
  keepCertificates: boolean;
  /** When phones install software. */
  priority: DeployPriority;
  allowDowngrade: boolean;
  /** Phones get also what they have already. */
  repeat: boolean;
  /** Clients that cannot take the order are left out. */
  skipUnfit: boolean;
  canary: 'count' | 'group' | 'none';
  canaryCount: number | null;
  groupId: string | null;
  /** As typed, e.g. `10, 50, 100`. */
  steps: string;
  successPercent: number | null;
  pauseMinutes: number | null;
  failures: number | null;
  failurePercent: number | null;
  notBackMinutes: number | null;
  window: { weekdays: readonly number[]; from: string; to: string; timeZone: string } | null;
  start: Schedule | { kind: 'later' };
}

export function emptyDraft(templateId: string | null): RolloutDraft {
  return {
    name: '',
    keepsOrder: false,
    kind: templateId === null ? 'deploy-files' : 'apply-template',
    templateId,
    values: [],
    fileIds: [],
    removals: [],
    keepCertificates: false,
    priority: 'normal',
    allowDowngrade: false,
    repeat: false,
    skipUnfit: true,
    canary: 'count',
    canaryCount: 10,
    groupId: null,
    steps: '10, 50, 100',
    successPercent: 95,
    pauseMinutes: 30,
    failures: 3,
    failurePercent: null,
    notBackMinutes: null,
    window: null,
    start: { kind: 'now' },
  };
}

/** The percents of the steps, or null when they are none: whole numbers that rise to 100. */
export function readSteps(text: string): number[] | null {
  const parts = text.split(/[\s,;%]+/).filter((part) => part !== '');
  const steps = parts.map(Number);
  const rises = steps.every(
    (step, place) => Number.isInteger(step) && step >= 1 && step > (steps[place - 1] ?? 0),
  );
  return steps.length > 0 && steps.length <= 20 && rises && steps.at(-1) === 100 ? steps : null;
}

export type DraftFault =
  | 'template'
  | 'values'
  | 'files'
  | 'removals'
  | 'clients'
  | 'canaryCount'
  | 'group'
  | 'steps'
  | 'successPercent'
  | 'pauseMinutes'
  | 'notBack'
  | 'weekdays'
  | 'times'
  | 'name'
  | 'start';

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is missing or wrong in a step; the first thing. */
export function faultOf(
  step: WizardStep,
  draft: RolloutDraft,
  scope: ClientScope | null,
  nowMs: number,
): DraftFault | null {
  switch (step) {
    case 'what':
      if (draft.keepsOrder) return null;
      if (draft.kind === 'apply-template') return draft.templateId === null ? 'template' : null;
      if (draft.kind === 'deploy-files') return draft.fileIds.length === 0 ? 'files' : null;
      if (draft.kind === 'delete-files') return draft.removals.length === 0 ? 'removals' : null;
      if (draft.kind !== 'configure') return null;
      return draft.values.length === 0 || draft.values.some(({ wire }) => wire === null) ? 'values' : null;
    case 'who':
      return scope === null ? 'clients' : null;
    case 'waves':
      if (draft.canary === 'count' && draft.canaryCount === null) return 'canaryCount';
      if (draft.canary === 'group' && draft.groupId === null) return 'group';
      return readSteps(draft.steps) === null ? 'steps' : null;
    case 'rules':
      if (draft.successPercent === null) return 'successPercent';
      if (draft.pauseMinutes === null) return 'pauseMinutes';
      if (draft.notBackMinutes !== null && draft.failures === null && draft.failurePercent === null)
        return 'notBack';
      if (draft.window === null) return null;
      if (draft.window.weekdays.length === 0) return 'weekdays';
      return TIME.test(draft.window.from) && TIME.test(draft.window.to) ? null : 'times';
    case 'review':
      if (draft.name.trim() === '') return 'name';
      if (draft.start.kind !== 'at') return null;
      return draft.start.at === null || Date.parse(draft.start.at) <= nowMs ? 'start' : null;
  }
}

function orderOf({ kind, skipUnfit, ...draft }: RolloutDraft): RolloutPlan['order'] {
  const { templateId, values, fileIds, removals, priority, allowDowngrade, repeat, keepCertificates } = draft;
  switch (kind) {
    case 'deploy-files': {
      const files = fileIds.map((fileId) => ({ action: 'deploy' as const, fileId }));
      return { type: kind, files, priority, allowDowngrade, repeat, skipUnfit };
    }
    case 'delete-files':
      return {
        type: 'deploy-files',
        files: removals.map((file) => ({ action: 'delete' as const, ...file })),
      };
    case 'factory-reset':
      return { type: kind, ...(keepCertificates ? { keepCertificates } : {}) };
    case 'apply-template':
      return { type: kind, templateId: templateId ?? '', skipUnfit };
    case 'configure':
      return {
        type: kind,
        skipUnfit,
        values: values.map(({ item, index, wire }) => ({
          item,
          ...(index === null ? {} : { index }),
          value: wire,
        })),
      };
    default:
      return { type: kind };
  }
}

/** What a draft is to do, for whom and by which rules; null while the steps that it needs have faults. */
export function planOf(draft: RolloutDraft, scope: ClientScope | null): RolloutPlan | null {
  const plan = changedPlanOf({ ...draft, keepsOrder: false }, scope);
  return plan === null ? null : { ...plan, order: orderOf(draft) };
}

/** The same for a rollout that is changed, and may keep its order. */
export function changedPlanOf(draft: RolloutDraft, scope: ClientScope | null): RolloutPlanChange | null {
  const steps = readSteps(draft.steps);
  const { successPercent, pauseMinutes, failures, failurePercent, notBackMinutes, window } = draft;
  const isWhole = STEPS.slice(0, 4).every((step) => faultOf(step, draft, scope, 0) === null);
  if (!isWhole || scope === null || steps === null) return null;
  return {
    ...(draft.keepsOrder ? {} : { order: orderOf(draft) }),
    clients: scope,
    waves: {
      canary:
        draft.canary === 'count'
          ? { count: draft.canaryCount ?? 1 }
          : draft.canary === 'group'
            ? { groupId: draft.groupId ?? '' }
            : null,
      steps,
    },
    rules: {
      gate: { successPercent: successPercent ?? 100, pauseMinutes: pauseMinutes ?? 0 },
      stop: { failures, failurePercent, notBackMinutes },
      window: window === null ? null : { ...window, weekdays: [...window.weekdays] },
    },
  };
}

export function newRolloutOf(draft: RolloutDraft, scope: ClientScope | null, now: string): NewRollout | null {
  const plan = planOf(draft, scope);
  return plan === null ? null : { ...plan, ...nameAndStart(draft, now) };
}

export function changeOf(draft: RolloutDraft, scope: ClientScope | null, now: string): RolloutChange | null {
  const plan = changedPlanOf(draft, scope);
  return plan === null ? null : { ...plan, ...nameAndStart(draft, now) };
}

function nameAndStart({ name, start }: RolloutDraft, now: string): { name: string; startAt?: string } {
  const startAt = start.kind === 'now' ? now : start.kind === 'at' ? start.at : null;
  return { name: name.trim(), ...(startAt === null ? {} : { startAt }) };
}
