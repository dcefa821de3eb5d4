export {
  type ClientProfile,
  deviceIdOf,
  modelOf,
  profileHash,
  profileOf,
  readDeviceId,
} from './client-profile.ts';
export { type ClientFilter, countOpenStage, findSelectedClients } from './clients.read.ts';
export { clientNotFound, clientRoutes } from './clients.routes.ts';
export { ClientSelection } from './clients.schema.ts';
export { type ContactAddress, type ContactAddressCheck, checkContactAddress } from './contact-address.ts';
export {
  type ClaimedContact,
  claimContactRequests,
  findContactRequestTimes,
  forgetContactRequests,
} from './contact-requests.queries.ts';
export {
  type ArrivedContact,
  deleteClients,
  type KnownClient,
  lockClients,
  type ProfiledContact,
  recordContacts,
  type StoredProfile,
  storeConfirmedNumbers,
  storeProfiles,
} from './contacts.queries.ts';
