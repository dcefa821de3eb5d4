import { readAction, readNonce, readWord } from './decode-common.ts';
import { type Grammar, type ReadMessage, readMessage } from './message-reader.ts';
import {
  type Fragment,
  isInitialReason,
  type PhoneMessage,
  REASONS,
  REPLY_STATUSES,
  type ReplyStatus,
} from './messages.ts';
import type { DecodeWarning } from './warnings.ts';
import { trimXmlSpace } from './xml/text.ts';
import { decodeUtf8, utf8Length } from './xml/utf8.ts';

const PHONE_GRAMMAR: Grammar = { roots: ['WorkpointMessage'], head: 'ReasonForContact', signed: false };

export interface DecodedPhoneMessage {
  /** Its strings may share the memory of the whole text: copy what is kept for long. */
  readonly message: PhoneMessage;
  readonly warnings: readonly DecodeWarning[];
  /**
   * What stands between `<ItemList>` and `</ItemList>`, as it came: white space, spelling and order of attributes
   * included. A view of the body, empty without items. Equal bytes mean equal items, so a digest of it shows an
   * unchanged inventory; unequal bytes may still mean the same.
   */
  readonly itemListBytes: Uint8Array;
}

/**
 * Decodes what a phone posts (sections 5 to 11), with every tolerance of section 5.
 * @throws ProtocolError when structure or identity is not clear
 */
export function decodePhoneMessage(body: Uint8Array): DecodedPhoneMessage {
  return parsePhoneMessage(decodeUtf8(body), body);
}

/** The thorough way: any legal XML, warnings, errors with their place. */
export function parsePhoneMessage(text: string, body: Uint8Array): DecodedPhoneMessage {
  const read = readMessage(text, PHONE_GRAMMAR);
  return {
    message: toPhoneMessage(read),
    warnings: read.warnings.warnings,
    itemListBytes: sliceBytes(body, text, read.listStart, read.listEnd),
  };
}

/** The bytes that stand for the characters from `start` up to `end`. */
export function sliceBytes(body: Uint8Array, text: string, start: number, end: number): Uint8Array {
  if (body.length === text.length) return body.subarray(start, end);
  // Counting from both ends is cheap: what surrounds the list is short.
  return body.subarray(utf8Length(text, 0, start), body.length - utf8Length(text, end));
}

function toPhoneMessage(read: ReadMessage): PhoneMessage {
  const { head, items } = read;
  const nonce = readNonce(read);
  const reason = readWord(read, REASONS, head.text, head.offset);
  if (reason === undefined) {
    return read.fail('unknown-reason', 'an unknown reason for contact', 'ReasonForContact', head.offset);
  }
  const maxItems = readMaxItems(read);
  const fragment = readFragment(read);
  const base = {
    nonce,
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(fragment === undefined ? {} : { fragment }),
    items,
  };
  if (reason === 'reply-to') {
    const { action } = head.attributes;
    if (action === undefined) {
      return read.fail('missing-action', 'a reply without action', 'ReasonForContact', head.offset);
    }
    const name = readAction(read, trimXmlSpace(action), 'ReasonForContact');
    return { ...base, reason, action: name, status: readStatus(read) };
  }
  if (head.attributes['action'] !== undefined || head.attributes['status'] !== undefined) {
    read.warnings.add('unexpected-attribute', 'action or status without reply-to', head.offset);
  }
  return isInitialReason(reason) ? { ...base, reason } : { ...base, reason };
}

function readStatus(read: ReadMessage): ReplyStatus {
  const { attributes, offset } = read.head;
  const text = trimXmlSpace(attributes['status'] ?? '');
  if (text === '') return 'accepted';
  const status = readWord(read, REPLY_STATUSES, text, offset);
  if (status !== undefined) return status;
  // Whatever else the phone says, it has not accepted.
  read.warnings.add('unknown-status', 'an unknown reply status, taken as failed', offset);
  return 'failed';
}

function readMaxItems(read: ReadMessage): number | undefined {
  const { attributes, offset } = read.message;
  const text = attributes['maxItems'];
  if (text === undefined) return undefined;
  const number = /^(-1|\d{1,9})$/.test(trimXmlSpace(text)) ? Number(trimXmlSpace(text)) : 0;
  if (number !== 0) return number;
  read.warnings.add('invalid-max-items', 'maxItems is neither -1 nor a positive number', offset);
  return undefined;
}

/** By the message's own attribute; the guide's table has it on ReasonForContact (section 5, conflict). */
function readFragment(read: ReadMessage): Fragment | undefined {
  const onMessage = toFragment(read, read.message.attributes['fragment'], read.message.offset);
  const onHead = toFragment(read, read.head.attributes['fragment'], read.head.offset);
  if (onMessage !== undefined && onHead !== undefined && onMessage !== onHead) {
    read.warnings.add('fragment-conflict', 'two different fragment attributes', read.head.offset);
  }
  return onMessage ?? onHead;
}

function toFragment(read: ReadMessage, text: string | undefined, offset: number): Fragment | undefined {
  if (text === undefined) return undefined;
  const fragment = readWord(read, ['next', 'final'] as const, trimXmlSpace(text), offset);
  if (fragment === undefined) {
    read.warnings.add('invalid-fragment', 'fragment is neither next nor final', offset);
  }
  return fragment;
}
