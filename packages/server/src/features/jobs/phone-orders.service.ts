import type { ClientBase } from 'pg';
import { getJobSettings } from '../settings/index.ts';
import { type ChangeCause, submitChange, type WantedValue } from '../values/index.ts';
import { postponeTargets } from './due-targets.queries.ts';
import type { ConfigurePayload, MobilityPayload } from './job-payload.ts';
import { activateJob, openTargets } from './job-start.queries.ts';
import { delayJob, hasMobilityOrder } from './mobility-orders.queries.ts';
import { insertJob } from './new-jobs.queries.ts';

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
  if (orders.length === 0) return [];
  const jobIds: string[] = [];
  const { timeoutSeconds } = await getJobSettings(tx);
  for (const { clientId, initiator, values, cause } of orders) {
    const job = {
      type: 'configure' as const,
      initiatorId: initiator.id,
      initiatorName: initiator.name,
      payload: { values, cause } satisfies ConfigurePayload,
      plannedAt: now,
      timeoutSeconds,
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
    { ...job, timeoutSeconds: timeoutSeconds ?? (await getJobSettings(tx)).timeoutSeconds },
    [clientId],
    now,
  );
  await activateJob(tx, jobId, now);
  await openTargets(tx, jobId, now, 1);
  if (waitsForLogoff === true) await delayJob(tx, jobId, new Date(now.getTime() + LOGOFF_PATIENCE_MS));
  return jobId;
}
