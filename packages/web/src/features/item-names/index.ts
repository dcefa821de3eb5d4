import { lazyRouteComponent } from '@tanstack/react-router';

export { readItemNameSearch } from './item-name-search.ts';

export const ItemNamesPage = lazyRouteComponent(() => import('./item-names-page.tsx'), 'ItemNamesPage');
