import type { ClientFilter } from '../../api/types.ts';
import { present, type RawSearch, readChoice, readText } from '../../shared/list/search-params.ts';
import { type ConfigureSearch, readClientFilter } from '../clients/index.ts';

/** The address of a deployment: which clients are chosen already, which files, and what becomes of them. */
export type DeploySearch = ClientFilter &
  Pick<ConfigureSearch, 'ids' | 'selection' | 'all'> & {
    /** Ids of files, separated by commas. */
    files?: string;
    /** The files are deleted on the phones instead of brought there. */
    action?: 'delete';
  };

export function readDeploySearch(raw: RawSearch): DeploySearch {
  return {
    ...readClientFilter(raw),
    ...present({
      ids: readText(raw['ids']),
      selection: readText(raw['selection']),
      all: raw['all'] === 'true' ? ('true' as const) : undefined,
      files: readText(raw['files']),
      action: readChoice(raw['action'], ['delete'] as const),
    }),
  };
}

/** The ids of files that an address names, each once. */
export function fileIdsOf({ files = '' }: Pick<DeploySearch, 'files'>): string[] {
  return [...new Set(files.split(',').filter((id) => /^\d+$/.test(id)))];
}
