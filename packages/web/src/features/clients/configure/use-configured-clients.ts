import { useLocation, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClientScope } from '../../../api/types.ts';
import { parseSearch, stringifySearch } from '../../../shared/list/search-params.ts';
import type { ConfiguredElement, DraftScope } from '../../configuration/index.ts';
import { clientsOf, readConfigureSearch, scopeOfSearch } from './configure-address.ts';
import { useClientsElement } from './use-clients-element.ts';

/** Which clients the address means; null when it names none, or a selection of another window. */
export function useScopeOfAddress(): ClientScope | null {
  // As text, so that the scope stays the same object while only the view changes.
  const address = useSearch({
    from: '/signed-in/clients/configure',
    select: (search) => stringifySearch(clientsOf(search)),
  });
  return useMemo(() => scopeOfSearch(readConfigureSearch(parseSearch(address))), [address]);
}

export interface ConfiguredClients {
  element: ConfiguredElement;
  draftScope: DraftScope;
  title: string;
}

/** The clients that are configured at once. The changes that are not submitted are the same in every view of them. */
export function useConfiguredClients(scope: ClientScope): ConfiguredClients {
  const { t } = useTranslation();
  const { href } = useLocation();
  const element = useClientsElement(scope);
  const { count } = element;
  const title = count === undefined ? t('configuration.title') : t('configuration.forMany', { count });
  const draftScope = useMemo<DraftScope>(
    () => ({ key: JSON.stringify(scope), label: title, href }),
    [scope, title, href],
  );
  return { element, draftScope, title };
}
