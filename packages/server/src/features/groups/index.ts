export { groupRoutes } from './groups.routes.ts';
export { checkContentForGroups } from './groups.service.ts';
export {
  type ChangedClients,
  callerPatience,
  followClients,
  keepSettled,
  SERVER_ADDRESS,
  settleUnsettled,
} from './memberships.service.ts';
