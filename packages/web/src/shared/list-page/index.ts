export { ListPage } from './list-page.tsx';
export { type List, useList } from './use-list.ts';
