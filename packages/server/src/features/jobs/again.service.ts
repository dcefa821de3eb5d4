import type { ServerContext } from '../../infra/context.ts';
import type { Wording } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { DeploymentProgress } from '../deployments/index.ts';
import { findJobToRepeat, type JobToRepeat } from './again.queries.ts';
import type { JobOrder, TargetRemark } from './job-order.ts';
import { workOf } from './job-work.ts';
import { createJob } from './jobs.service.ts';
import { findUnfitFor } from './prepare-order.service.ts';

/** Who orders again, and when it is to begin. */
export type AgainOrder = Pick<JobOrder, 'initiator' | 'scheduledAt' | 'timeoutSeconds'>;

/**
 * Gives the order of a job again, in a new job: to the clients for which it failed (`retry`), or to all of them (`repeat`). What is
 * to be written is checked for them as if it were ordered for the first time.
 *
 * @returns the id of the new job
 * @throws AppError `job.not_found`, `job.nothing_to_retry`, `job.no_clients`, `job.invalid_value`
 */
export async function orderAgain(
  context: ServerContext,
  jobId: string,
  kind: 'retry' | 'repeat',
  order: AgainOrder,
): Promise<string> {
  const job = await findJobToRepeat(context.pool, jobId, kind);
  if (job === undefined) throw new AppError('job.not_found', `There is no job with the id ${jobId}.`);
  const clientIds = job.targets.map(({ clientId }) => clientId);
  if (kind === 'retry' && clientIds.length === 0) {
    throw new AppError(
      'job.nothing_to_retry',
      'For none of the clients that still exist has this job failed, timed out or been canceled.',
    );
  }
  const work = workOf(job.type, job.payload);
  return createJob(context, {
    timeoutSeconds: job.timeoutSeconds,
    ...order,
    ...work,
    clientIds,
    remarks: remarksBefore(job),
    unfit: new Map([...(await findUnfitFor(context, work, clientIds)), ...unfitBefore(job)]),
    origin: { kind, jobId },
  });
}

/** Which template has the say on the software of a client was decided when its files were ordered. */
function remarksBefore({ targets }: JobToRepeat): Map<string, TargetRemark> {
  return new Map(
    targets.flatMap(({ clientId, progress }): [string, TargetRemark][] => {
      const { files = {} } = progress as Partial<DeploymentProgress>;
      const leftOut = Object.entries(files).flatMap(([place, { state, reason }]) =>
        state === 'left-out' && reason?.code === 'target.software_outranked'
          ? [[place, reason] as const]
          : [],
      );
      if (leftOut.length === 0) return [];
      return [
        [clientId, { events: leftOut.map(([, reason]) => reason), leftOut: Object.fromEntries(leftOut) }],
      ];
    }),
  );
}

/** What a template is not for stays so: it says so of itself, not of the values. */
function unfitBefore({ targets }: JobToRepeat): [string, Wording][] {
  return targets.flatMap(({ clientId, reason }): [string, Wording][] =>
    reason?.code === 'target.not_for_kind' ? [[clientId, reason]] : [],
  );
}
