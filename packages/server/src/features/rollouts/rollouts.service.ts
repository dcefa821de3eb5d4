import { isTimeZone, nextOpening } from '../../infra/clock/maintenance-window.ts';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, type RolloutState } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { findClientKinds, findSelectedClients } from '../clients/index.ts';
import { findMemberIds, getGroup } from '../groups/index.ts';
import { holdJobs } from '../jobs/index.ts';
import { getJobSettings } from '../settings/index.ts';
import { isActive } from './decide.ts';
import { lookAtRollout } from './rollout-engine.ts';
import { type PlannedOrder, planOrder } from './rollout-work.ts';
import {
  type Account,
  deleteRollout as deleteStored,
  findOpenJobs,
  insertEvent,
  insertRollout,
  lockRollout,
  type NamedWaveRules,
  type StoredRollout,
  storeRepeat,
  storeStart,
  storeTransition,
} from './rollouts.queries.ts';
import { findRollout } from './rollouts.read.ts';
import type { NewRollout, PlanToPreview, RolloutDetail, RolloutPreview } from './rollouts.schema.ts';
import { sentence } from './sentences.ts';
import { splitWaves } from './split-waves.ts';

/** @throws AppError `rollout.not_found` */
export async function getRollout({ db, catalog }: ServerContext, id: string): Promise<RolloutDetail> {
  const rollout = await findRollout(db, id, catalog.current());
  if (rollout === undefined) throw notFound(id);
  return rollout;
}

/**
 * Stores a rollout, and starts it when it says when.
 *
 * @throws AppError `request.invalid`, `rollout.empty_canary`, and as when its order is given to all clients at once
 */
export async function createRollout(
  context: ServerContext,
  given: NewRollout,
  account: Account,
): Promise<RolloutDetail> {
  const { work, waveRules } = await checkPlan(context, given);
  const { name, clients: selection, rules, startAt } = given;
  const now = context.clock.now();
  const id = await inTransaction(context.pool, async (tx) => {
    const { timeoutSeconds = (await getJobSettings(tx)).timeoutSeconds } = given;
    const created = sentence('rollout.created', { account: account.name });
    const rollout = { name: name.trim(), work, selection, waveRules, rules, timeoutSeconds };
    const stored = await insertRollout(tx, rollout, { by: account.name, sentence: created, now });
    await insertEvent(tx, { id: stored, state: 'planned', sentence: created, account: account.name }, now);
    if (startAt !== undefined) await plan(tx, { id: stored, rules }, new Date(startAt), account, now);
    return stored;
  });
  context.events.changed('rollouts', [id]);
  await lookAtRollout(context, id);
  return getRollout(context, id);
}

