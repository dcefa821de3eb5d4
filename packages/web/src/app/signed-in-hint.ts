import { readStored, writeStored } from '../shared/storage/browser-storage.ts';

const KEY = 'deskfleet.signedIn';

/** Whether this browser was signed in when it was last here: then the app is worth loading before the server says so. */
export function wasSignedIn(): boolean {
  return readStored(KEY) === 'yes';
}

export function rememberSignedIn(signedIn: boolean): void {
  writeStored(KEY, signedIn ? 'yes' : 'no');
}
