import type { Catalog } from '@deskfleet/catalog';
import type { ClientBase, Pool } from 'pg';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction, type JobType, type Wording } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { TaskQueue } from '../../infra/queue/index.ts';
import { deliverTemplate } from '../templates/index.ts';
import { type ChangeCause, onlyWithdraws, submitChange, type WantedValue } from '../values/index.ts';
import { closeCanceledTargets, markCanceled, settleJobs } from './job-end.queries.ts';
import type {
  ConfigurePayload,
  MobilityPayload,
  OrderedRollout,
  OrderedTemplate,
  ResetPayload,
} from './job-payload.ts';
import { activateJob, openTargets, type StartedJob } from './job-start.queries.ts';
import {
  closeUnfitTargets,
  delayJob,
  hasMobilityOrder,
  insertJob,
  jobExists,
  postponeTargets,
  type TargetUpdate,
  updateTargets,
} from './jobs.queries.ts';
import { wording } from './wording.ts';

export interface JobDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queue: Pick<TaskQueue, 'enqueue'>;
  readonly events: Pick<EventHub, 'changed'>;
  readonly catalog: CatalogInUse;
}

/** What is done with each client of an order, checked; secrets sealed. It can be kept as JSON and ordered later. */
export type OrderedWork =
  | {
      readonly type: 'configure';
      readonly values: readonly WantedValue[];
      /** Absent: `configure`. */
      readonly cause?: ChangeCause;
      /** The template that the values come from. */
      readonly template?: OrderedTemplate;
    }
  | { readonly type: 'logon' | 'logoff'; readonly users: MobilityPayload['users'] }
  | {
      readonly type: Exclude<JobType, 'configure' | 'logon' | 'logoff'>;
      /** A factory reset after which desired certificates are given back. */
      readonly keepCertificates?: boolean;
    };

/** An order as the administrator gave it, checked. */
export type JobOrder = OrderedWork & {
  readonly clientIds: readonly string[];
  readonly initiator: { readonly id: string | null; readonly name: string };
  /** When to begin; absent: now. */
  readonly scheduledAt?: Date;
  /** Seconds after its start after which what is still open counts as timed out. */
  readonly timeoutSeconds?: number;
  /** Clients that cannot take what is ordered, and why: their targets end at once. */
  readonly unfit?: ReadonlyMap<string, Wording>;
  /** The rollout of which it is a wave. */
  readonly rollout?: OrderedRollout;
};

/**
 * A job starts in portions: a transaction over many phones would keep the messages of all of them waiting until its end.
 * Orders for more clients than this start in the background, and the answer does not wait for them.
 */
const START_PORTION = 500;
const CANCEL_PORTION = 1_000;

/** A phone that is off for the night should still get its change in the morning. */
export const DEFAULT_TIMEOUT_SECONDS = 86_400;

/**
 * Stores an order and, unless it is planned for later, starts it: all in one transaction, so there is never half a job.
 *
 * @throws AppError `job.no_clients` when none of the clients exists.
 */
export async function createJob(deps: JobDeps, order: JobOrder): Promise<string> {
  const stored = await inTransaction(deps.pool, (tx) => storeJob(tx, deps, order));
  await announceJob(deps, order, stored);
  return stored.jobId;
}

/** A job that has been stored and has still to be announced. */
export interface StoredJob {
  readonly jobId: string;
  readonly mayHaveEnded: boolean;
}

/** `createJob` in the transaction of what the order belongs to; `announceJob` follows when that has been committed. */
export async function storeJob(tx: ClientBase, deps: JobDeps, order: JobOrder): Promise<StoredJob> {
  const { clock, queue, catalog } = deps;
  const now = clock.now();
  const later = order.scheduledAt !== undefined && order.scheduledAt > now ? order.scheduledAt : undefined;
  const { jobId, targetCount } = await insertJob(
    tx,
    {
      type: order.type,
      initiatorId: order.initiator.id,
      initiatorName: order.initiator.name,
      payload: payloadOf(order, catalog.current()),
      plannedAt: later ?? now,
      timeoutSeconds: order.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    },
    order.clientIds,
    now,
  );
  if (targetCount === 0) {
    throw new AppError('job.no_clients', 'None of the chosen clients exists any more: choose at least one.');
  }
  if (order.unfit !== undefined) await closeUnfitTargets(tx, jobId, order.unfit, now);
  if (later !== undefined || targetCount > START_PORTION || bringsChange(order)) {
    const startAfter = later === undefined ? {} : { startAfter: later };
    await queue.enqueue('jobs.start', [{ payload: { jobId }, ...startAfter }], tx);
    return { jobId, mayHaveEnded: false };
  }
  const { mayHaveEnded } = await startPortion(tx, deps, jobId, now);
  return { jobId, mayHaveEnded };
}

