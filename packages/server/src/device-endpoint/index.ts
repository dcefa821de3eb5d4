export { type ContactRequestDeps, requestContacts } from './contact-requests/contact-requests.service.ts';
export { type DcmpListener, startDcmpListener } from './dcmp/dcmp-listener.ts';
export { Interaction, type InteractionDeps } from './interaction.ts';
export { BadRequestGuard } from './listener/bad-request-guard.ts';
export {
  type PhoneListener,
  type PhoneListenerOptions,
  startPhoneListener,
} from './listener/phone-listener.ts';
export { defaultPhoneSettings, type PhoneSettings } from './phone-settings.ts';
