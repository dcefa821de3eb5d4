export { type ClaimedContact, claimContactRequests, findContactRequestTimes, forgetContactRequests } from './contact-requests.queries.ts';
export { type ClientProfile, deviceIdOf, modelOf, profileHash, profileOf } from './client-profile.ts';
export {
  type ArrivedContact,
  type KnownClient,
  type ProfiledContact,
  recordContacts,
  storeConfirmedNumbers,
  type StoredProfile,
  storeProfiles,
} from './contacts.queries.ts';
