import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { findClientKinds, findSelectedClients } from '../clients/index.ts';
import { findMemberIds } from '../groups/index.ts';
import {
  announceJob,
  holdJobs,
  type JobOrder,
  type PreparedOrder,
  storeJob,
  wording,
} from '../jobs/index.ts';
import { raiseNotification } from '../notifications/index.ts';
import { type Decision, decide, isActive } from './decide.ts';
import { hasChanges, storeTallies } from './rollout-counts.queries.ts';
import {
  findClientsOfWave,
  findWaves,
  noCounts,
  type StoredWave,
  type WaveJob,
} from './rollout-facts.read.ts';
import { closeUnsent, holdBack, letGo } from './rollout-jobs.ts';
import { workFor } from './rollout-work.ts';
import {
  findOpenJobs,
  findStoredRollout,
  insertEvent,
  lockRollout,
  type StoredRollout,
  stopLooking,
  storeGateReached,
  storeTransition,
  storeWaveBegun,
  storeWaveCounts,
  storeWaveJob,
  storeWaves,
} from './rollouts.queries.ts';
import { type Sentence, sentence } from './sentences.ts';
import { splitWaves } from './split-waves.ts';

const MINUTE_MS = 60_000;
/** Steps that one look takes at most: beginning, a wave, and what follows at once. */
const MAX_STEPS = 5;

/**
 * Moves a rollout on as far as it can go now. Whatever dies in between, the next look finishes: each step is one transaction, and
 * whoever has decided on a state that is not there any more decides again.
 */
export async function lookAtRollout(context: ServerContext, id: string): Promise<void> {
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const rollout = await findStoredRollout(context.pool, id);
    if (rollout === undefined) return;
    const moved = await takeStep(context, rollout);
    if (!moved) return;
    context.events.changed('rollouts', [id]);
  }
}

/** @returns whether it has moved on, so that there may be more to do at once */
async function takeStep(context: ServerContext, rollout: StoredRollout): Promise<boolean> {
  const now = context.clock.now();
  if (rollout.state === 'planned') {
    if (rollout.startAt === null || rollout.startAt > now) return false;
    return orStop(context, rollout, () => beginRollout(context, rollout, now));
  }
  if (await hasChanges(context.pool, rollout.id)) {
    await inTransaction(context.pool, (tx) => storeTallies(tx, rollout.id));
  }
  const waves = await findWaves(context, rollout.id, notBackBefore(rollout, now));
  await keepCounts(context, rollout, waves, now);
  if (!isActive(rollout.state)) {
    await windDown(context, rollout, waves);
    return false;
  }
  const decision = decide(rollout.rules, { state: rollout.state, waves }, now);
  const moved = await orStop(context, rollout, () => carryOut(context, rollout, decision, now));
  // Should this node die before, the next look does it.
  if (decision.sending) await letGo(context, jobsOf(waves));
  else await holdBack(context, idsOf(jobsOf(waves)));
  return moved;
}

/** What is left to do of a rollout that does not go on by itself. */
async function windDown(
  context: ServerContext,
  { id, name, state, version, sentence: why }: StoredRollout,
  waves: readonly StoredWave[],
): Promise<void> {
  const jobs = jobsOf(waves);
  const jobIds = idsOf(jobs);
  if (state === 'paused') await holdBack(context, jobIds);
  else if (jobs.some(({ held }) => held) || waves.some(({ unsent }) => unsent > 0)) {
    const account = String(why.params['account'] ?? '');
    const reason =
      state === 'aborted'
        ? wording('target.rollout_aborted', { rollout: name, account })
        : wording('target.rollout_stopped', { rollout: name });
    await closeUnsent(context, jobIds, reason);
  } else if (jobIds.length === 0) await stopLooking(context.pool, id, version);
}

/** The counts of waves of which nothing is open any more. */
async function keepCounts(
  { pool }: ServerContext,
  { id, version }: StoredRollout,
  waves: readonly StoredWave[],
  now: Date,
): Promise<void> {
  for (const [place, wave] of waves.entries()) {
    const isOpen = wave.unsent + wave.underWay > 0 || wave.repeat !== null;
    if (!wave.begun || wave.hasEnded || isOpen) continue;
    const { clients, accepted, success, failed, canceled } = wave;
    const counts = { ...noCounts, clients, accepted, success, failed, canceled };
    await storeWaveCounts(pool, { id, version, wave: place + 1 }, counts, now);
  }
}

function notBackBefore({ rules }: StoredRollout, now: Date): Date | null {
  const minutes = rules.stop.notBackMinutes;
  return minutes === null ? null : new Date(now.getTime() - minutes * MINUTE_MS);
}

/** Jobs that have not ended. */
function jobsOf(waves: readonly StoredWave[]): WaveJob[] {
  return waves.flatMap(({ jobs }) => jobs.filter(({ finished }) => !finished));
}

function idsOf(jobs: readonly WaveJob[]): string[] {
  return jobs.map(({ id }) => id);
}

/** What cannot be ordered any more stops the rollout, and says why. */
async function orStop(
  context: ServerContext,
  rollout: StoredRollout,
  work: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    const detail = error.message;
    const why = sentence('rollout.stopped_order', { detail, detailDe: error.errors[0]?.text?.de ?? detail });
    return inTransaction(context.pool, (tx) => stopItself(tx, context, rollout, why));
  }
}

