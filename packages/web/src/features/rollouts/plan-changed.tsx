import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope, CurrentState, RolloutDetail } from '../../api/types.ts';
import { ChangedMeanwhile } from '../../shared/components/changed-meanwhile.tsx';
import { useFormat } from '../../shared/i18n/index.ts';
import type { Merged } from '../../shared/list/three-way.ts';
import { useScopeCount } from '../clients/index.ts';
import { draftOf, scopeOf } from './draft-of-rollout.ts';
import { type RolloutDraft, readSteps } from './rollout-draft.ts';
import { useRolloutOrder } from './rollout-words.ts';
import { useRuleWords } from './rule-words.ts';
import { useOrderWords } from './use-order-words.ts';

/** Somebody else has changed a planned rollout while it was edited here. */
export interface OutdatedPlan extends Merged<RolloutDraft> {
  current: CurrentState;
  before: RolloutDetail;
  theirs: RolloutDetail;
  /** The clients that were chosen here; null: nobody has chosen others. */
  picked: ClientScope | null;
}

interface PlanChangedProps {
  outdated: OutdatedPlan;
  onReload: () => void;
}

/** The parts of a plan that have one line each. */
const PARTS: Readonly<Record<string, readonly (keyof RolloutDraft)[]>> = {
  name: ['name'],
  order: [
    'keepsOrder',
    'kind',
    'templateId',
    'values',
    'fileIds',
    'removals',
    'keepCertificates',
    'priority',
    'allowDowngrade',
    'repeat',
    'skipUnfit',
  ],
  waves: ['canary', 'canaryCount', 'groupId', 'steps'],
  gate: ['successPercent', 'pauseMinutes'],
  stop: ['failures', 'failurePercent', 'notBackMinutes'],
  window: ['window'],
  start: ['start'],
};

/** Says who was faster, and puts side by side what was planned, what is planned now, and what was put together here. */
export function PlanChanged({ outdated, onReload }: PlanChangedProps) {
  const { t } = useTranslation();
  const wordsOf = usePlanWords();
  const { current, before, theirs, picked, draft, differing, clashing } = outdated;
  const mine = useOrderWords(draft);
  const labels: Record<string, string> = {
    name: t('rollouts.review.name'),
    order: t('rollouts.fact.order'),
    waves: t('rollouts.fact.waves'),
    gate: t('rollouts.fact.gate'),
    stop: t('rollouts.fact.stop'),
    window: t('rollouts.fact.window'),
    start: t('rollouts.fact.startAt'),
  };
  const states = {
    before: wordsOf(before, draftOf(before)),
    theirs: wordsOf(theirs, draftOf(theirs)),
    mine: wordsOf(theirs, draft, draft.keepsOrder ? undefined : mine),
  };
  const rows = Object.entries(PARTS).flatMap(([part, fields]) =>
    fields.some((field) => differing.includes(field))
      ? [
          {
            key: part,
            label: labels[part],
            before: states.before[part],
            theirs: states.theirs[part],
            mine: states.mine[part],
            clashes: fields.some((field) => clashing.includes(field)),
          },
        ]
      : [],
  );
  const [was, is] = [scopeOf(before), scopeOf(theirs)];
  const isForOthers = !isSameScope(was, is);
  return (
    <ChangedMeanwhile
      by={current.changedBy}
      at={current.changedAt}
      rows={[
        ...rows,
        ...(isForOthers || picked !== null
          ? [
              {
                key: 'clients',
                label: t('rollouts.review.clients'),
                before: <ScopeWords scope={was} />,
                theirs: <ScopeWords scope={is} />,
                mine: <ScopeWords scope={picked ?? is} />,
                clashes: isForOthers && picked !== null,
              },
            ]
          : []),
      ]}
      onReload={onReload}
    />
  );
}

/** The parts of a plan in words; what a draft cannot name is named by the rollout that it is a draft of. */
function usePlanWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const rules = useRuleWords();
  const order = useRolloutOrder();
  return (rollout: RolloutDetail, draft: RolloutDraft, ordered?: string): Record<string, ReactNode> => {
    const { canary } = rollout.waveRules;
    const groupName =
      canary !== null && 'groupId' in canary && canary.groupId === draft.groupId ? canary.groupName : '…';
    const { failures, failurePercent, notBackMinutes, start } = draft;
    return {
      name: draft.name,
      order: ordered ?? order(rollout),
      waves: rules.waves({
        canary:
          draft.canary === 'count'
            ? { count: draft.canaryCount ?? 1 }
            : draft.canary === 'group'
              ? { groupId: draft.groupId ?? '', groupName }
              : null,
        steps: readSteps(draft.steps) ?? [],
      }),
      gate: rules.gate({
        successPercent: draft.successPercent ?? 0,
        pauseMinutes: draft.pauseMinutes ?? 0,
      }),
      stop: rules.stop({ failures, failurePercent, notBackMinutes }),
      window: rules.window(
        draft.window === null ? null : { ...draft.window, weekdays: [...draft.window.weekdays] },
      ),
      start:
        start.kind === 'at' && start.at !== null
          ? format.dateTime(start.at)
          : t(start.kind === 'later' ? 'rollouts.review.startLater' : 'rollouts.review.startNow'),
    };
  };
}

/** Whether two choices of clients are the same, however many they are by now. */
export function isSameScope(one: ClientScope | null, other: ClientScope | null): boolean {
  const plain = (scope: ClientScope | null) =>
    JSON.stringify(scope !== null && 'filter' in scope ? scope.filter : scope);
  return plain(one) === plain(other);
}

function ScopeWords({ scope }: { scope: ClientScope | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const count = useScopeCount(scope);
  return count === undefined ? '…' : t('rollouts.who.chosen', { count, number: format.number(count) });
}
