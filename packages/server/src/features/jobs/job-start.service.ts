import type { ClientBase } from 'pg';
import { inTransaction } from '../../infra/db/index.ts';
import { findKinds } from '../clients/index.ts';
import {
  admitTransfers,
  type DeploymentPayload,
  type DeploymentProgress,
  type DeviceKind,
  type FileReach,
  filesInReach,
  findFileReach,
  leftOutOf,
  type OrderedFile,
  queueTransfers,
} from '../deployments/index.ts';
import { deliverTemplate } from '../templates/index.ts';
import { onlyWithdraws, submitChange } from '../values/index.ts';
import { settleJobs } from './job-end.queries.ts';
import type { JobDeps } from './job-order.ts';
import type { ConfigurePayload } from './job-payload.ts';
import {
  activateJob,
  letTargetsWait,
  makeTargetsDue,
  type OpenedTarget,
  openTargets,
  type StartedJob,
} from './job-start.queries.ts';
import { withoutFiles } from './new-jobs.queries.ts';
import { type TargetUpdate, updateTargets } from './target-updates.queries.ts';
import { wording } from './wording.ts';

/**
 * A job starts in portions: a transaction over many phones would keep the messages of all of them waiting until its end.
 * Orders for more clients than this start in the background, and the answer does not wait for them.
 */
export const START_PORTION = 500;

/** Portions that a job may start in one go: then it is the turn of the other jobs that wait for their start. */
const TURN_PORTIONS = 4;

/** Starts a planned job, or goes on with it where it was left off; does nothing when it has ended or was canceled. */
export async function startJob(deps: JobDeps, jobId: string): Promise<void> {
  for (let portion = 1; await startSome(deps, jobId); portion += 1) {
    if (portion === TURN_PORTIONS) {
      await deps.queue.enqueue('jobs.start', [{ payload: { jobId } }]);
      return;
    }
  }
}

/** Starts one portion of a job. @returns whether there may be more */
export async function startSome(deps: JobDeps, jobId: string): Promise<boolean> {
  const { pool, clock, events } = deps;
  const now = clock.now();
  const portion = await inTransaction(pool, (tx) => startPortion(tx, deps, jobId, now));
  if (portion.mayHaveEnded) await settleJobs(pool, [jobId], now);
  events.changed('jobs', [jobId]);
  events.changed('clients', portion.clientIds);
  return portion.clientIds.length === START_PORTION;
}

interface StartedPortion {
  readonly clientIds: readonly string[];
  /** There was nothing to send. */
  readonly mayHaveEnded: boolean;
}

/** Starts the next targets of a job that may begin. */
export async function startPortion(
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
  const toAsk = await startTargets(tx, deps, { ...job, jobId }, targets, now);
  // Those of later portions are left to the sweep, which takes them a few at a time.
  if (job.isNew && toAsk.length > 0) {
    const tasks = toAsk.map(({ clientId }) => ({ payload: { clientId }, key: clientId }));
    await deps.queue.enqueue('clients.request-contact', tasks, tx);
  }
  return { clientIds, mayHaveEnded: toAsk.length < targets.length };
}

/** @returns targets of which the phones are to be asked to call now */
async function startTargets(
  tx: ClientBase,
  deps: JobDeps,
  job: StartedJob & { readonly jobId: string },
  targets: readonly OpenedTarget[],
  now: Date,
): Promise<readonly OpenedTarget[]> {
  if (job.type === 'configure') return startConfiguration(tx, deps, job, targets, now);
  return job.type === 'deploy-files' ? startDeployment(tx, job, targets, now) : targets;
}

/**
 * Lets phones that shall fetch files wait for their place. Those for which no file is made, or that cannot fetch it, end at once: they
 * may have become others, or the file server may have been switched off, since the order was given.
 *
 * @returns those that have a place or need none
 */
async function startDeployment(
  tx: ClientBase,
  { payload }: StartedJob,
  targets: readonly OpenedTarget[],
  now: Date,
): Promise<readonly OpenedTarget[]> {
  const kinds = new Map(
    (
      await findKinds(
        tx,
        targets.map(({ clientId }) => clientId),
      )
    ).map((kind) => [kind.clientId, kind]),
  );
  const deployment = payload as DeploymentPayload;
  const reach = await findFileReach(tx, deployment.files);
  const begun = targets.map((target) => ({
    target,
    ...beginDeployment(deployment, target, reach, kinds.get(target.clientId)),
  }));
  const updates = begun.flatMap(({ update }) => update ?? []);
  const open = begun.flatMap(({ target, files }) => (files.length === 0 ? [] : [target]));
  const fetching = begun.flatMap(({ target, files }) =>
    files.some(({ action }) => action === 'deploy') ? [target] : [],
  );
  await updateTargets(tx, updates, now);
  const waiting = fetching.map(({ targetId }) => targetId);
  await queueTransfers(tx, waiting, now);
  const admitted = new Set(await admitTransfers(tx, now));
  // Also others that have waited longer.
  await makeTargetsDue(tx, [...admitted], now);
  const queued = new Set(waiting.filter((targetId) => !admitted.has(targetId)));
  await letTargetsWait(tx, [...queued], wording('target.no_room'));
  return open.filter(({ targetId }) => !queued.has(targetId));
}

/** What a phone gets of an order, and what is to be said of its target. */
function beginDeployment(
  { files, onlyFitting }: DeploymentPayload,
  { targetId, progress: said }: OpenedTarget,
  reach: FileReach,
  kind: DeviceKind = { model: '', softwareType: '' },
): { readonly files: readonly OrderedFile[]; readonly update?: TargetUpdate } {
  const progress = said as Partial<DeploymentProgress>;
  const found = filesInReach(files, kind, reach, leftOutOf(progress));
  // What a phone cannot fetch now is not what is not for it: when the order is given again, it may get it.
  const refusal = found.refusals.find(({ code }) => !onlyFitting || code === 'file.server_off');
  if (refusal !== undefined) {
    const { code, text } = refusal;
    const reason = wording('target.unfit', { detail: text.en, detailDe: text.de, cause: code });
    return { files: [], update: { targetId, state: 'failed', open: false, reason, events: [reason] } };
  }
  const leftOut = Object.fromEntries(
    found.refusals.map(({ file, code, text }) => [
      files.indexOf(file),
      wording('target.file_left_out', { name: file.name, detail: text.en, detailDe: text.de, cause: code }),
    ]),
  );
  const events = Object.values(leftOut);
  const known = { ...progress, files: { ...progress.files, ...withoutFiles(leftOut).files } };
  const gets = [...found.files.values()];
  if (gets.length > 0) {
    return { files: gets, ...(events.length === 0 ? {} : { update: { targetId, events, progress: known } }) };
  }
  // That it does not get them was said before.
  const before = Object.values(progress.files ?? {}).map(({ reason }) => reason);
  const reason = events[0] ?? before[0] ?? wording('target.nothing_to_send');
  return {
    files: [],
    update: {
      targetId,
      state: 'success',
      open: false,
      reason,
      events: before.length + events.length === 0 ? [reason] : events,
      progress: known,
    },
  };
}

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
  const context = { catalog: catalog.current(), by: initiatorName, jobId, now };
  const keys = await deliverTemplate(tx, delivery, context);
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