/**
 * Whoever changes a template holds it, and phones that get it at this moment wait for that: so the clients are left alone until the
 * change has been committed.
 */
function bringsChange(order: JobOrder): boolean {
  return order.type === 'configure' && order.template?.chooses === false;
}

function payloadOf(order: JobOrder, catalog: Catalog): object {
  const { rollout } = order;
  return { ...workPayload(order, catalog), ...(rollout === undefined ? {} : { rollout }) };
}

function workPayload(order: JobOrder, catalog: Catalog): ConfigurePayload | ResetPayload | object {
  if (order.type === 'logon' || order.type === 'logoff')
    return { users: order.users } satisfies MobilityPayload;
  if (order.type !== 'configure') {
    if (order.type !== 'factory-reset' || order.keepCertificates !== true) return {};
    const certificates = catalog.parameters.filter(({ type }) => type === 'certificate');
    return { givesBack: [...new Set(certificates.map(({ item }) => item))] };
  }
  const { values, cause, template } = order;
  return {
    values,
    ...(cause === undefined ? {} : { cause }),
    ...(template === undefined ? {} : { template }),
  };
}

/** Tells of a job that has been stored, and closes it when there was nothing to do. */
export async function announceJob(
  { pool, clock, events }: JobDeps,
  { clientIds }: Pick<JobOrder, 'clientIds'>,
  { jobId, mayHaveEnded }: StoredJob,
): Promise<void> {
  if (mayHaveEnded) await settleJobs(pool, [jobId], clock.now());
  events.changed('jobs', [jobId]);
  events.changed('clients', clientIds);
}

/** Starts a planned job, or goes on with it where a dying node has left off; does nothing when it has ended or was canceled. */
export async function startJob(deps: JobDeps, jobId: string): Promise<void> {
  const { pool, clock, events } = deps;
  const now = clock.now();
  for (;;) {
    const portion = await inTransaction(pool, (tx) => startPortion(tx, deps, jobId, now));
    if (portion.mayHaveEnded) await settleJobs(pool, [jobId], now);
    events.changed('jobs', [jobId]);
    events.changed('clients', portion.clientIds);
    if (portion.clientIds.length < START_PORTION) return;
  }
}

interface StartedPortion {
  readonly clientIds: readonly string[];
  /** There was nothing to send. */
  readonly mayHaveEnded: boolean;
}

async function startPortion(
  tx: ClientBase,
  deps: JobDeps,
  jobId: string,
  now: Date,
): Promise<StartedPortion> {
  const job = await activateJob(tx, jobId, now);
  if (job === undefined) return { clientIds: [], mayHaveEnded: false };
  const targets = await openTargets(tx, jobId, now, START_PORTION);
  const clientIds = targets.map((target) => target.clientId);
  if (clientIds.length === 0) return { clientIds, mayHaveEnded: true };
  const toAsk =
    job.type === 'configure' ? await startConfiguration(tx, deps, { ...job, jobId }, targets, now) : targets;
  // Those of later portions are left to the sweep, which takes them a few at a time.
  if (job.isNew && toAsk.length > 0) {
    const tasks = toAsk.map(({ clientId }) => ({ payload: { clientId }, key: clientId }));
    await deps.queue.enqueue('clients.request-contact', tasks, tx);
  }
  return { clientIds, mayHaveEnded: toAsk.length < targets.length };
}

type OpenedTarget = Awaited<ReturnType<typeof openTargets>>[number];

/** Makes the values of a job desired; targets that have nothing to get end at once. @returns those that have */
async function startConfiguration(
  tx: ClientBase,
  { catalog }: Pick<JobDeps, 'catalog'>,
  { jobId, initiatorId, initiatorName, payload }: StartedJob & { readonly jobId: string },
  targets: readonly OpenedTarget[],
  now: Date,
): Promise<readonly OpenedTarget[]> {
  const { values, cause = 'configure', template } = payload as ConfigurePayload;
  const clientIds = targets.map((target) => target.clientId);
  if (template === undefined) {
    const change = { clientIds, values, accountId: initiatorId, by: initiatorName, cause, jobId };
    await submitChange(tx, change, now);
    if (!onlyWithdraws(values)) return targets;
    await closeWithNothingToSend(tx, targets, now);
    return [];
  }
  const delivery = { templateId: template.id, chooses: template.chooses, clientIds };
  const keys = await deliverTemplate(tx, delivery, { catalog: catalog.current(), by: initiatorName, now });
  const toAsk = targets.filter(({ clientId }) => keys.has(clientId));
  await updateTargets(
    tx,
    toAsk.map(({ targetId, clientId }) => ({
      targetId,
      progress: { stored: [], refused: {}, keys: keys.get(clientId) ?? [] },
    })),
    now,
  );
  await closeWithNothingToSend(
    tx,
    targets.filter(({ clientId }) => !keys.has(clientId)),
    now,
  );
  return toAsk;
}

