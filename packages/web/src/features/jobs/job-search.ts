import type { JobListQuery, JobSort, SortOrder, TargetListQuery } from '../../api/types.ts';
import { DEFAULT_PAGE_SIZE, type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';
import { JOB_STATES, JOB_TYPES, TARGET_STATES } from './job-states.ts';

const SORTS: readonly JobSort[] = ['createdAt', 'plannedAt', 'finishedAt', 'type', 'state'];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** The jobs list as its address tells it; absent is the default. */
export type JobListSearch = Omit<JobListQuery, 'pageSize'> & { pageSize?: PageSize };

export function readJobListSearch(raw: RawSearch): JobListSearch {
  return present({
    search: readText(raw['search']),
    state: readChoice(raw['state'], JOB_STATES),
    type: readChoice(raw['type'], JOB_TYPES),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
  });
}

export function jobListQueryOf(search: JobListSearch): JobListQuery {
  return {
    ...search,
    page: search.page ?? 1,
    pageSize: search.pageSize ?? DEFAULT_PAGE_SIZE,
    sort: search.sort ?? 'createdAt',
    order: search.order ?? 'desc',
  };
}

/** The job page's address: which targets are listed and which one is open. */
export type JobSearch = Omit<TargetListQuery, 'pageSize'> & { pageSize?: PageSize; target?: string };

export function readJobSearch(raw: RawSearch): JobSearch {
  return present({
    search: readText(raw['search']),
    state: readChoice(raw['state'], TARGET_STATES),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
    target: readText(raw['target']),
  });
}

export function targetQueryOf({ target: _target, ...search }: JobSearch): TargetListQuery {
  return { ...search, page: search.page ?? 1, pageSize: search.pageSize ?? 25, sort: 'e164', order: 'asc' };
}
