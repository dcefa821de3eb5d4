import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, type Wording } from '../../infra/db/index.ts';
import {
  closeUnsentTargets,
  holdJobs,
  quietTargets,
  releaseJobs,
  settleJobs,
  startJob,
  wakeTargets,
} from '../jobs/index.ts';

/** Targets of one transaction: phones among them that call have to wait for its end. */
const PORTION = 1_000;

/** Nothing more is sent to phones that have got nothing yet. */
export async function holdBack(context: ServerContext, jobIds: readonly string[]): Promise<void> {
  if (jobIds.length === 0) return;
  const { pool, clock } = context;
  await inTransaction(pool, (tx) => holdJobs(tx, jobIds, clock.now()));
  await inPortions(context, (tx) => quietTargets(tx, jobIds, PORTION));
}

/** Jobs that were held back go on. */
export async function letGo(
  context: ServerContext,
  jobs: readonly { readonly id: string; readonly held: boolean }[],
): Promise<void> {
  const held = jobs.flatMap((job) => (job.held ? [job.id] : []));
  if (held.length === 0) return;
  const { pool, clock } = context;
  // Released last: should this node die before, the next look does it all again.
  await inPortions(context, (tx) => wakeTargets(tx, held, PORTION, clock.now()));
  await inTransaction(pool, (tx) => releaseJobs(tx, held, clock.now()));
  // A job may have been held back before all of it had started.
  for (const id of held) await startJob(context, id);
}

/** Ends what has not been sent, and lets the rest of the jobs finish. */
export async function closeUnsent(
  context: ServerContext,
  jobIds: readonly string[],
  reason: Wording,
): Promise<void> {
  if (jobIds.length === 0) return;
  const { pool, clock, events } = context;
  await inPortions(context, (tx) => closeUnsentTargets(tx, jobIds, reason, PORTION, clock.now()));
  await inTransaction(pool, (tx) => releaseJobs(tx, jobIds, clock.now()));
  // One that was stopped before it had started ends by starting.
  for (const id of jobIds) await startJob(context, id);
  await settleJobs(pool, jobIds, clock.now());
  events.changed('jobs', jobIds);
}

async function inPortions(
  { pool }: Pick<ServerContext, 'pool'>,
  work: (tx: ClientBase) => Promise<number>,
): Promise<void> {
  while ((await inTransaction(pool, work)) === PORTION);
}
