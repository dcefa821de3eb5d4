import { MAX_NONCE_LENGTH } from './limits.ts';
import type { ReadMessage } from './message-reader.ts';
import { ACTION_NAMES, type ActionName } from './messages.ts';

/** The usual form of a nonce (section 6): hex digits of any length and case. */
const USUAL_NONCE = /^[0-9A-Fa-f]{1,64}$/;

/** The nonce exactly as written; unusual ones pass with a warning (section 6). */
export function readNonce(read: ReadMessage): string {
  const { attributes, offset } = read.message;
  const { nonce } = attributes;
  if (nonce === undefined) return read.fail('missing-nonce', '<Message> without nonce', 'Message', offset);
  if (nonce === '' || nonce.length > MAX_NONCE_LENGTH) {
    const message = `a nonce must have 1 to ${MAX_NONCE_LENGTH} characters`;
    return read.fail('invalid-nonce', message, 'Message', offset);
  }
  if (!USUAL_NONCE.test(nonce)) {
    read.warnings.add('odd-nonce', 'the nonce is not 1 to 64 hex digits', offset);
  }
  return nonce;
}

/** The word of a list that the text means, spelled exactly or in other case (`Cleanup`, section 5). */
export function readWord<Word extends string>(
  read: ReadMessage,
  words: readonly Word[],
  text: string,
  offset: number,
): Word | undefined {
  const lower = text.toLowerCase();
  for (const word of words) {
    if (word === text) return word;
    if (word.toLowerCase() === lower) {
      read.warnings.add('odd-spelling', `"${word}" in other spelling`, offset);
      return word;
    }
  }
  return undefined;
}

/** Name of an action in the text of an element or attribute (section 10). */
export function readAction(read: ReadMessage, text: string, element: string): ActionName {
  const { offset } = read.head;
  const action = readWord(read, ACTION_NAMES, text, offset);
  if (action === undefined) return read.fail('unknown-action', 'an unknown action', element, offset);
  return action;
}
