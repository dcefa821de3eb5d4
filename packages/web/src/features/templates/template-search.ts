import type { TemplateListQuery, TemplateSort } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice, readText } from '../../shared/list/search-params.ts';

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

/** Instead of the id of a template: one is to be made. */
export const NEW = 'new';

/** The list's address: what is listed, and what is being edited. */
export interface TemplateListSearch
  extends ListAddress<TemplateSort>,
    Pick<TemplateListQuery, 'type' | 'model' | 'softwareType'> {
  /** Id of the template in the dialog, or {@link NEW}. */
  edit?: string;
}

export function readTemplateListSearch(raw: RawSearch): TemplateListSearch {
  return present({
    ...readListAddress(raw, SORTS),
    type: readChoice(raw['type'], TEMPLATE_TYPES),
    model: readText(raw['model']),
    softwareType: readChoice(raw['softwareType'], SOFTWARE_TYPES),
    edit: readText(raw['edit']),
  });
}

/** What narrows the list. */
export const TEMPLATE_FILTERS = ['search', 'type', 'model', 'softwareType'] as const;

export function templateQueryOf(search: TemplateListSearch, preferredSize: PageSize) {
  const { search: text, type, model, softwareType } = search;
  return {
    ...present({ search: text, type, model, softwareType }),
    ...listWindow(search, { sort: 'name', order: 'asc' }, preferredSize),
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
