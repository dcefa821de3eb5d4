import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, isDuplicate } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { findSelectedClients } from '../clients/index.ts';
import {
  announceJob,
  findLastRuns,
  type JobOrder,
  type OrderedWork,
  type StoredJob,
  storeJob,
} from '../jobs/index.ts';
import { getDefaultTimeZone } from '../settings/index.ts';
import { findUsersAt } from '../users/index.ts';
import {
  deleteRecurringJob,
  findDueRecurringJobs,
  holdRecurringJob,
  insertRecurringJob,
  type RecurringContent,
  type RecurringType,
  type SkipReason,
  type StoredRecurringJob,
  storeNextRun,
  updateRecurringJob,
} from './recurring-jobs.queries.ts';
import { findRecurringJob } from './recurring-jobs.read.ts';
import type { NewRecurringJob, RecurringJob, RecurringJobChange } from './recurring-jobs.schema.ts';
import { nextRun, ScheduleFault } from './schedule.ts';

/** @throws AppError `recurring_job.not_found` */
export async function getRecurringJob({ db }: Pick<ServerContext, 'db'>, id: string): Promise<RecurringJob> {
  const found = await findRecurringJob(db, id);
  if (found === undefined) throw recurringJobNotFound(id);
  return found;
}

/** @throws AppError `recurring_job.name_taken`, `recurring_job.invalid_schedule` */
export async function createRecurringJob(
  { pool, clock, events }: ServerContext,
  order: NewRecurringJob,
  by: { readonly id: string; readonly name: string },
): Promise<string> {
  const now = clock.now();
  const { timeZone = await getDefaultTimeZone(pool) } = order;
  const content = contentOf({ ...order, timeZone }, now);
  const id = await unlessTaken(order.name, () => insertRecurringJob(pool, content, by, now));
  events.changed('recurringJobs', [id]);
  return id;
}

/**
 * @throws AppError `recurring_job.not_found`, `recurring_job.name_taken`, `recurring_job.invalid_schedule`, and when somebody else was
 *   faster
 */
export async function changeRecurringJob(
  { pool, db, clock, events }: ServerContext,
  id: string,
  change: RecurringJobChange,
  { username, ifMatch }: { readonly username: string; readonly ifMatch: string | undefined },
): Promise<void> {
  const now = clock.now();
  await unlessTaken(change.name ?? '', () =>
    inTransaction(pool, async (tx) => {
      const stored = await holdRecurringJob(tx, id);
      if (stored === undefined) throw recurringJobNotFound(id);
      checkIfMatch(ifMatch, await getRecurringJob({ db }, id));
      const { selection: clients, ...rest } = stored;
      const content = contentOf({ ...rest, clients, ...change }, now);
      const sameTimes = change.schedule === undefined && change.timeZone === undefined && !stored.paused;
      // Whoever changes only the name does not put off a run that is due.
      const nextRunAt = sameTimes && !content.paused ? stored.nextRunAt : content.nextRunAt;
      await updateRecurringJob(tx, id, { ...content, nextRunAt }, { username, now });
    }),
  );
  events.changed('recurringJobs', [id]);
}

/** Its runs stay. @throws AppError `recurring_job.not_found`, and when somebody else was faster */
export async function removeRecurringJob(
  { pool, db, events }: ServerContext,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    if ((await holdRecurringJob(tx, id)) === undefined) throw recurringJobNotFound(id);
    checkIfMatch(ifMatch, await getRecurringJob({ db }, id));
    await deleteRecurringJob(tx, id);
  });
  events.changed('recurringJobs', [id]);
}

function recurringJobNotFound(id: string): AppError {
  return new AppError(
    'recurring_job.not_found',
    `There is no recurring job with the id ${id}: it may have been deleted.`,
  );
}

/** Checks an order, and finds its first time. */
function contentOf(
  { clients, ...order }: NewRecurringJob & { readonly timeZone: string },
  now: Date,
): RecurringContent {
  try {
    const first = nextRun(order.schedule, order.timeZone, now);
    const { name, type, schedule, timeZone, timeoutSeconds, paused } = order;
    return {
      name: name.trim(),
      type,
      schedule,
      timeZone,
      timeoutSeconds,
      paused,
      selection: clients,
      nextRunAt: paused ? null : first,
    };
  } catch (error) {
    if (!(error instanceof ScheduleFault)) throw error;
    throw new AppError('recurring_job.invalid_schedule', error.text.en, {
      errors: [
        {
          field: error.field,
          message: error.text.en,
          code: 'recurring_job.invalid_schedule',
          text: error.text,
        },
      ],
    });
  }
}

