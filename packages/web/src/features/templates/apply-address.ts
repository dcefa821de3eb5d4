import type { ClientFilter } from '../../api/types.ts';
import { present, type RawSearch, readText } from '../../shared/list/search-params.ts';
import { type ConfigureSearch, readClientFilter } from '../clients/index.ts';

/** The address of a template's application: which template, and which clients are chosen already. */
export type ApplySearch = ClientFilter &
  Pick<ConfigureSearch, 'ids' | 'selection' | 'all'> & {
    /** Id of the template. */
    template?: string;
  };

export function readApplySearch(raw: RawSearch): ApplySearch {
  return {
    ...readClientFilter(raw),
    ...present({
      template: readText(raw['template']),
      ids: readText(raw['ids']),
      selection: readText(raw['selection']),
      all: raw['all'] === 'true' ? ('true' as const) : undefined,
    }),
  };
}
