export { acceptanceRoutes } from './acceptance.routes.ts';
export { type KeptAcceptance, keepAcceptance } from './acceptance.service.ts';
export {
  claimInvitations,
  forgetHeld,
  type HeldCall,
  type Invitation,
  MAX_HELD,
  recordHeldCalls,
} from './held-phones.queries.ts';