/** What the waves would be if it began now. @throws AppError as `createRollout` */
export async function previewRollout(context: ServerContext, given: PlanToPreview): Promise<RolloutPreview> {
  const { waveRules, clients, members, unfit } = await checkPlan(context, given);
  const { window } = given.rules;
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

async function checkPlan(context: ServerContext, given: PlanToPreview): Promise<CheckedPlan> {
  const { db } = context;
  refuseUnusable(given);
  const { canary, steps } = given.waves;
  const groupId = canary !== null && 'groupId' in canary ? canary.groupId : undefined;
  const group = groupId === undefined ? undefined : await getGroup(context, groupId);
  const chosen = await findSelectedClients(db, given.clients);
  if (chosen.length === 0) {
    throw new AppError('job.no_clients', 'None of the chosen clients exists any more: choose at least one.');
  }
  const planned = await planOrder(context, given.order, chosen);
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

function refuseUnusable({ waves: { steps }, rules: { stop, window } }: PlanToPreview): void {
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
    refuse(
      'rules.window.timeZone',
      `“${window.timeZone}” is no time zone: write it as Europe/Berlin.`,
      `„${window.timeZone}“ ist keine Zeitzone: Schreiben Sie sie wie Europe/Berlin.`,
    );
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

/** Starts a rollout that has not begun, now or later. @throws AppError `rollout.not_found`, `rollout.wrong_state` */
export function startRollout(
  context: ServerContext,
  id: string,
  startAt: Date | undefined,
  account: Account,
): Promise<RolloutDetail> {
  return change(context, id, ['planned'], (tx, rollout, now) =>
    plan(tx, rollout, startAt ?? now, account, now),
  );
}

async function plan(
  tx: Tx,
  { id, rules }: Pick<StoredRollout, 'id' | 'rules'>,
  startAt: Date,
  account: Account,
  now: Date,
): Promise<void> {
  const at = startAt > now ? startAt : now;
  const by = account.name;
  const text =
    at === now
      ? sentence('rollout.started', { account: by })
      : sentence('rollout.planned', { account: by }, { at }, rules.window?.timeZone);
  await storeTransition(tx, { id, state: 'planned', sentence: text, account: by }, now);
  await storeStart(tx, id, at, account);
}

/** @throws AppError `rollout.not_found`, `rollout.wrong_state` */
export function pauseRollout(context: ServerContext, id: string, account: Account): Promise<RolloutDetail> {
  const states = ['running', 'waiting-for-gate', 'waiting-for-window'] as const;
  return change(context, id, states, async (tx, _rollout, now) => {
    const text = sentence('rollout.paused', { account: account.name });
    await storeTransition(tx, { id, state: 'paused', sentence: text, account: account.name }, now);
    await holdJobs(tx, await findOpenJobs(tx, id), now);
  });
}

/** What becomes of clients that have not succeeded when a rollout goes on that had stopped itself. */
export type AfterStop = 'accept' | 'repeat';

/** @throws AppError `request.invalid`, `rollout.not_found`, `rollout.wrong_state` */
export async function resumeRollout(
  context: ServerContext,
  id: string,
  after: AfterStop | undefined,
  account: Account,
): Promise<RolloutDetail> {
  // What was not sent when it stopped may not be closed yet, and would not be repeated.
  await lookAtRollout(context, id);
  return change(context, id, ['paused', 'stopped'], async (tx, rollout, now) => {
    const params = { account: account.name };
    if (rollout.state === 'paused') {
      const text = sentence('rollout.resumed', params);
      await storeTransition(tx, { id, state: 'running', sentence: text, account: account.name }, now);
      return;
    }
    if (after === undefined) throw undecided();
    if (rollout.beganAt === null) {
      const text = sentence('rollout.started', params);
      await storeTransition(tx, { id, state: 'planned', sentence: text, account: account.name }, now);
      await storeStart(tx, id, now, account);
      return;
    }
    await storeRepeat(tx, id, after === 'accept' ? 'held-back' : 'failed');
    const text = sentence(
      after === 'accept' ? 'rollout.resumed_held_back' : 'rollout.resumed_failed',
      params,
    );
    await storeTransition(tx, { id, state: 'running', sentence: text, account: account.name }, now);
  });
}

function undecided(): AppError {
  const text = {
    en: 'The rollout has stopped itself: say with "after" whether what failed is accepted or repeated.',
    de: 'Der Rollout hat sich selbst angehalten: Geben Sie mit „after“ an, ob Fehlgeschlagenes hingenommen oder wiederholt wird.',
  };
  return invalidRequest([{ field: 'after', message: text.en, text }]);
}

/** @throws AppError `rollout.not_found`, `rollout.wrong_state` */
export function abortRollout(context: ServerContext, id: string, account: Account): Promise<RolloutDetail> {
  const states = [
    'planned',
    'running',
    'waiting-for-gate',
    'waiting-for-window',
    'paused',
    'stopped',
  ] as const;
  return change(context, id, states, async (tx, _rollout, now) => {
    const text = sentence('rollout.aborted', { account: account.name });
    await storeTransition(tx, { id, state: 'aborted', sentence: text, account: account.name }, now);
    await holdJobs(tx, await findOpenJobs(tx, id), now);
  });
}

/** @throws AppError `rollout.not_found`, `rollout.wrong_state` while it goes on by itself or could be resumed from a pause */
export async function deleteRollout(context: ServerContext, id: string): Promise<void> {
  await inTransaction(context.pool, async (tx) => {
    const rollout = await lockRollout(tx, id);
    if (rollout === undefined) throw notFound(id);
    const { state } = rollout;
    if (isActive(state) || state === 'paused') throw wrongState(state);
    await deleteStored(tx, id);
  });
  context.events.changed('rollouts', [id]);
}

type Tx = Parameters<typeof lockRollout>[0];

/** Changes a rollout in one of some states, and moves it on at once. */
async function change(
  context: ServerContext,
  id: string,
  from: readonly RolloutState[],
  work: (tx: Tx, rollout: StoredRollout, now: Date) => Promise<void>,
): Promise<RolloutDetail> {
  await inTransaction(context.pool, async (tx) => {
    const rollout = await lockRollout(tx, id);
    if (rollout === undefined) throw notFound(id);
    if (!from.includes(rollout.state)) throw wrongState(rollout.state);
    await work(tx, rollout, context.clock.now());
  });
  context.events.changed('rollouts', [id]);
  await lookAtRollout(context, id);
  return getRollout(context, id);
}

const stateWords: Readonly<Record<RolloutState, { readonly en: string; readonly de: string }>> = {
  planned: { en: 'has not begun yet', de: 'hat noch nicht begonnen' },
  running: { en: 'is running', de: 'läuft' },
  'waiting-for-gate': { en: 'is running', de: 'läuft' },
  'waiting-for-window': { en: 'waits for its maintenance window', de: 'wartet auf sein Wartungsfenster' },
  paused: { en: 'is paused', de: 'ist unterbrochen' },
  stopped: { en: 'has stopped itself', de: 'hat sich selbst angehalten' },
  aborted: { en: 'was aborted', de: 'wurde abgebrochen' },
  done: { en: 'is done', de: 'ist fertig' },
};

function wrongState(state: RolloutState): AppError {
  const words = stateWords[state];
  const text = {
    en: `This cannot be done now, because the rollout ${words.en}.`,
    de: `Das geht jetzt nicht, denn der Rollout ${words.de}.`,
  };
  return new AppError('rollout.wrong_state', text.en, {
    errors: [{ field: '', message: text.en, code: 'rollout.wrong_state', text }],
  });
}

function notFound(id: string): AppError {
  return new AppError(
    'rollout.not_found',
    `There is no rollout with the id ${id}: it may have been deleted.`,
  );
}
