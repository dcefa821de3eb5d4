import type { ClientScope, JobValue, RolloutDetail } from '../../api/types.ts';
import { takesFilesAway } from '../jobs/index.ts';
import { type DraftValue, emptyDraft, type OrderKind, type RolloutDraft } from './rollout-draft.ts';

/** A planned rollout as it is put together again; its order stays until somebody wants another one. */
export function draftOf(rollout: RolloutDetail): RolloutDraft {
  const { name, template, values, deployment, keepCertificates, waveRules, rules, startAt } = rollout;
  const { canary, steps } = waveRules;
  const files = deployment?.files ?? [];
  return {
    ...emptyDraft(template?.id ?? null),
    name,
    keepsOrder: true,
    kind: kindOf(rollout),
    values: values.map(toDraftValue),
    fileIds: files.flatMap(({ action, fileId }) => (action === 'deploy' && fileId !== null ? [fileId] : [])),
    removals: files.flatMap(({ action, type, name: file }) =>
      action === 'delete' && type !== 'software' ? [{ type, name: file }] : [],
    ),
    keepCertificates,
    priority: deployment?.priority ?? 'normal',
    allowDowngrade: deployment?.allowDowngrade ?? false,
    repeat: deployment?.repeat ?? false,
    canary: canary === null ? 'none' : 'groupId' in canary ? 'group' : 'count',
    canaryCount: canary !== null && 'count' in canary ? canary.count : 10,
    groupId: canary !== null && 'groupId' in canary ? canary.groupId : null,
    steps: steps.join(', '),
    successPercent: rules.gate.successPercent,
    pauseMinutes: rules.gate.pauseMinutes,
    ...rules.stop,
    window: rules.window,
    start: startAt === null ? { kind: 'later' } : { kind: 'at', at: startAt },
  };
}

/** The clients that were chosen; how many match a filter is asked and confirmed anew. */
export function scopeOf({ clients }: RolloutDetail): ClientScope | null {
  if (clients === null) return null;
  return 'filter' in clients ? { filter: clients.filter } : clients;
}

function kindOf({ type, deployment }: RolloutDetail): OrderKind {
  switch (type) {
    case 'deploy-files':
      return takesFilesAway(deployment) ? 'delete-files' : type;
    case 'logon':
    case 'logoff':
      // No rollout does these; the answers of the server share the list of all jobs.
      return 'configure';
    default:
      return type;
  }
}

/** Secrets have to be typed again. */
function toDraftValue({ parameterId, item, index, value }: JobValue): DraftValue {
  return { parameterId: parameterId ?? '', item, index, wire: value };
}
