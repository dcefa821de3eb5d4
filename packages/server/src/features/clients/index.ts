export type { ClientFilter } from './client-filter.ts';
export { recordPolls } from './client-polls.queries.ts';
export {
  type ClientProfile,
  deviceIdOf,
  isUserLoggedOn,
  modelOf,
  profileHash,
  profileOf,
  readDeviceId,
} from './client-profile.ts';
export { ClientFilterSchema, ClientSelection } from './client-selection.schema.ts';
export { findClientKinds, findSelectedClients } from './clients.read.ts';
export { clientNotFound, clientRoutes } from './clients.routes.ts';
export { clientSortKeys } from './clients.schema.ts';
export { clientExportColumns } from './clients-export.ts';
export { pageOfClients } from './clients-list.read.ts';
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
  findByDevice,
  findKinds,
  holdClients,
  type KnownClient,
  lockClients,
  type ProfiledContact,
  type ReplaceableClient,
  recordContacts,
  type StoredProfile,
  storeConfirmedNumbers,
  storeProfiles,
} from './contacts.queries.ts';
export { MAX_E164_DIGITS, readE164 } from './e164.ts';
export { type HardwareType, hardwareTypes } from './hardware-types.ts';
