export { type QuietContacts, storeDialogueLog, storeQuietContacts } from './contact-log.queries.ts';
export { findDialoguesOfTarget } from './contact-log.read.ts';
export { keepContactLogBounded } from './contact-log.retention.ts';
export { contactLogRoutes } from './contact-log.routes.ts';
export { LoggedContact } from './contact-log.schema.ts';
export {
  type LoggedDialogue,
  MAX_QUIET_OF_CLIENT,
  toLoggedItems,
} from './logged.ts';
