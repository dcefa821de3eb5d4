import { nextOpening } from '../../infra/clock/maintenance-window.ts';
import { isTimeZone, noTimeZone } from '../../infra/clock/time-zone.ts';
import type { ServerContext } from '../../infra/context.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { findClientKinds, findSelectedClients } from '../clients/index.ts';
import { findMemberIds, getGroup } from '../groups/index.ts';
import type { ChangeToPreview, RolloutOrder, RolloutPreview } from './rollout-plan.schema.ts';
import { type PlannedOrder, planOrder, type RolloutWork, workFor } from './rollout-work.ts';
import type { NamedWaveRules } from './rollouts.queries.ts';
import { splitWaves } from './split-waves.ts';

/** What the waves would be if the rollout began now. */
export function toPreview(
  context: ServerContext,
  { rules: { window } }: ChangeToPreview,
  { waveRules, clients, members, unfit }: CheckedPlan,
): RolloutPreview {
  const opensAt = window === null ? undefined : nextOpening(window, context.clock.now());
  return {
    clientCount: clients.length,
    leftOut: unfit.size,
    waves: splitWaves(clients, waveRules, members, 'preview').map(({ kind, percent, clients: ofWave }) => ({
      kind,
      percent,
      clientCount: ofWave.length,
      models: [...Map.groupBy(ofWave, ({ model }) => model)]
        .map(([model, { length }]) => ({ model, count: length }))
        .sort((a, b) => b.count - a.count),
    })),
    opensAt: opensAt?.toISOString() ?? null,
  };
}

interface CheckedPlan extends PlannedOrder {
  readonly waveRules: NamedWaveRules;
  /** Those that can take the order. */
  readonly clients: Awaited<ReturnType<typeof findClientKinds>>;
  /** Members of the canary's group. */
  readonly members: ReadonlySet<string>;
}

/**
 * Checks what a rollout is to do, for whom and by which rules.
 *
 * @param stored the work of a rollout that keeps it when the plan names no order
 * @throws AppError `request.invalid`, `rollout.empty_canary`, and as when its order is given to all clients at once
 */
export async function checkPlan(
  context: ServerContext,
  given: ChangeToPreview,
  stored?: RolloutWork,
): Promise<CheckedPlan> {
  const { db } = context;
  refuseUnusable(given);
  const { canary, steps } = given.waves;
  const groupId = canary !== null && 'groupId' in canary ? canary.groupId : undefined;
  const group = groupId === undefined ? undefined : await getGroup(context, groupId);
  const chosen = await findSelectedClients(db, given.clients);
  if (chosen.length === 0) {
    throw new AppError('job.no_clients', 'None of the chosen clients exists any more: choose at least one.');
  }
  const planned = await planWork(context, given.order, stored, chosen);
  const fit = chosen.filter((id) => !planned.unfit.has(id));
  const members = groupId === undefined ? new Set<string>() : await findMemberIds(db, groupId);
  if (group !== undefined && !fit.some((id) => members.has(id))) throw emptyCanary(group.name);
  return {
    ...planned,
    waveRules: { canary, steps, ...(group === undefined ? {} : { groupName: group.name }) },
    clients: await findClientKinds(db, fit),
    members,
  };
}

async function planWork(
  context: ServerContext,
  order: RolloutOrder | undefined,
  stored: RolloutWork | undefined,
  clientIds: readonly string[],
): Promise<PlannedOrder> {
  if (order !== undefined) return planOrder(context, order, clientIds);
  if (stored === undefined) throw new TypeError('a new rollout has an order');
  const { unfit } = await workFor(context, stored, clientIds);
  if (unfit.size === clientIds.length) throw nobodyFits();
  return { work: stored, unfit };
}

function nobodyFits(): AppError {
  const text = {
    en: 'None of the chosen clients can take the order: choose other clients, or change the order.',
    de: 'Keines der gewählten Endgeräte kann den Auftrag ausführen: Wählen Sie andere Endgeräte, oder ändern Sie den Auftrag.',
  };
  return new AppError('job.unfit_clients', text.en, {
    errors: [{ field: 'clients', message: text.en, text }],
  });
}

function refuseUnusable({ waves: { steps }, rules: { stop, window } }: ChangeToPreview): void {
  const errors: FieldError[] = [];
  const refuse = (field: string, en: string, de: string) =>
    errors.push({ field, message: en, text: { en, de } });
  const rises = steps.every((percent, place) => percent > (steps[place - 1] ?? 0));
  if (!rises || steps.at(-1) !== 100) {
    refuse(
      'waves.steps',
      'The percents must rise from step to step, and the last must be 100.',
      'Die Prozentwerte müssen von Stufe zu Stufe steigen, und der letzte muss 100 sein.',
    );
  }
  if (stop.notBackMinutes !== null && stop.failures === null && stop.failurePercent === null) {
    refuse(
      'rules.stop.notBackMinutes',
      'Say how many phones that do not come back stop the rollout: as a number or in percent.',
      'Geben Sie an, wie viele Telefone, die sich nicht zurückmelden, den Rollout anhalten: als Zahl oder in Prozent.',
    );
  }
  if (window !== null && !isTimeZone(window.timeZone)) {
    const { en, de } = noTimeZone(window.timeZone);
    refuse('rules.window.timeZone', en, de);
  }
  if (errors.length > 0) throw invalidRequest(errors);
}

function emptyCanary(group: string): AppError {
  const text = {
    en: `None of the chosen clients that can take the order is in the group “${group}”: choose another canary.`,
    de: `Keines der gewählten Endgeräte, die den Auftrag ausführen können, ist in der Gruppe „${group}“: Wählen Sie eine andere Pilotwelle.`,
  };
  return new AppError('rollout.empty_canary', text.en, {
    errors: [{ field: 'waves.canary', message: text.en, text }],
  });
}
