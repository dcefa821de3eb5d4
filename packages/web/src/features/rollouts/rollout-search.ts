import type { ClientFilter, RolloutClientListQuery, RolloutSort, RolloutState } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import {
  present,
  type RawSearch,
  readChoice,
  readPositive,
  readText,
} from '../../shared/list/search-params.ts';
import { type ConfigureSearch, readClientFilter } from '../clients/index.ts';
import { CLIENT_STATES, ROLLOUT_STATES } from './rollout-words.ts';

const SORTS: readonly RolloutSort[] = ['createdAt', 'name', 'state', 'startAt', 'endedAt'];
const CLIENT_SORTS = ['wave', 'e164', 'deviceId', 'model'] as const;

/** The list's address. */
export type RolloutListSearch = ListAddress<RolloutSort> & { state?: RolloutState };

export function readRolloutListSearch(raw: RawSearch): RolloutListSearch {
  return { ...readListAddress(raw, SORTS), ...present({ state: readChoice(raw['state'], ROLLOUT_STATES) }) };
}

export function rolloutListQueryOf(
  { search, state, ...address }: RolloutListSearch,
  preferredSize: PageSize,
) {
  return {
    ...present({ search, state }),
    ...listWindow(address, { sort: 'createdAt', order: 'desc' }, preferredSize),
  };
}

/** The address of a rollout's page: which of its clients are listed. */
export type RolloutSearch = ListAddress<(typeof CLIENT_SORTS)[number]> & {
  wave?: number;
  state?: NonNullable<RolloutClientListQuery['state']>;
};

export function readRolloutSearch(raw: RawSearch): RolloutSearch {
  return {
    ...readListAddress(raw, CLIENT_SORTS),
    ...present({ wave: readPositive(raw['wave']), state: readChoice(raw['state'], CLIENT_STATES) }),
  };
}

export function rolloutClientsQueryOf({ search, wave, state, ...address }: RolloutSearch) {
  return { ...present({ search, wave, state }), ...listWindow(address, { sort: 'wave', order: 'asc' }, 25) };
}

/** The address of the page for a new rollout: which clients were chosen before, or which template. */
export type NewRolloutSearch = ClientFilter &
  Pick<ConfigureSearch, 'ids' | 'selection' | 'all'> & { template?: string };

export function readNewRolloutSearch(raw: RawSearch): NewRolloutSearch {
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
