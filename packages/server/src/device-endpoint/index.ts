export { ContactRequester } from './contact-requests/contact-requests.service.ts';
export { inviteHeldPhones } from './contact-requests/invite-held-phones.ts';
export { type DcmpListener, startDcmpListener } from './dcmp/dcmp-listener.ts';
export { keepPiecesClear } from './dialogue-store/stray-pieces.ts';
export type { OpeningLimits } from './opening-line.ts';
export { createPhoneMetrics, type PhoneMetrics } from './phone-metrics.ts';
export { openPhonePorts, type PhonePorts } from './phone-ports.ts';
export { Scanner } from './scans/scanner.ts';