async function unlessTaken<Result>(name: string, store: () => Promise<Result>): Promise<Result> {
  try {
    return await store();
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const text = {
      en: `There is a recurring job “${name}” already: choose another name.`,
      de: `Es gibt schon einen wiederkehrenden Auftrag „${name}“: Wählen Sie einen anderen Namen.`,
    };
    throw new AppError('recurring_job.name_taken', text.en, {
      errors: [{ field: 'name', message: text.en, code: 'recurring_job.name_taken', text }],
    });
  }
}

const MAX_DUE = 20;

/**
 * Gives the orders whose time has come. However many times were missed, there is one run, and the next time is counted from now.
 * While the last run has not ended there is none.
 */
export async function runDueRecurringJobs(context: ServerContext): Promise<void> {
  const { pool, clock, log } = context;
  for (const due of await findDueRecurringJobs(pool, clock.now(), MAX_DUE)) {
    try {
      await runOne(context, due);
    } catch (error) {
      log.warn({ err: error, recurringJob: due.id }, 'a recurring job could not be run');
    }
  }
}

async function runOne(context: ServerContext, due: StoredRecurringJob): Promise<void> {
  const { pool, db, clock, events } = context;
  const now = clock.now();
  const clientIds = await findSelectedClients(db, withoutLimit(due.selection));
  const run = await inTransaction(pool, async (tx) => {
    const held = await holdRecurringJob(tx, due.id);
    // Another node was faster, or somebody has changed it.
    if (held?.nextRunAt == null || held.nextRunAt > now || held.paused) return undefined;
    const next = nextRun(held.schedule, held.timeZone, now);
    const skip = (reason: SkipReason) =>
      storeNextRun(tx, held.id, next, { at: held.nextRunAt ?? now, reason });
    const last = (await findLastRuns(db, [held.id])).get(held.id);
    if (last !== undefined && !last.ended) {
      await skip('still-running');
      return undefined;
    }
    if (clientIds.length === 0) {
      await skip('no-clients');
      return undefined;
    }
    const work = await workOf(tx, held.type, clientIds);
    if (work === undefined) {
      await skip('nobody-logged-on');
      return undefined;
    }
    const order: JobOrder = {
      ...work,
      initiator: { id: held.createdById, name: held.createdByName },
      ...(held.timeoutSeconds === null ? {} : { timeoutSeconds: held.timeoutSeconds }),
      origin: { kind: 'recurring', recurringId: held.id },
    };
    const stored: StoredJob = await storeJob(tx, context, order);
    await storeNextRun(tx, held.id, next);
    return { order, stored };
  });
  if (run !== undefined) await announceJob(context, run.order, run.stored);
  events.changed('recurringJobs', [due.id]);
}

/** What a run does, and with which of the clients; undefined when there is nothing to do. */
async function workOf(
  tx: ClientBase,
  type: RecurringType,
  clientIds: readonly string[],
): Promise<(OrderedWork & Pick<JobOrder, 'clientIds'>) | undefined> {
  if (type !== 'logoff') return { type, clientIds };
  const users = await findUsersAt(tx, clientIds);
  const occupied = Object.keys(users);
  return occupied.length === 0 ? undefined : { type, users, clientIds: occupied };
}

/** What somebody confirmed when it was made says nothing of the clients of tonight. */
function withoutLimit(selection: StoredRecurringJob['selection']): StoredRecurringJob['selection'] {
  return 'filter' in selection ? { filter: selection.filter } : selection;
}

const EVERY_MS = 5_000;

/** Looks every few seconds for recurring jobs whose time has come. */
export function keepRecurringJobs(context: ServerContext): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= runDueRecurringJobs(context)
      .catch((error: unknown) => context.log.warn({ err: error }, 'recurring jobs could not be looked for'))
      .finally(() => {
        running = undefined;
      });
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