/** Values were only withdrawn, and the phone keeps what it has; or it has everything already. */
async function closeWithNothingToSend(
  tx: ClientBase,
  targets: readonly OpenedTarget[],
  now: Date,
): Promise<void> {
  const reason = wording('target.nothing_to_send');
  const updates = targets.map(
    ({ targetId }): TargetUpdate => ({ targetId, state: 'success', open: false, reason, events: [reason] }),
  );
  await updateTargets(tx, updates, now);
}

/**
 * Ends a job: what is done stays done, what is open is not done any more. A message that is under way at this moment
 * is still answered, but its target stays canceled.
 *
 * @throws AppError `job.not_found`, `job.already_finished`
 */
export async function cancelJob(deps: JobDeps, jobId: string, accountName: string): Promise<void> {
  const { pool, clock, events } = deps;
  const now = clock.now();
  if (!(await markCanceled(pool, jobId, accountName, now))) {
    if (!(await jobExists(pool, jobId))) {
      throw new AppError('job.not_found', `There is no job with the id ${jobId}.`);
    }
    throw new AppError('job.already_finished', 'This job has ended already, so it cannot be canceled.');
  }
  // Should this node die now, the sweep goes on with it.
  const closeSome = (tx: ClientBase) => closeCanceledTargets(tx, now, CANCEL_PORTION, jobId);
  while ((await inTransaction(pool, closeSome)).closed === CANCEL_PORTION);
  await settleJobs(pool, [jobId], now);
  events.changed('jobs', [jobId]);
}

/** What a phone that is calling at this moment gets. */
export interface OrderForCaller {
  readonly clientId: string;
  readonly initiator: { readonly id: string | null; readonly name: string };
  readonly values: readonly WantedValue[];
  readonly cause: ChangeCause;
}

/** A phone that is calling gets its order in this dialogue; should it break off, it is asked to call again after this time. */
const CALLER_PATIENCE_MS = 30_000;

/**
 * Gives clients that are calling at this moment an order each, in the caller's transaction. They are not asked to call.
 *
 * @returns the jobs: announce them after the commit
 */
export async function orderForCallers(
  tx: ClientBase,
  orders: readonly OrderForCaller[],
  now: Date,
): Promise<string[]> {
  const jobIds: string[] = [];
  for (const { clientId, initiator, values, cause } of orders) {
    const job = {
      type: 'configure' as const,
      initiatorId: initiator.id,
      initiatorName: initiator.name,
      payload: { values, cause } satisfies ConfigurePayload,
      plannedAt: now,
      timeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    };
    const { jobId } = await insertJob(tx, job, [clientId], now);
    await activateJob(tx, jobId, now);
    await openTargets(tx, jobId, now, 1);
    const change = {
      clientIds: [clientId],
      values,
      accountId: initiator.id,
      by: initiator.name,
      cause,
      jobId,
    };
    await submitChange(tx, change, now);
    jobIds.push(jobId);
  }
  const patience = new Date(now.getTime() + CALLER_PATIENCE_MS);
  await postponeTargets(tx, new Map(orders.map(({ clientId }) => [clientId, patience])), now);
  return jobIds;
}

/** A mobile user who is to be logged on or off because of what a phone has said. */
export interface MobilityOrder {
  readonly type: 'logon' | 'logoff';
  readonly clientId: string;
  readonly user: { readonly id: string; readonly e164: string };
  readonly initiatorName: string;
  readonly timeoutSeconds?: number;
  /** A logoff elsewhere comes first and wakes it (see `wakeLogons`). */
  readonly waitsForLogoff?: boolean;
}

/** Should nothing wake an order that waits for a logoff, its phone is asked after this time. */
const LOGOFF_PATIENCE_MS = 60_000;

/**
 * Orders it in the caller's transaction, unless it is ordered already; the sweep asks the phone to call.
 *
 * @returns the job: announce it after the commit
 */
export async function orderMobility(
  tx: ClientBase,
  { type, clientId, user, initiatorName, timeoutSeconds, waitsForLogoff }: MobilityOrder,
  now: Date,
): Promise<string | undefined> {
  if (await hasMobilityOrder(tx, type, clientId, user.id)) return undefined;
  const payload: MobilityPayload = { users: { [clientId]: user } };
  const job = { type, initiatorId: null, initiatorName, payload, plannedAt: now };
  const { jobId } = await insertJob(
    tx,
    { ...job, timeoutSeconds: timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS },
    [clientId],
    now,
  );
  await activateJob(tx, jobId, now);
  await openTargets(tx, jobId, now, 1);
  if (waitsForLogoff === true) await delayJob(tx, jobId, new Date(now.getTime() + LOGOFF_PATIENCE_MS));
  return jobId;
}
