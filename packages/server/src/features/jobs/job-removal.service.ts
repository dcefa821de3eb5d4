import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { getJobSettings } from '../settings/index.ts';
import type { JobDeps } from './job-order.ts';
import { holdAndFindRunning, markDeleted, markExpired, removeDeleted } from './job-removal.queries.ts';

type Deps = Pick<JobDeps, 'pool' | 'clock' | 'events'>;

/** Jobs that a refusal names. */
const MAX_NAMED = 5;

/**
 * Deletes jobs that have ended: all of them or none.
 *
 * @returns how many there were
 * @throws AppError `job.still_running` when one of them has not ended
 */
export async function deleteJobs({ pool, clock, events }: Deps, ids: readonly string[]): Promise<number> {
  const deleted = await inTransaction(pool, async (tx) => {
    const running = await holdAndFindRunning(tx, ids);
    if (running.length > 0) throw stillRunning(running.map(({ id }) => id));
    return markDeleted(tx, ids, clock.now());
  });
  if (deleted > 0) events.changed('jobs', ids);
  return deleted;
}

function stillRunning(ids: readonly string[]): AppError {
  const named = ids.slice(0, MAX_NAMED).join(', ');
  const more = ids.length - MAX_NAMED;
  const text =
    ids.length === 1
      ? {
          en: `The job ${named} has not ended yet: cancel it first.`,
          de: `Der Auftrag ${named} ist noch nicht beendet: Brechen Sie ihn zuerst ab.`,
        }
      : {
          en: `The jobs ${named}${more > 0 ? ` and ${more} more` : ''} have not ended yet: cancel them first, or leave them out.`,
          de: `Die Aufträge ${named}${more > 0 ? ` und ${more} weitere` : ''} sind noch nicht beendet: Brechen Sie sie zuerst ab, oder nehmen Sie sie aus der Auswahl.`,
        };
  return new AppError('job.still_running', text.en, {
    errors: [{ field: 'ids', message: text.en, code: 'job.still_running', text }],
  });
}

const DAY_MS = 86_400_000;
const MAX_EXPIRED = 500;
/** Targets with their timelines that are removed in one go; a large job takes a minute or two. */
const PORTION = 1_000;

/** Deletes jobs whose time is over, and goes on with removing those that are deleted. @returns the jobs that are gone */
export async function removeOldJobs({ pool, clock }: Pick<Deps, 'pool' | 'clock'>): Promise<string[]> {
  const now = clock.now();
  const expired = await inTransaction(pool, async (tx) => {
    const { retentionDays } = await getJobSettings(tx);
    if (retentionDays === null) return [];
    return markExpired(tx, new Date(now.getTime() - retentionDays * DAY_MS), now, MAX_EXPIRED);
  });
  await removeDeleted(pool, PORTION);
  return expired;
}
