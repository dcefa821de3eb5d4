import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, type RolloutState } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { holdJobs } from '../jobs/index.ts';
import { getDefaultTimeZone, getJobSettings } from '../settings/index.ts';
import { checkPlan, toPreview } from './check-plan.service.ts';
import { isActive } from './decide.ts';
import { lookAtRollout } from './rollout-engine.ts';
import type {
  ChangeToPreview,
  NewRollout,
  PlanToPreview,
  RolloutChange,
  RolloutPreview,
} from './rollout-plan.schema.ts';
import type { RolloutWork } from './rollout-work.ts';
import {
  type Account,
  deleteRollout as deleteStored,
  findOpenJobs,
  findStoredRollout,
  insertEvent,
  insertRollout,
  lockRollout,
  type StoredRollout,
  storeChange,
  storeRepeat,
  storeStart,
  storeTransition,
} from './rollouts.queries.ts';
import { findRollout } from './rollouts.read.ts';
import type { RolloutDetail } from './rollouts.schema.ts';
import { sentence } from './sentences.ts';

/** @throws AppError `rollout.not_found` */
export async function getRollout(context: ServerContext, id: string): Promise<RolloutDetail> {
  const rollout = await findRollout(context, id, context.catalog.current());
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

/**
 * Gives a rollout that has not begun another plan; without an order in it the stored one stays.
 *
 * @throws AppError `rollout.not_found`, `rollout.wrong_state`, as `createRollout`, and when somebody else was faster
 */
export async function updateRollout(
  context: ServerContext,
  id: string,
  given: RolloutChange,
  { ifMatch, account }: { readonly ifMatch: string | undefined; readonly account: Account },
): Promise<RolloutDetail> {
  const kept = await workToKeep(context, id);
  // Also before the plan is checked: its faults may come from what is not there any more.
  checkIfMatch(ifMatch, await getRollout(context, id));
  const { work, waveRules } = await checkPlan(context, given, kept);
  const { clients: selection, rules, startAt } = given;
  return change(context, id, ['planned'], async (tx, stored, now) => {
    checkIfMatch(ifMatch, await getRollout(context, id));
    const { timeoutSeconds = stored.timeoutSeconds } = given;
    const ordered = given.order === undefined ? stored.work : work;
    const changed = { name: given.name.trim(), work: ordered, selection, waveRules, rules, timeoutSeconds };
    await storeChange(tx, id, changed);
    const text = sentence('rollout.changed', { account: account.name });
    await storeTransition(tx, { id, state: 'planned', sentence: text, account: account.name }, now);
    if (startAt !== undefined) await plan(tx, { id, rules }, new Date(startAt), account, now);
  });
}

/** @throws AppError `rollout.not_found`, `rollout.wrong_state` when it has begun */
async function workToKeep({ pool }: ServerContext, id: string): Promise<RolloutWork> {
  const rollout = await findStoredRollout(pool, id);
  if (rollout === undefined) throw notFound(id);
  if (rollout.state !== 'planned') throw wrongState(rollout.state);
  return rollout.work;
}

/** What the waves of a rollout would be if it were changed and began now. @throws AppError as `updateRollout` */
export async function previewRolloutChange(
  context: ServerContext,
  id: string,
  given: ChangeToPreview,
): Promise<RolloutPreview> {
  return toPreview(context, given, await checkPlan(context, given, await workToKeep(context, id)));
}

/** What the waves would be if it began now. @throws AppError as `createRollout` */
export async function previewRollout(context: ServerContext, given: PlanToPreview): Promise<RolloutPreview> {
  return toPreview(context, given, await checkPlan(context, given));
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
      : sentence(
          'rollout.planned',
          { account: by },
          { at },
          rules.window?.timeZone ?? (await getDefaultTimeZone(tx)),
        );
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
