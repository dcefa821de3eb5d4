import type { ProblemCode } from '../../api/types.ts';

type Dashed<Code extends string> = Code extends `${infer Left}.${infer Right}`
  ? Dashed<`${Left}-${Right}`>
  : Code extends `${infer Left}_${infer Right}`
    ? Dashed<`${Left}-${Right}`>
    : Code;

/** Codes that have a sentence of the app's own in both languages, see `problem`. */
type Own =
  | 'session-invalid-credentials'
  | 'session-setup-code-wrong'
  | 'session-required'
  | 'account-wrong-password'
  | 'client-not-found'
  | 'job-not-found'
  | 'job-already-finished';

/** What each code of the server means. In English the server's own sentence says more. */
export const problemKind = {
  'request-invalid': 'The request is not valid.',
  'request-not-found': 'There is nothing at this address.',
  'request-too-large': 'The request is too large. Send less at once.',
  'request-unsupported-media-type': 'The server does not take this kind of content.',
  'request-cross-site': 'The request came from another site.',
  'request-precondition-required': 'The request does not say which state it changes.',
  'request-outdated': 'Somebody else has changed this meanwhile. Look at the current state and try again.',
  'server-internal': 'Something went wrong in the server. Its log has the details.',
  'server-unavailable': 'The server is not available at the moment. Try again in a few seconds.',
  'session-setup-code-required':
    'The first sign-in from another machine needs the setup code from the log of the server.',
  'session-too-many-attempts': 'Too many attempts to sign in. Wait a little.',
  'account-password-change-required': 'Choose a new password first.',
  'account-password-policy': 'The new password does not keep the rules for passwords.',
  'client-selection-grown': 'More clients match now than were confirmed. Look at the list again.',
  'saved-view-not-found': 'This view does not exist. It may have been deleted.',
  'saved-view-name-taken': 'You have a view of this name already.',
  'saved-view-too-many': 'There is no room for another view. Delete one first.',
  'job-target-not-found': 'The job has no such client.',
  'job-still-running': 'The job has not ended yet. Cancel it first.',
  'job-nothing-to-retry': 'Nothing of this job has failed.',
  'recurring-job-not-found': 'This recurring job does not exist. It may have been deleted.',
  'recurring-job-name-taken': 'Another recurring job has this name already.',
  'recurring-job-invalid-schedule': 'The schedule cannot be followed.',
  'job-no-clients': 'No client is chosen.',
  'job-invalid-value': 'A value is not allowed.',
  'job-unfit-clients': 'Some of the clients cannot take what was ordered.',
  'job-unknown-file': 'A file does not exist.',
  'value-not-taken-over': 'A value of the phone cannot be taken over.',
  'history-not-found': 'This entry of the history does not exist.',
  'history-nothing-to-put-back': 'Everything is as it was then already.',
  'plug-and-play-not-found': 'This prepared client does not exist. It may have been deleted.',
  'plug-and-play-taken': 'Another client has this device ID or number already.',
  'plug-and-play-recognized': 'Its phone has called already: change the client instead.',
  'template-not-found': 'This template does not exist. It may have been deleted.',
  'template-name-taken': 'Another template has this name already.',
  'template-in-use': 'The template is in use.',
  'template-wrong-type': 'This is not possible with a template of this type.',
  'template-nothing-to-take': 'None of the chosen values can become part of a template.',
  'template-import-refused': 'The file cannot be imported as it is.',
  'group-not-found': 'This group does not exist. It may have been deleted.',
  'group-name-taken': 'Another group has this name already.',
  'group-invalid-filter': 'The filter of the group is not possible.',
  'group-unusable-template': 'A group cannot have this template.',
  'rollout-not-found': 'This rollout does not exist.',
  'rollout-wrong-state': 'The rollout is not in a state for this.',
  'rollout-empty-canary': 'The first wave would be empty.',
  'scan-not-found': 'This scan does not exist.',
  'scan-too-large': 'These are too many addresses for one scan.',
  'scan-not-allowed': 'Scans are not allowed in this network.',
  'scan-too-many': 'Too many scans are running. Wait until one has ended.',
  'scan-running': 'The scan is still running.',
  'scan-ended': 'The scan has ended already.',
  'storage-provider-not-found': 'This storage provider does not exist. It may have been deleted.',
  'storage-provider-name-taken': 'A storage provider with this name exists already.',
  'storage-provider-connection-failed': 'The storage provider cannot be used with these details.',
  'storage-provider-in-use': 'Files of the storage provider are still used by templates or open jobs.',
  'storage-provider-scanning': 'The storage provider is being scanned already.',
  'storage-provider-search-not-found': 'This search for storage providers does not exist any more.',
  'storage-provider-searching':
    'A search for storage providers is under way. Wait until it has ended, or stop it.',
  'storage-provider-not-searching': 'The search for storage providers has ended already.',
  'storage-provider-not-scanning': 'The storage provider is not being scanned.',
  'user-not-found': 'This mobile user does not exist. It may have been deleted.',
  'user-exists': 'E164 user already exists.',
  'user-logged-on': 'The mobile user is logged on. Log the user off first.',
  'user-no-license': 'There is no license for another mobile user.',
  'user-not-logged-on': 'The mobile user is logged on nowhere.',
  'user-selection-grown':
    'More mobile users match now than were confirmed. Look at the list and confirm again.',
  'user-no-phone': 'There is no phone where the mobile user could be logged on.',
  'file-not-found': 'This file does not exist. It may have been deleted.',
  'file-in-use': 'The file is in use.',
  'file-at-provider': 'The file lies at its storage provider. Delete it there.',
  'file-elsewhere': 'The content of the file does not lie here, but at its storage provider.',
  'file-bad-range': 'The file has no such part.',
  'file-refused': 'The file cannot be taken.',
  'file-upload-not-found': 'This upload does not exist any more. Begin again.',
  'file-upload-offset': 'The upload stands somewhere else. It goes on from there.',
  'file-too-many-uploads': 'Too many uploads are under way. Wait until some are done, or give them up.',
  'notification-not-found': 'This notification does not exist.',
  'item-name-not-found': 'The catalog has no such parameter.',
  'item-name-invalid': 'This correction is not possible.',
  'item-name-import-refused': 'The file cannot be imported as it is.',
  'item-name-no-report': 'The phone has not reported its values yet. Refresh its data first.',
  'import-unreadable': 'The file cannot be read.',
  'import-refused': 'The file has faults; nothing was changed.',
  'event-too-many-streams': 'Too many windows are open for live updates. Close some.',
} satisfies Record<Exclude<Dashed<ProblemCode>, Own>, string>;
