import { lazyRouteComponent } from '@tanstack/react-router';

export { clientName } from './client-name.ts';
export { ClientPicker } from './client-picker.tsx';
export { ClientPlaces } from './client-places.tsx';
export { filterParts, readClientFilter, readClientListSearch } from './client-search.ts';
export {
  clientFacetsQuery,
  clientListQuery,
  clientQuery,
  clientValuesQuery,
  followClients,
  prefetchClientList,
} from './clients.queries.ts';
export {
  type ConfigureSearch,
  readConfigureSearch,
  scopeOfSearch,
} from './configure/configure-address.ts';
export { readContactSearch } from './contacts/contact-search.ts';
export { confirmed } from './selection.ts';
export { type ChosenClients, useBroughtClients, useScopeCount } from './use-brought-clients.ts';
export { useFilterWords } from './use-filter-words.ts';

export const ClientsPage = lazyRouteComponent(() => import('./clients-page.tsx'), 'ClientsPage');
export const ClientPage = lazyRouteComponent(() => import('./client-page.tsx'), 'ClientPage');
export const ClientOverview = lazyRouteComponent(() => import('./client-overview.tsx'), 'ClientOverview');
export const ClientJobs = lazyRouteComponent(() => import('./client-jobs.tsx'), 'ClientJobs');
export const ClientConfiguration = lazyRouteComponent(
  () => import('./client-configuration.tsx'),
  'ClientConfiguration',
);
export const ClientHistory = lazyRouteComponent(() => import('./client-history.tsx'), 'ClientHistory');
export const ClientFunctionKeys = lazyRouteComponent(
  () => import('./client-function-keys.tsx'),
  'ClientFunctionKeys',
);
export const ConfigurePage = lazyRouteComponent(
  () => import('./configure/configure-page.tsx'),
  'ConfigurePage',
);
export const ConfigureValues = lazyRouteComponent(
  () => import('./configure/configure-values.tsx'),
  'ConfigureValues',
);
export const ConfigureFunctionKeys = lazyRouteComponent(
  () => import('./configure/configure-function-keys.tsx'),
  'ConfigureFunctionKeys',
);
export const ClientContacts = lazyRouteComponent(
  () => import('./contacts/client-contacts.tsx'),
  'ClientContacts',
);
