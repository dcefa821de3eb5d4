/**
 * The phones' provisioning protocol (WPI) as data: bytes to typed messages and back, both directions. No I/O, no clock.
 */

export {
  type CallBack,
  CONTACT_ME_PATH,
  type ContactMe,
  decodeContactMe,
  encodeContactMe,
} from './contact-me.ts';
export { readSessionCookie } from './cookies.ts';
export {
  type DecodedPhoneMessage,
  type DecodedServerMessage,
  decodePhoneMessage,
  decodeServerMessage,
  openPhoneMessage,
} from './decode.ts';
export { encodePhoneMessage, encodeServerMessage } from './encode.ts';
export { type FragmentLimits, splitReply, splitWrite } from './fragments.ts';
export { decodeItemList, isPlainItemList, visitPlainItems } from './item-list.ts';
export { isBasicItem } from './items/basic-items.ts';
export { itemGroup } from './items/item-groups.ts';
export { itemKey } from './items/item-key.ts';
export { findItemStatus } from './items/item-status.ts';
export { isSecretItem, maskItem } from './items/secret-items.ts';
export {
  MAX_DEPTH,
  MAX_FRAGMENT_BYTES,
  MAX_INDEX,
  MAX_ITEMS,
  MAX_MESSAGE_BYTES,
  MAX_NAME_LENGTH,
  MAX_NONCE_LENGTH,
} from './limits.ts';
export { normalizeMac } from './mac-address.ts';
export {
  ACTION_NAMES,
  type ActionName,
  type CleanUpMessage,
  DLS_NAMESPACE,
  type Fragment,
  INITIAL_REASONS,
  type InitialMessage,
  type InitialReason,
  ITEM_STATUSES,
  type Item,
  type ItemStatus,
  isInitialReason,
  type PhoneMessage,
  REASONS,
  REPLY_STATUSES,
  type Reason,
  type ReplyMessage,
  type ReplyStatus,
  type ServerMessage,
} from './messages.ts';
export { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';
export { compareSoftwareVersions, parseSoftwareVersion, type SoftwareVersion } from './versions.ts';
export type { DecodeWarning, WarningCode } from './warnings.ts';
