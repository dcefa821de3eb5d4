import type { SortOrder, TemplateListQuery, TemplateSort } from '../../api/types.ts';
import { DEFAULT_PAGE_SIZE, type PageSize, readPageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';

export const TEMPLATE_TYPES = ['default', 'onboarding'] as const;
export const SOFTWARE_UPDATES = ['disabled', 'ignored', 'always', 'only-newer'] as const;
const SOFTWARE_TYPES = ['SIP', 'HFA'] as const;
const SORTS: readonly TemplateSort[] = [
  'name',
  'type',
  'ranking',
  'softwareUpdate',
  'valueCount',
  'updatedAt',
];
const ORDERS: readonly SortOrder[] = ['asc', 'desc'];

/** Instead of the id of a template: one is to be made. */
export const NEW = 'new';

/** The list's address: what is listed, and what is being edited. */
export type TemplateListSearch = Omit<TemplateListQuery, 'pageSize'> & {
  pageSize?: PageSize;
  /** Id of the template in the dialog, or {@link NEW}. */
  edit?: string;
};

export function readTemplateListSearch(raw: RawSearch): TemplateListSearch {
  return present({
    search: readText(raw['search']),
    type: readChoice(raw['type'], TEMPLATE_TYPES),
    model: readText(raw['model']),
    softwareType: readChoice(raw['softwareType'], SOFTWARE_TYPES),
    sort: readChoice(raw['sort'], SORTS),
    order: readChoice(raw['order'], ORDERS),
    page: readPositive(raw['page']),
    pageSize: readPageSize(raw['pageSize']),
    edit: readText(raw['edit']),
  });
}

/** What narrows the list. */
export type TemplateFilter = Pick<TemplateListQuery, 'search' | 'type' | 'model' | 'softwareType'>;

export function templateFilterOf({ search, type, model, softwareType }: TemplateListSearch): TemplateFilter {
  return present({ search, type, model, softwareType });
}

/**
 * The request for an address.
 *
 * @param preferredSize - elements per page that the account likes when the address does not say
 */
export function templateQueryOf(search: TemplateListSearch, preferredSize: PageSize = DEFAULT_PAGE_SIZE) {
  return {
    ...templateFilterOf(search),
    page: search.page ?? 1,
    pageSize: search.pageSize ?? preferredSize,
    sort: search.sort ?? ('name' as const),
    order: search.order ?? ('asc' as const),
  };
}

/** The address of a template's page. */
export interface TemplatePageSearch {
  /** Its dialog is open. */
  edit?: 'yes';
}

export function readTemplatePageSearch(raw: RawSearch): TemplatePageSearch {
  return present({ edit: readChoice(raw['edit'], ['yes'] as const) });
}

/** The comparison's address. */
export interface CompareSearch {
  first?: string;
  second?: string;
  /** Everything, not only what differs. */
  show?: 'all';
}

export function readCompareSearch(raw: RawSearch): CompareSearch {
  return present({
    first: readText(raw['first']),
    second: readText(raw['second']),
    show: readChoice(raw['show'], ['all'] as const),
  });
}

/** The address of a template made of a client. */
export interface GenerateSearch {
  /** Id of the client. */
  client?: string;
}

export function readGenerateSearch(raw: RawSearch): GenerateSearch {
  return present({ client: readText(raw['client']) });
}
