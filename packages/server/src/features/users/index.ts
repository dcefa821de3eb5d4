export {
  findMobileUsers,
  findMobileUsersById,
  findOwnProfile,
  findPlaces,
  findProfile,
  findUserData,
  type MobileUser,
} from './mobile-profile.queries.ts';
export { applyMobility, type MobilityChange, reserveUser } from './mobility.queries.ts';
export { findUsersAt } from './mobility-orders.queries.ts';
export { findMobilityParameters } from './mobility-parameters.ts';
export {
  asksForUser,
  concernsUsers,
  hasMobility,
  LOGGED_OFF,
  type MobilityWords,
  readMobilityWords,
} from './mobility-words.ts';
export { moveUserValues } from './moved-values.queries.ts';
export { userRoutes } from './users.routes.ts';
