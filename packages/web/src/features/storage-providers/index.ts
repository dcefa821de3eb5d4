import { lazyRouteComponent } from '@tanstack/react-router';

export { readProviderListSearch } from './provider-search.ts';
export { followStorageProviders } from './storage-providers.queries.ts';

export const StorageProvidersPage = lazyRouteComponent(
  () => import('./storage-providers-page.tsx'),
  'StorageProvidersPage',
);
