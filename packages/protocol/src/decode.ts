import { frameOf } from './frame.ts';
import { toPhoneMessage, toServerMessage } from './meaning.ts';
import { Findings, PHONE_GRAMMAR, SERVER_GRAMMAR } from './message-parts.ts';
import type { PhoneMessage, ServerMessage } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';
import { readMessage } from './read-message.ts';
import { scanAroundItems, scanMessage, type UnreadParts } from './scan-message.ts';
import { UnreadReply } from './unread-reply.ts';
import type { DecodeWarning } from './warnings.ts';
import { decodeUtf8, utf8Length } from './xml/utf8.ts';

export interface DecodedPhoneMessage {
  /** Its strings may share the memory of the whole text: copy what is kept for long. */
  readonly message: PhoneMessage;
  readonly warnings: readonly DecodeWarning[];
  /**
   * What stands between `<ItemList>` and `</ItemList>`, byte for byte: white space, references and order included. A
   * view of the body, empty without items. Equal bytes mean equal items, so a digest of it shows an unchanged inventory;
   * unequal bytes may still mean the same.
   */
  readonly itemListBytes: Uint8Array;
}

export interface DecodedServerMessage {
  readonly message: ServerMessage;
  readonly warnings: readonly DecodeWarning[];
}

/**
 * Decodes what a phone posts (sections 5 to 11), with every tolerance of section 5.
 * @throws ProtocolError when structure or identity is not clear
 */
export function decodePhoneMessage(body: Uint8Array): DecodedPhoneMessage {
  const text = decodeUtf8(body);
  const findings = new Findings(text);
  const parts = scanMessage(text, PHONE_GRAMMAR) ?? readMessage(text, PHONE_GRAMMAR, findings);
  return {
    message: toPhoneMessage(parts, findings),
    warnings: findings.warnings.warnings,
    itemListBytes: sliceBytes(body, text, parts.listStart, parts.listEnd),
  };
}

/**
 * Like {@link decodePhoneMessage}, but reads the items of a reply to ReadAllItems only when they are asked for: most are
 * not, for the bytes of the list tell already that nothing has changed. Then `items` throws what `decodePhoneMessage`
 * would have thrown, and warnings on items are not recorded.
 * @throws ProtocolError when structure or identity is not clear
 */
export function openPhoneMessage(body: Uint8Array): DecodedPhoneMessage {
  return openReading(body) ?? decodePhoneMessage(body);
}

/** A reply to ReadAllItems in the form in which phones write nearly all; undefined for anything else. */
function openReading(body: Uint8Array): DecodedPhoneMessage | undefined {
  const frame = frameOf(body, '"ReadAllItems"');
  if (frame === undefined) return undefined;
  const { text, cut, listStart, listEnd } = frame;
  const parts = scanAroundItems(text, PHONE_GRAMMAR);
  if (parts?.listStart !== cut || parts.listEnd !== cut || parts.headText !== 'reply-to') return undefined;
  if (parts.head.attributes['action'] !== 'ReadAllItems') return undefined;
  // All that can be odd stands before the list, where the offsets are those of the whole text.
  const findings = new Findings(text);
  const message = messageAround(parts, findings);
  if (message?.reason !== 'reply-to') return undefined;
  return {
    message: new UnreadReply(message, () => decodePhoneMessage(body).message.items),
    warnings: findings.warnings.warnings,
    itemListBytes: body.subarray(listStart, listEnd),
  };
}

/** Undefined for a message that cannot be taken: its items may be wrong as well, and stand first. */
function messageAround(parts: UnreadParts, findings: Findings): PhoneMessage | undefined {
  try {
    return toPhoneMessage({ ...parts, items: [] }, findings);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

/**
 * Decodes what a server answers, as tolerantly as phones do (section 5), signed messages included (section 15.3); the
 * signature is not checked. A status on an item is kept although it has no meaning in this direction (section 9).
 * @throws ProtocolError when structure or identity is not clear
 */
export function decodeServerMessage(body: Uint8Array): DecodedServerMessage {
  const text = decodeUtf8(body);
  const findings = new Findings(text);
  const parts = scanMessage(text, SERVER_GRAMMAR) ?? readMessage(text, SERVER_GRAMMAR, findings);
  return { message: toServerMessage(parts, findings), warnings: findings.warnings.warnings };
}

/** The bytes that stand for the characters from `start` up to `end`. */
function sliceBytes(body: Uint8Array, text: string, start: number, end: number): Uint8Array {
  if (body.length === text.length) return body.subarray(start, end);
  // Counting from both ends is cheap: what surrounds the list is short.
  return body.subarray(utf8Length(text, 0, start), body.length - utf8Length(text, end));
}
