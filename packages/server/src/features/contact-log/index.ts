export { type QuietContacts, storeDialogueLog, storeQuietContacts } from './contact-log.queries.ts';
export { keepContactLogBounded } from './contact-log.retention.ts';
export { contactLogRoutes } from './contact-log.routes.ts';
export {
  type LoggedDialogue,
  MAX_QUIET_OF_CLIENT,
  toLoggedItems,
} from './logged.ts';
