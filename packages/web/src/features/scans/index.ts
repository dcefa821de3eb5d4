import { lazyRouteComponent } from '@tanstack/react-router';

export { readScanSearch, readScansSearch } from './scan-search.ts';
export { followScans } from './scans.queries.ts';

export const ScansPage = lazyRouteComponent(() => import('./scans-page.tsx'), 'ScansPage');
export const ScanPage = lazyRouteComponent(() => import('./scan-page.tsx'), 'ScanPage');
