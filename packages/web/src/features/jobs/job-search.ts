import type { JobListQuery, JobSort, TargetListQuery, TargetSort } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import { DEFAULT_PAGE_SIZE, type PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice, readText } from '../../shared/list/search-params.ts';
import { JOB_STATES, JOB_TYPES, TARGET_STATES } from './job-states.ts';

const SORTS: readonly JobSort[] = [
  'createdAt',
  'plannedAt',
  'finishedAt',
  'duration',
  'type',
  'state',
  'initiator',
];
const TARGET_SORTS: readonly TargetSort[] = ['e164', 'deviceId', 'model', 'state', 'attempts', 'updatedAt'];

/** The jobs list as its address tells it; absent is the default. */
export type JobListSearch = ListAddress<JobSort> &
  Pick<JobListQuery, 'state' | 'type' | 'initiator' | 'after' | 'before' | 'recurringId'>;

/** The parts of the address that narrow the list. */
export const JOB_FILTERS = [
  'search',
  'state',
  'type',
  'initiator',
  'after',
  'before',
  'recurringId',
] as const;

export function readJobListSearch(raw: RawSearch): JobListSearch {
  return present({
    ...readListAddress(raw, SORTS),
    state: readChoice(raw['state'], JOB_STATES),
    type: readChoice(raw['type'], JOB_TYPES),
    initiator: readText(raw['initiator']),
    after: readInstant(raw['after']),
    before: readInstant(raw['before']),
    recurringId: readText(raw['recurringId']),
  });
}

export function jobListQueryOf(search: JobListSearch, preferredSize: PageSize = DEFAULT_PAGE_SIZE) {
  return {
    ...present(Object.fromEntries(JOB_FILTERS.map((key) => [key, search[key]])) as JobListSearch),
    ...listWindow(search, { sort: 'createdAt', order: 'desc' }, preferredSize),
  };
}

/** A time of the address; one that is none is as good as absent. */
function readInstant(raw: unknown): string | undefined {
  const text = readText(raw);
  const time = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

/** The job page's address: which targets are listed and which one is open. */
export type JobSearch = ListAddress<TargetSort> & Pick<TargetListQuery, 'state'> & { target?: string };

export function readJobSearch(raw: RawSearch): JobSearch {
  return present({
    ...readListAddress(raw, TARGET_SORTS),
    state: readChoice(raw['state'], TARGET_STATES),
    target: readText(raw['target']),
  });
}

export function targetQueryOf(search: JobSearch) {
  return {
    ...present({ search: search.search, state: search.state }),
    ...listWindow(search, { sort: 'e164', order: 'asc' }, 25),
  };
}
