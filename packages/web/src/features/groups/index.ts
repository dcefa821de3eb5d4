import { lazyRouteComponent } from '@tanstack/react-router';

export { GroupName } from './group-name.tsx';
export { readGroupListSearch, readMemberSearch } from './group-search.ts';
export { GroupSelect } from './group-select.tsx';
export { followGroups, groupQuery } from './groups.queries.ts';

export const GroupsPage = lazyRouteComponent(() => import('./groups-page.tsx'), 'GroupsPage');
export const GroupPage = lazyRouteComponent(() => import('./group-page.tsx'), 'GroupPage');
export const NewGroupPage = lazyRouteComponent(() => import('./group-editor-page.tsx'), 'NewGroupPage');
export const EditGroupPage = lazyRouteComponent(() => import('./group-editor-page.tsx'), 'EditGroupPage');
