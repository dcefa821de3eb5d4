export { groupRoutes } from './groups.routes.ts';
export { checkContentForGroups } from './groups.service.ts';
