import { MAX_NONCE_LENGTH } from './limits.ts';
import type { Findings, MessageParts } from './message-parts.ts';
import {
  ACTION_NAMES,
  type ActionName,
  type Fragment,
  isInitialReason,
  type PhoneMessage,
  REASONS,
  REPLY_STATUSES,
  type ReplyStatus,
  type ServerMessage,
} from './messages.ts';
import { trimXmlSpace } from './xml/text.ts';

/** The usual form of a nonce (section 6): hex digits of any length and case. */
const USUAL_NONCE = /^[0-9A-Fa-f]{1,64}$/;

/** What all messages have; a part that is not there is no key at all. */
interface Base {
  readonly nonce: string;
  readonly items: PhoneMessage['items'];
  maxItems?: number;
  fragment?: Fragment;
}

const FRAGMENTS: readonly Fragment[] = ['next', 'final'];

/**
 * What the parts of a phone's document say (sections 5 to 7).
 * @throws ProtocolError
 */
export function toPhoneMessage(parts: MessageParts, findings: Findings): PhoneMessage {
  const { head, headText, items } = parts;
  const nonce = readNonce(parts, findings);
  const reason = findWord(findings, REASONS, headText, head.offset);
  if (reason === undefined) {
    return findings.fail('unknown-reason', 'an unknown reason for contact', 'ReasonForContact', head.offset);
  }
  const maxItems = readMaxItems(parts, findings);
  const fragment = readFragment(parts, findings);
  const base: Base = { nonce, items };
  if (maxItems !== undefined) base.maxItems = maxItems;
  if (fragment !== undefined) base.fragment = fragment;
  const { action, status } = head.attributes;
  if (reason === 'reply-to') {
    if (action === undefined) {
      return findings.fail('missing-action', 'a reply without action', 'ReasonForContact', head.offset);
    }
    return {
      ...base,
      reason,
      action: readAction(findings, action, 'ReasonForContact', head.offset),
      status: readStatus(findings, status, head.offset),
    };
  }
  if (action !== undefined || status !== undefined) {
    findings.warnings.add('unexpected-attribute', 'action or status without reply-to', head.offset);
  }
  return isInitialReason(reason) ? { ...base, reason } : { ...base, reason };
}

/**
 * What the parts of a server's document say (sections 5, 6 and 10).
 * @throws ProtocolError
 */
export function toServerMessage(parts: MessageParts, findings: Findings): ServerMessage {
  return {
    nonce: readNonce(parts, findings),
    action: readAction(findings, parts.headText, 'Action', parts.head.offset),
    items: parts.items,
  };
}

/** The nonce exactly as written; an unusual one passes with a warning (section 6). */
function readNonce(parts: MessageParts, findings: Findings): string {
  const { attributes, offset } = parts.message;
  const { nonce } = attributes;
  if (nonce === undefined) {
    return findings.fail('missing-nonce', '<Message> without nonce', 'Message', offset);
  }
  if (nonce === '' || nonce.length > MAX_NONCE_LENGTH) {
    const message = `a nonce must have 1 to ${MAX_NONCE_LENGTH} characters`;
    return findings.fail('invalid-nonce', message, 'Message', offset);
  }
  if (!USUAL_NONCE.test(nonce)) {
    findings.warnings.add('odd-nonce', 'the nonce is not 1 to 64 hex digits', offset);
  }
  return nonce;
}

/** The word of a list that the text means, in any case (`Cleanup`, section 5; `Accepted`, section 7). */
function findWord<Word extends string>(
  findings: Findings,
  words: readonly Word[],
  text: string,
  offset: number,
): Word | undefined {
  const exact = words.find((word) => word === text);
  if (exact !== undefined) return exact;
  const lower = text.toLowerCase();
  const similar = words.find((word) => word.toLowerCase() === lower);
  if (similar !== undefined) findings.warnings.add('odd-spelling', `"${similar}" in other spelling`, offset);
  return similar;
}

function readAction(findings: Findings, text: string, element: string, offset: number): ActionName {
  const action = findWord(findings, ACTION_NAMES, trimXmlSpace(text), offset);
  return action ?? findings.fail('unknown-action', 'an unknown action', element, offset);
}

/** Missing means accepted (section 7). */
function readStatus(findings: Findings, text: string | undefined, offset: number): ReplyStatus {
  const word = text === undefined ? '' : trimXmlSpace(text);
  if (word === '') return 'accepted';
  const status = findWord(findings, REPLY_STATUSES, word, offset);
  if (status !== undefined) return status;
  // Whatever else the phone says, it has not accepted.
  findings.warnings.add('unknown-status', 'an unknown reply status, taken as failed', offset);
  return 'failed';
}

function readMaxItems(parts: MessageParts, findings: Findings): number | undefined {
  const { attributes, offset } = parts.message;
  const { maxItems } = attributes;
  if (maxItems === undefined) return undefined;
  const digits = trimXmlSpace(maxItems);
  const number = /^(-1|\d{1,9})$/.test(digits) ? Number(digits) : 0;
  if (number !== 0) return number;
  findings.warnings.add('invalid-max-items', 'maxItems is neither -1 nor a positive number', offset);
  return undefined;
}

/** By the message's own attribute; the guide's table has it on ReasonForContact (section 5, conflict). */
function readFragment(parts: MessageParts, findings: Findings): Fragment | undefined {
  const { message, head } = parts;
  const onMessage = toFragment(findings, message.attributes['fragment'], message.offset);
  const onHead = toFragment(findings, head.attributes['fragment'], head.offset);
  if (onMessage !== undefined && onHead !== undefined && onMessage !== onHead) {
    findings.warnings.add('fragment-conflict', 'two different fragment attributes', head.offset);
  }
  return onMessage ?? onHead;
}

function toFragment(findings: Findings, text: string | undefined, offset: number): Fragment | undefined {
  if (text === undefined) return undefined;
  const fragment = findWord(findings, FRAGMENTS, trimXmlSpace(text), offset);
  if (fragment === undefined) {
    findings.warnings.add('invalid-fragment', 'fragment is neither next nor final', offset);
  }
  return fragment;
}
