import type { Wording } from '../../infra/db/index.ts';

/**
 * What can happen to a target, in words for the administrator. The code is stable and translated by the app; `{name}`
 * stands for a parameter, `{name:one|more}` for a word that depends on its number. `{status}` and `{detail}` carry the phone's own words.
 */
const texts = {
  'job.canceled': 'Canceled by {account}.',
  'job.timeout': 'Not done within the time of the job: {detail}',
  'target.asked': 'The phone at {address} is asked to call.',
  'target.unreachable': 'The phone at {address} could not be asked to call: {detail}.',
  'target.no_contact_address':
    'The phone cannot be asked to call: {detail}. It gets its work when it calls by itself.',
  'target.called': 'The phone called ({reason}) from {address}.',
  'target.sent': '{count} {count:value was|values were} sent to the phone.',
  'target.stored': 'The phone stored {count} {count:value|values}.',
  'target.refused': 'The phone refused {item}: "{status}".',
  'target.refused_some': 'The phone refused {refused} of {count} values; {item}: "{status}".',
  'target.refused_all': 'The phone refused all {count} values; {item}: "{status}".',
  'target.action_failed': 'The phone did not accept {action}: "{status}".',
  'target.busy': 'The phone is in a call. It gets the change when the call has ended.',
  'target.withheld':
    'Passwords are held back until the phone answers our own contact request from the address that it went to.',
  'target.verifying':
    'The dialogue broke off after {count} {count:value|values} had been sent; the phone is asked what it has stored.',
  'target.verified': 'The phone already has {count} of the values that were sent before.',
  'target.superseded':
    '{count} {count:value was|values were} replaced by a newer change before they were sent.',
  'target.nothing_to_send': 'Nothing had to be sent to the phone.',
  'target.read': 'The phone reported {count} {count:value|values}.',
  'target.restart_sent': 'The phone was told to restart.',
  'target.reset_sent': 'The phone was told to reset itself to factory defaults.',
  'target.restarted': 'The phone started up.',
  'target.aborted': 'The phone broke off the dialogue: {detail}.',
  'target.unfit': 'The phone cannot take what was ordered: {detail}',
  'target.not_for_kind': 'The template is not for the device or software type of this phone.',
  'target.rollout_stopped':
    'Not sent: the rollout “{rollout}” stopped itself before it was the turn of this phone.',
  'target.rollout_aborted': 'Not sent: the rollout “{rollout}” was aborted by {account}.',
  'target.client_deleted': 'The client was deleted.',
  'target.waiting_for_start': 'Waiting for the phone to start up again.',
  'target.after_reset': 'Waiting for the factory reset that was ordered before.',
  'target.logging_on': 'The profile of {user} is sent to the phone.',
  'target.logged_on': '{user} is logged on at the phone.',
  'target.logging_off': 'The phone is asked for what it keeps for {user}.',
  'target.logged_off': '{user} is logged off.',
  'target.user_not_here': '{user} is not logged on at this phone any more.',
  'target.user_elsewhere': 'Waiting until {user} is logged off at {device}.',
  'target.user_deleted': 'The mobile user was deleted.',
  'target.phone_occupied': 'The mobile user {user} is logged on at the phone: log that user off first.',
  'target.mobility_off': 'Mobility is not enabled on the phone.',
  'target.logon_refused': 'The phone did not take the mobile user: "{status}".',
  'target.logoff_refused': 'The phone did not log the mobile user off: "{status}".',
  'target.in_dialogue': 'The phone is calling.',
  'target.files_told': 'The phone was told of {count} {count:file|files}: {names}.',
  'target.files_waiting': 'Waiting for the phone to tell what became of the files.',
  'target.files_asked': 'The phone told nothing of the transfer, so it is asked which files it has.',
  'target.file_stored': 'The phone has stored {name}.',
  'target.file_deleted': 'The phone has {name} no longer.',
  'target.file_present': 'The phone has {name} already.',
  'target.file_refused': 'The phone did not take {name}: "{status}".',
  'target.file_gone': '{name} was deleted here before the phone could get it.',
  'target.file_server_off':
    'The phone was not told of {name}: it can get it only from the integrated file server, which is switched off.',
  'target.file_not_fetched': 'The phone did not fetch {name}.',
  'target.file_not_listed': 'The phone fetched {name}, and yet it does not list it among its files.',
  'target.file_still_there': 'The phone still lists {name} among its files.',
  'target.file_left_out': 'Left out: {detail}',
  'target.software_outranked':
    '{name} is left out: the template “{winner}” goes before “{template}” here and has the say on the software, {version}.',
  'target.software_preferred':
    'The template “{template}” goes before {others} here, so its software counts, {version}.',
  'target.files_done': '{count:The file is|All files are} done.',
  'target.files_refused': '{count:Did not get there:|None of the files got there; the first one was} {name}.',
  'target.files_refused_some': '{refused} of {count} files did not get there; the first one was {name}.',
  'target.software_told': 'The phone was told to install {version}.',
  'target.software_waiting': 'Waiting for the phone to start up with its new software.',
  'target.software_installed': 'The phone started up with {version}.',
  'target.software_present': 'The phone has {version} already.',
  'target.software_downgrade':
    'The phone has {current}, which is newer than {version}; nobody has allowed to go back.',
  'target.software_not_installed': 'The phone did not install the software: it still runs {version}.',
  'target.software_other': 'The phone started up with {version} instead of {wanted}.',
  'target.software_not_fetched':
    'The phone started up with {version} again and had not fetched the software.',
  'target.software_interrupted':
    'The phone started up with {version} before it had fetched the software; it is told again.',
  'target.software_guard':
    'The phone was told of software less than 15 minutes ago, so it is left in peace for now.',
  'target.after_transfer': 'Waiting until the phone is done with the files that it is fetching.',
  'target.no_room': 'Waiting until fewer phones fetch files.',
} as const;

/** Codes of the sentences that the timelines of targets consist of. */
export type WordingCode = keyof typeof texts;

/** The words for a code, e.g. `wording('target.refused', { item: 'reg-addr', status: 'read only' })`. */
export function wording(code: WordingCode, params: Wording['params'] = {}): Wording {
  return { code, params, text: fillIn(texts[code], params) };
}

/** Puts parameters into a sentence; what they contain is not looked at again. */
export function fillIn(text: string, params: Wording['params']): string {
  return text.replaceAll(
    /\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g,
    (placeholder: string, name: string, one?: string, more?: string) => {
      const value = params[name];
      if (one !== undefined && more !== undefined) return value === 1 ? one : more;
      return String(value ?? placeholder);
    },
  );
}