/** Fixes who is in which wave. */
async function beginRollout(context: ServerContext, rollout: StoredRollout, now: Date): Promise<boolean> {
  const { db, pool } = context;
  const { id, selection, waveRules } = rollout;
  const chosen = await findSelectedClients(db, withoutConfirmation(selection));
  const { unfit } = await workFor(context, rollout.work, chosen);
  const fit = chosen.filter((clientId) => !unfit.has(clientId));
  const { canary } = waveRules;
  const members =
    canary !== null && 'groupId' in canary ? await findMemberIds(db, canary.groupId) : undefined;
  const clients = await findClientKinds(db, fit);
  return inTransaction(pool, async (tx) => {
    if (clients.length === 0) {
      return stopItself(tx, context, rollout, sentence('rollout.stopped_no_clients'));
    }
    if (members !== undefined && !clients.some((client) => members.has(client.id))) {
      const group = waveRules.groupName ?? '';
      return stopItself(tx, context, rollout, sentence('rollout.stopped_no_canary', { group }));
    }
    if (!(await isStill(tx, rollout))) return false;
    const waves = splitWaves(clients, waveRules, members ?? new Set(), id);
    await storeWaves(tx, id, waves, { leftOut: unfit.size, now });
    const params = { clients: clients.length, waves: waves.length, leftOut: unfit.size };
    const text = sentence(unfit.size === 0 ? 'rollout.began' : 'rollout.began_without', params);
    await storeTransition(tx, { id, state: 'running', sentence: text, account: null }, now);
    return true;
  });
}

/** How many clients somebody saw counts when the rollout is created; who is there when it begins takes part. */
function withoutConfirmation(selection: StoredRollout['selection']): StoredRollout['selection'] {
  return 'ids' in selection ? selection : { filter: selection.filter };
}

async function carryOut(
  context: ServerContext,
  rollout: StoredRollout,
  decision: Decision,
  now: Date,
): Promise<boolean> {
  const { id } = rollout;
  const orders = await Promise.all(
    decision.orders.map((order) =>
      prepareWave(context, rollout, { ...order, notBackBefore: notBackBefore(rollout, now) }),
    ),
  );
  const stored = await inTransaction(context.pool, async (tx) => {
    if (decision.state === 'stopped') {
      return (await stopItself(tx, context, rollout, decision.sentence)) ? [] : undefined;
    }
    const isNews = tellsMore(decision, rollout);
    if (!isNews && decision.gateReached === null) return undefined;
    if (!(await isStill(tx, rollout))) return undefined;
    if (decision.gateReached !== null) await storeGateReached(tx, id, decision.gateReached, now);
    const jobs = [];
    for (const wave of orders) jobs.push(...(await orderWave(tx, context, rollout, wave)));
    const { state, sentence: why } = decision;
    if (isNews)
      await storeTransition(tx, { id, state, sentence: why, account: null, isTold: jobs.length > 0 }, now);
    return jobs;
  });
  for (const { order, job } of stored ?? []) await announceJob(context, order, job);
  return stored !== undefined;
}

/** The timeline tells of what is new, not of numbers that go on. */
function tellsMore({ state, sentence: text, orders }: Decision, rollout: StoredRollout): boolean {
  if (state !== rollout.state || orders.length > 0) return true;
  const before = rollout.sentence;
  return text.code !== before.code || text.params['wave'] !== before.params['wave'];
}

interface PreparedWave {
  readonly wave: number;
  readonly isRepeat: boolean;
  readonly clientIds: readonly string[];
  readonly prepared: PreparedOrder;
}

async function prepareWave(
  context: ServerContext,
  { id, work }: StoredRollout,
  order: Decision['orders'][number] & { readonly notBackBefore: Date | null },
): Promise<PreparedWave> {
  const clientIds = await findClientsOfWave(context.db, id, order);
  const prepared = await workFor(context, work, clientIds);
  return { wave: order.wave, isRepeat: order.for !== 'all', clientIds, prepared };
}

/** Gives the order of a wave, in the transaction that moves the rollout on: so it is given once, whatever happens. */
async function orderWave(
  tx: ClientBase,
  context: ServerContext,
  rollout: StoredRollout,
  { wave, isRepeat, clientIds, prepared }: PreparedWave,
) {
  const { id, name, timeoutSeconds } = rollout;
  const now = context.clock.now();
  await storeWaveBegun(tx, id, wave, now);
  if (clientIds.length === 0) return [];
  const order: JobOrder = {
    ...prepared.work,
    unfit: prepared.unfit,
    clientIds,
    timeoutSeconds,
    initiator: { id: rollout.initiatorId, name: rollout.initiatorName ?? rollout.createdBy },
    rollout: { id, name, wave },
  };
  const job = await storeJob(tx, context, order);
  await storeWaveJob(tx, id, wave, job.jobId);
  const text = sentence(isRepeat ? 'rollout.wave_repeated' : 'rollout.wave_began', {
    wave,
    clients: clientIds.length,
  });
  await insertEvent(tx, { id, state: 'running', sentence: text, account: null }, now);
  return [{ order, job }];
}

/** Whether nobody has moved the rollout on since it was read; it is held until the transaction ends. */
async function isStill(tx: ClientBase, { id, version }: StoredRollout): Promise<boolean> {
  return (await lockRollout(tx, id))?.version === version;
}

/** @returns false when somebody else was faster */
async function stopItself(
  tx: ClientBase,
  { clock }: ServerContext,
  rollout: StoredRollout,
  why: Sentence,
): Promise<boolean> {
  if (!(await isStill(tx, rollout))) return false;
  const { id, name } = rollout;
  const now = clock.now();
  await storeTransition(tx, { id, state: 'stopped', sentence: why, account: null }, now);
  await holdJobs(tx, await findOpenJobs(tx, id), now);
  const params = { rollout: name, rolloutId: id, sentence: why.text.en, sentenceDe: why.text.de };
  await raiseNotification(
    tx,
    { kind: 'rollout.stopped', params, dedupeKey: `${id} ${rollout.version}` },
    now,
  );
  return true;
}
