import { useNavigate } from '@tanstack/react-router';
import type { ClientFilter, ClientScope } from '../../../api/types.ts';
import { present, type RawSearch, readText } from '../../../shared/list/search-params.ts';
import { filterOf, readClientFilter } from '../client-search.ts';

/** Longer lists of ids do not fit into an address that a server accepts; they are kept in this window. */
const MAX_IDS_LENGTH = 6000;

const STORE_PREFIX = 'deskfleet.selection.';

/** Which clients are configured at once, as an address tells it. */
export type ConfigureSearch = ClientFilter & {
  /** Client ids, separated by commas. */
  ids?: string;
  /** Name of a selection that this window remembers. */
  selection?: string;
  /** All clients that match the filter. */
  all?: 'true';
};

export function readConfigureSearch(raw: RawSearch): ConfigureSearch {
  return {
    ...readClientFilter(raw),
    ...present({
      ids: readText(raw['ids']),
      selection: readText(raw['selection']),
      all: raw['all'] === 'true' ? ('true' as const) : undefined,
    }),
  };
}

function remember(ids: readonly string[]): string {
  const name = crypto.randomUUID().slice(0, 8);
  sessionStorage.setItem(STORE_PREFIX + name, ids.join(','));
  return name;
}

function recall(name: string): string[] | null {
  const stored = sessionStorage.getItem(STORE_PREFIX + name);
  return stored === null ? null : splitIds(stored);
}

const splitIds = (text: string): string[] => [...new Set(text.split(',').filter((id) => id !== ''))];

/** The part of an address that names the clients, which all views of them have. */
export const clientsOf = (search: object): ConfigureSearch =>
  readConfigureSearch(search as Readonly<Record<string, unknown>>);

/** What an address says about which clients are meant. */
export function searchOfScope(scope: ClientScope): ConfigureSearch {
  if ('filter' in scope) return { ...scope.filter, all: 'true' };
  const ids = scope.ids.join(',');
  return ids.length <= MAX_IDS_LENGTH ? { ids } : { selection: remember(scope.ids) };
}

/** Which clients an address means; null when it names none, or a selection of another window. */
export function scopeOfSearch(search: ConfigureSearch): ClientScope | null {
  if (search.all === 'true') {
    return { filter: filterOf(search) };
  }
  const ids =
    search.ids !== undefined
      ? splitIds(search.ids)
      : search.selection !== undefined
        ? recall(search.selection)
        : null;
  return ids === null || ids.length === 0 ? null : { ids };
}

/** Opens the configuration area for a selection; one client has its own page. */
export function useOpenConfiguration(): (scope: ClientScope) => void {
  const navigate = useNavigate();
  return (scope) => {
    const [only, ...others] = 'ids' in scope ? scope.ids : [];
    if (only !== undefined && others.length === 0) {
      void navigate({ to: '/clients/$clientId/configuration', params: { clientId: only } });
      return;
    }
    void navigate({ to: '/clients/configure', search: searchOfScope(scope) });
  };
}
