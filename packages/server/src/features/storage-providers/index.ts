export { createProviderContents, type ProviderContents } from './provider-contents.ts';
export { ProviderScanner } from './provider-scanner.ts';
export { createProviderUrls, type ProviderUrls } from './provider-urls.ts';
export { ProviderSearcher } from './search/provider-searcher.ts';
export { findProviderHurdles, type ProviderHurdle } from './storage-providers.queries.ts';
export { storageProviderRoutes } from './storage-providers.routes.ts';
