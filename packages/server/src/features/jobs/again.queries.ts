import type { Pool } from 'pg';
import type { JobType, Wording } from '../../infra/db/index.ts';

export interface JobToRepeat {
  readonly type: JobType;
  readonly payload: object;
  readonly timeoutSeconds: number;
  /** The clients that are meant and still exist, with what became of them. */
  readonly targets: readonly TargetToRepeat[];
}

export interface TargetToRepeat {
  readonly clientId: string;
  readonly reason: Wording | null;
  readonly progress: object;
}

/** An order with the clients for which it failed, or with all of them; undefined when the job is gone. */
export async function findJobToRepeat(
  pool: Pool,
  jobId: string,
  kind: 'retry' | 'repeat',
): Promise<JobToRepeat | undefined> {
  const { rows } = await pool.query<{ type: JobType; payload: object; timeoutSeconds: number }>(
    `select type, payload, timeout_seconds as "timeoutSeconds" from jobs where id = $1 and deleted_at is null`,
    [jobId],
  );
  const [job] = rows;
  if (job === undefined) return undefined;
  const targets = await pool.query<TargetToRepeat>(
    `select client_id as "clientId", reason, progress from job_targets
     where job_id = $1 and client_id is not null and ($2 or state in ('failed', 'timeout', 'canceled'))
     order by id`,
    [jobId, kind === 'repeat'],
  );
  return { ...job, targets: targets.rows };
}
