import { createRoute } from '@tanstack/react-router';
import { FilesPage, readFilesSearch } from '../../features/files/index.ts';
import { readProviderListSearch, StorageProvidersPage } from '../../features/storage-providers/index.ts';
import { signedIn } from './frame.ts';

const files = createRoute({
  getParentRoute: () => signedIn,
  path: '/files',
  validateSearch: readFilesSearch,
  component: FilesPage,
});

const storageProviders = createRoute({
  getParentRoute: () => signedIn,
  path: '/storage-providers',
  validateSearch: readProviderListSearch,
  component: StorageProvidersPage,
});

/** Files and the places where they lie. */
export const fileRoutes = [files, storageProviders] as const;
