import type { ErrorCode } from '../errors/index.ts';

/** What an error code means, and the sentence that it typically comes with; both are part of the API description. */
export interface ProblemText {
  readonly title: string;
  readonly example: string;
}

/** Every code of the admin API: a new code does not compile without its texts. */
export const problemTexts: Readonly<Record<ErrorCode, ProblemText>> = {
  'request.invalid': {
    title: 'The request is not valid',
    example: '"pageSize" must be a whole number from 1 to 100.',
  },
  'request.not_found': {
    title: 'There is nothing at this address',
    example: 'There is no GET /api/v1/phones: see /api-docs for what exists.',
  },
  'request.too_large': {
    title: 'The request is too large',
    example: 'The request body is larger than 1 MiB: send less at once.',
  },
  'request.unsupported_media_type': {
    title: 'The content type is not supported',
    example: 'Send the request body as JSON with "Content-Type: application/json".',
  },
  'request.cross_site': {
    title: 'The request came from another site',
    example: 'Send the header "X-Requested-With: deskfleet" with every request that changes something.',
  },
  'request.precondition_required': {
    title: 'The request does not say which state it changes',
    example: 'Send the entity tag of what you have read as "If-Match", so that nobody\'s change is lost.',
  },
  'request.outdated': {
    title: 'Somebody else was faster',
    example:
      'Meanwhile admin has changed this, on 2026-03-02T08:15:30.000Z: look at the current state and try again.',
  },
  'server.internal': {
    title: 'The server failed',
    example: 'Something went wrong in the server; its log has the details under this request id.',
  },
  'server.unavailable': {
    title: 'The server is not available at the moment',
    example: 'The database cannot be reached at the moment: try again in a few seconds.',
  },
  'session.required': {
    title: 'Nobody is signed in',
    example: 'Sign in first: the session is missing or has ended.',
  },
  'session.invalid_credentials': {
    title: 'User name or password is wrong',
    example: 'User name or password is wrong.',
  },
  'session.setup_code_required': {
    title: 'The setup code is needed',
    example:
      'The first sign-in from another machine needs the setup code: it is in the log that the server wrote at its start.',
  },
  'session.setup_code_wrong': {
    title: 'The setup code is wrong',
    example: 'The setup code is wrong: it is in the log that the server wrote at its start.',
  },
  'session.too_many_attempts': {
    title: 'Too many failed attempts',
    example: 'There were too many failed attempts: try again in 30 seconds.',
  },
  'account.password_change_required': {
    title: 'The password must be changed first',
    example: 'Change the password first: until then this account can do nothing else.',
  },
  'account.password_policy': {
    title: 'The new password breaks the rules for passwords',
    example: 'The new password must have 14 to 20 characters.',
  },
  'account.wrong_password': {
    title: 'The current password is wrong',
    example: 'The current password is wrong.',
  },
  'client.not_found': {
    title: 'The client does not exist',
    example: 'There is no client with the id 4711: it may have been deleted.',
  },
  'client.selection_grown': {
    title: 'More clients match than were confirmed',
    example:
      'There are 14 clients that match now, 2 more than the 12 that were confirmed: look at the list and confirm again.',
  },
  'saved_view.not_found': {
    title: 'The view does not exist',
    example: 'There is no view with the id 4711 that you may change: it may have been deleted.',
  },
  'saved_view.name_taken': {
    title: 'You have a view of this name already',
    example: 'You have a view “Ward 3” already: choose another name.',
  },
  'saved_view.too_many': {
    title: 'There is no room for another view',
    example: 'You have 100 views: delete one that you do not need.',
  },
  'job.not_found': {
    title: 'The job does not exist',
    example: 'There is no job with the id 4711: it may have been deleted.',
  },
  'job.target_not_found': {
    title: 'The target does not exist',
    example: 'The job 4711 has no target with the id 4712.',
  },
  'job.already_finished': {
    title: 'The job has finished already',
    example: 'The job has finished already and cannot be canceled any more.',
  },
  'job.still_running': {
    title: 'The job has not ended yet',
    example: 'The job 4711 has not ended yet: cancel it first.',
  },
  'job.nothing_to_retry': {
    title: 'Nothing of the job has failed',
    example: 'For none of the clients that still exist has this job failed, timed out or been canceled.',
  },
  'recurring_job.not_found': {
    title: 'The recurring job does not exist',
    example: 'There is no recurring job with the id 4711: it may have been deleted.',
  },
  'recurring_job.name_taken': {
    title: 'Another recurring job has this name',
    example: 'There is a recurring job “Nightly refresh” already: choose another name.',
  },
  'recurring_job.invalid_schedule': {
    title: 'The schedule cannot be followed',
    example:
      'The schedule “0 25 * * *” cannot be understood: write minute, hour, day of month, month and day of week.',
  },
  'job.no_clients': {
    title: 'No client is meant',
    example: 'No client matches: choose at least one.',
  },
  'job.invalid_value': {
    title: 'A value does not fit its parameter',
    example: '"values.0.value" must be a port from 1 to 65535.',
  },
  'job.unfit_clients': {
    title: 'Some of the clients cannot take a value',
    example: 'Of the 12 clients, 3 cannot take what was ordered: leave them out, or order with "skipUnfit".',
  },
  'job.unknown_file': {
    title: 'A file does not exist',
    example: 'There is no file with the id 17: it may have been deleted.',
  },
  'value.not_taken_over': {
    title: 'A value cannot be taken over',
    example: 'The phone does not report "reg-addr", so there is nothing to take over.',
  },
  'history.not_found': {
    title: 'The entry of the history does not exist',
    example: 'The client has no entry 4711 in its history: it may have been removed after its time.',
  },
  'history.nothing_to_put_back': {
    title: 'There is nothing to put back',
    example: 'Everything is desired as it was before this change already.',
  },
  'plug_and_play.not_found': {
    title: 'The Plug&Play client does not exist',
    example: 'There is no Plug&Play client with the id 4711: it may have been deleted.',
  },
  'plug_and_play.taken': {
    title: 'The device ID or number is taken',
    example:
      'The number 4989700732406 is that of the client 00:1A:E8:75:FD:B1 (CP710): choose another one, or delete that client first.',
  },
  'plug_and_play.recognized': {
    title: 'The phone has called already',
    example: 'The phone has called already and is the client 4711: change it there.',
  },
  'template.not_found': {
    title: 'The template does not exist',
    example: 'There is no template with the id 4711: it may have been deleted.',
  },
  'template.name_taken': {
    title: 'The name of the template is taken',
    example: 'There is a template “Reception” already: choose another name.',
  },
  'template.in_use': {
    title: 'The template is in use',
    example:
      'The template “Reception” is used by 1 group and 12 clients: withdraw it with "withdraw=true", or take it out there first.',
  },
  'template.wrong_type': {
    title: 'A template of this type cannot be used so',
    example: 'Onboarding templates are written once, when a phone registers: choose a default template.',
  },
  'template.nothing_to_take': {
    title: 'There is nothing to make a template of',
    example: 'The client has none of these values: choose others, or refresh its data first.',
  },
  'template.import_refused': {
    title: 'Templates of the file are not possible',
    example:
      'Nothing was imported, for there is a template “Reception” already: import it under another name.',
  },
  'group.not_found': {
    title: 'The group does not exist',
    example: 'There is no group with the id 4711: it may have been deleted.',
  },
  'group.name_taken': {
    title: 'The name of the group is taken',
    example: 'There is a group “Ward 3” already: choose another name.',
  },
  'group.invalid_filter': {
    title: 'The filter of the group is not possible',
    example: 'The range 10.1.0.99-10.1.0.1 ends before it begins: give the smaller address first.',
  },
  'group.unusable_template': {
    title: 'A template cannot be used by a group',
    example: 'There is no template with the id 4711: it may have been deleted.',
  },
  'scan.not_found': {
    title: 'The scan does not exist',
    example: 'There is no scan with the id 4711: it may have been deleted.',
  },
  'scan.too_large': {
    title: 'The scan is too large',
    example: 'These are 16,777,214 addresses; a scan takes at most 65,536: choose a smaller range.',
  },
  'scan.not_allowed': {
    title: 'A network may not be scanned',
    example:
      'Nobody may scan “192.0.2.0/24”: add it to the allowed networks in the settings for scans first.',
  },
  'scan.too_many': {
    title: 'Too many scans are running',
    example: 'There are 5 scans running: wait until one has ended, or stop one.',
  },
  'scan.running': {
    title: 'The scan is still running',
    example: 'The scan is still running: stop it first.',
  },
  'scan.ended': {
    title: 'The scan has ended already',
    example: 'The scan has ended already.',
  },
  'rollout.not_found': {
    title: 'The rollout does not exist',
    example: 'There is no rollout with the id 4711: it may have been deleted.',
  },
  'rollout.wrong_state': {
    title: 'The rollout is not in a state for this',
    example: 'This cannot be done now, because the rollout is done.',
  },
  'rollout.empty_canary': {
    title: 'The first wave would be empty',
    example:
      'None of the chosen clients that can take the order is in the group “IT department”: choose another canary.',
  },
  'storage_provider.not_found': {
    title: 'There is no such storage provider',
    example: 'There is no storage provider with the id 4711: it may have been deleted.',
  },
  'storage_provider.name_taken': {
    title: 'There is a storage provider of this name already',
    example: 'There is a storage provider “Firmware” already: choose another name.',
  },
  'storage_provider.connection_failed': {
    title: 'The storage provider cannot be used as it is configured',
    example: 'There is no bucket “phones” at s3.example.org.',
  },
  'storage_provider.in_use': {
    title: 'Files of the storage provider are in use',
    example: 'Files of “Firmware” are in use by the template “Lobby phones”: take them out there first.',
  },
  'storage_provider.scanning': {
    title: 'The storage provider is being scanned already',
    example: 'A scan of “Firmware” is under way: wait until it has ended, or stop it.',
  },
  'storage_provider.not_scanning': {
    title: 'The storage provider is not being scanned',
    example: 'No scan of “Firmware” is under way.',
  },
  'storage_provider.search_not_found': {
    title: 'There is no such search for storage providers',
    example: 'There is no search for storage providers with the id 4711: it may have been deleted.',
  },
  'storage_provider.searching': {
    title: 'A search for storage providers is under way',
    example: 'A search for storage providers is under way: wait until it has ended, or stop it.',
  },
  'storage_provider.not_searching': {
    title: 'The search has ended already',
    example: 'The search has ended already.',
  },
  'user.not_found': {
    title: 'The mobile user does not exist',
    example: 'There is no mobile user with the id 4711: it may have been deleted.',
  },
  'user.exists': {
    title: 'E164 user already exists',
    example: 'E164 user already exists: 4989700732406 is registered.',
  },
  'user.logged_on': {
    title: 'The mobile user is logged on',
    example:
      'The mobile user 4989700732406 is logged on at 00:1A:E8:75:FD:B1 (CP710): log the user off first.',
  },
  'user.not_logged_on': {
    title: 'The mobile user is not logged on',
    example: 'None of the mobile users is logged on: there is nobody to log off.',
  },
  'user.no_phone': {
    title: 'A mobile user cannot be logged on at the phone',
    example:
      'Mobility is not enabled on 00:1A:E8:75:FD:B1 (CP710): enable it first, or choose another phone.',
  },
  'user.selection_grown': {
    title: 'More mobile users match than were confirmed',
    example:
      'There are 14 mobile users that match now, 2 more than the 12 that were confirmed: look at the list and confirm again.',
  },
  'user.no_license': {
    title: 'There is no license for another mobile user',
    example: 'The license is for 100 mobile users, and there are 100: delete some, or extend the license.',
  },
  'file.not_found': {
    title: 'The file does not exist',
    example: 'There is no file with the id 4711: it may have been deleted.',
  },
  'file.in_use': {
    title: 'The file is in use',
    example:
      'The file “logo.png” is used by the template “Reception”: take it out there first, or wait for the job.',
  },
  'file.at_provider': {
    title: 'The file lies at its storage provider',
    example: 'The file “logo.png” lies at its storage provider: delete it there, and the next scan notices.',
  },
  'file.elsewhere': {
    title: 'The content does not lie here',
    example: 'The content of “logo.png” does not lie here (any more): get it from its storage provider.',
  },
  'file.bad_range': {
    title: 'The part that was asked for does not exist',
    example: 'The file has 1000 bytes; the part that was asked for begins behind its end.',
  },
  'file.refused': {
    title: 'The file cannot be taken',
    example: 'The file (PNG) is damaged or cut off: IEND is missing or wrong in it. Get it again.',
  },
  'file.upload_not_found': {
    title: 'The upload does not exist',
    example:
      'There is no such upload of yours: it may have been given up after a day without news. Begin again.',
  },
  'file.upload_offset': {
    title: 'The upload stands somewhere else',
    example:
      'The upload does not stand there but at 8388608 or beyond, for instance because another portion is just arriving: ask where it stands, and go on from there.',
  },
  'file.too_many_uploads': {
    title: 'Too many uploads are under way',
    example: 'This account has 20 uploads under way: finish some or give them up first.',
  },
  'notification.not_found': {
    title: 'The notification does not exist',
    example: 'There is no notification with the id 4711: it may have been cleared.',
  },
  'item_name.not_found': {
    title: 'There is no such parameter',
    example: 'The catalog has no parameter with the id "7.3.2/server-adress".',
  },
  'item_name.invalid': {
    title: 'The correction is not possible',
    example: '"SIP server address" of this catalog has the item "reg-addr" already: choose another name.',
  },
  'item_name.import_refused': {
    title: 'Corrections of the file are not possible',
    example:
      'Nothing was imported, for 1 entry is wrong: the catalog has no parameter "7.3.2/server-adress".',
  },
  'item_name.no_report': {
    title: 'The client has not told its configuration yet',
    example: 'This client has not told its complete configuration yet: refresh its data first.',
  },
  'import.unreadable': {
    title: 'The file cannot be read',
    example: 'The file has no column "deviceId": its first line must name the columns.',
  },
  'import.refused': {
    title: 'Lines of the file are wrong',
    example:
      'Nothing was imported, for 1 value is wrong: line 12, "e164": an E.164 number has at most 15 digits.',
  },
  'event.too_many_streams': {
    title: 'Too many event streams are open',
    example: 'This account has 32 event streams open: close a window of the app.',
  },
};
