import type { NewRecurringJob, RecurringJob } from '../../api/types.ts';

export const TYPES = ['refresh-data', 'restart', 'logoff'] as const;
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** How clients are chosen; `kept`: in another way than the form knows, which stays. */
export type Scope = 'all' | 'group' | 'matching' | 'kept';

/** A recurring job while it is being edited. */
export interface RecurringDraft {
  name: string;
  type: RecurringJob['type'];
  scope: Scope;
  /** What is searched for in the list of clients, with the scope `matching`. */
  text: string;
  /** Id of the group, with the scope `group`. */
  group: string | null;
  schedule: NewRecurringJob['schedule'];
  /** Null: that of the server. */
  zone: string | null;
  /** As typed; empty: the time-out of all jobs. */
  seconds: number | string;
}

/** @param job what is changed; null: a new one is made */
export function draftOf(job: RecurringJob | null): RecurringDraft {
  const filter = filterOf(job);
  return {
    name: job?.name ?? '',
    type: job?.type ?? 'refresh-data',
    scope: scopeOf(job),
    text: filter?.search ?? '',
    group: filter?.group ?? null,
    schedule: job?.schedule ?? { kind: 'daily', time: '02:00' },
    zone: job?.timeZone ?? null,
    seconds: job?.timeoutSeconds ?? '',
  };
}

/** @param job what is changed; null: a new one is made */
export function bodyOf(draft: RecurringDraft & { zone: string }, job: RecurringJob | null): NewRecurringJob {
  const { name, type, schedule, zone, seconds } = draft;
  return {
    name,
    type,
    clients: clientsOf(draft, job),
    schedule,
    timeZone: zone,
    timeoutSeconds: seconds === '' ? null : Number(seconds),
    paused: job?.paused ?? false,
  };
}

/** Whether something is missing that the server would miss. */
export function isIncomplete({ name, scope, group, text, schedule }: RecurringDraft): boolean {
  return (
    name.trim() === '' ||
    (scope === 'group' && group === null) ||
    (scope === 'matching' && text.trim() === '') ||
    (schedule.kind === 'weekly' && schedule.days.length === 0)
  );
}

function clientsOf(
  { scope, group, text }: RecurringDraft,
  job: RecurringJob | null,
): NewRecurringJob['clients'] {
  if (scope === 'kept' && job !== null) return job.clients;
  if (scope === 'group' && group !== null) return { filter: { group } };
  return { filter: scope === 'matching' && text.trim() !== '' ? { search: text.trim() } : {} };
}

function filterOf(job: RecurringJob | null) {
  return job !== null && 'filter' in job.clients ? job.clients.filter : undefined;
}

/** Clients that were chosen in another way stay as they are. */
function scopeOf(job: RecurringJob | null): Scope {
  if (job === null) return 'all';
  const filter = filterOf(job);
  const fields = Object.entries(filter ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [key]));
  if (filter === undefined || fields.length > 1) return 'kept';
  if (fields.length === 0) return 'all';
  return filter.group !== undefined ? 'group' : filter.search !== undefined ? 'matching' : 'kept';
}
