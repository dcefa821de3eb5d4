export { findMemberIds } from './groups.read.ts';
export { groupRoutes } from './groups.routes.ts';
export { checkContentForGroups, getGroup } from './groups.service.ts';
export {
  type ChangedClients,
  callerPatience,
  followClients,
  keepSettled,
  SERVER_ADDRESS,
  settleUnsettled,
} from './memberships.service.ts';
