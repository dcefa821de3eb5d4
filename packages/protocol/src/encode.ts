import { MAX_INDEX, MAX_NAME_LENGTH, MAX_NONCE_LENGTH } from './limits.ts';
import { DLS_NAMESPACE, type Item, type PhoneMessage, type ServerMessage } from './messages.ts';
import { NO_POSITION, ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';
import { escapeAttribute, escapeText, isXmlText } from './xml/escape.ts';
import { trimXmlSpace } from './xml/text.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAMESPACES =
  `xmlns="${DLS_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ` +
  `xsi:schemaLocation="${DLS_NAMESPACE}"`;

/**
 * Writes a phone's message in the canonical form of section 5, to be sent as UTF-8. Values are written as they are; a
 * reader trims white space around them.
 * @throws ProtocolError for a nonce, index, name or character that cannot be written
 */
export function encodePhoneMessage(message: PhoneMessage): string {
  const { maxItems, fragment } = message;
  let open = `<Message nonce="${nonceAttribute(message.nonce)}"`;
  if (maxItems !== undefined) open += ` maxItems="${maxItemsAttribute(maxItems)}"`;
  if (fragment !== undefined) open += ` fragment="${fragment}"`;
  const reply = message.reason === 'reply-to' ? ` action="${message.action}" status="${message.status}"` : '';
  return (
    `${DECLARATION}<WorkpointMessage ${NAMESPACES}>\n${open}>\n` +
    `<ReasonForContact${reply}>${message.reason}</ReasonForContact>\n` +
    `${encodeList(message.items, encodePhoneItem)}</Message>\n</WorkpointMessage>\n`
  );
}

/**
 * Writes a server's message in the canonical form of section 5, to be sent as UTF-8 with its length in bytes as
 * Content-Length. Never writes an item's status (section 9).
 * @throws ProtocolError for a nonce, index, name or character that cannot be written
 */
export function encodeServerMessage(message: ServerMessage): string {
  return (
    `${DECLARATION}<DLSMessage ${NAMESPACES}>\n<Message nonce="${nonceAttribute(message.nonce)}">\n` +
    `<Action>${message.action}</Action>\n` +
    `${encodeList(message.items, encodeServerItem)}</Message>\n</DLSMessage>\n`
  );
}

/** One item of a phone's message, with its line end. */
export function encodePhoneItem(item: Item): string {
  const { status } = item;
  if (status === undefined) return encodeItem(item, '');
  if (!isXmlText(status)) failItem('invalid-character', 'has a status with a character XML forbids', item);
  return encodeItem(item, ` status="${escapeAttribute(status)}"`);
}

/** One item of a server's message, with its line end. */
export function encodeServerItem(item: Item): string {
  return encodeItem(item, '');
}

function encodeList(items: readonly Item[], encode: (item: Item) => string): string {
  if (items.length === 0) return '';
  let list = '<ItemList>\n';
  for (const item of items) list += encode(item);
  return `${list}</ItemList>\n`;
}

function encodeItem(item: Item, status: string): string {
  const { name, index, value } = item;
  checkName(item);
  if (!isXmlText(value)) failItem('invalid-character', 'has a value with a character XML forbids', item);
  let attributes = ` name="${escapeAttribute(name)}"`;
  if (index !== undefined) {
    if (!Number.isInteger(index) || index < 0 || index > MAX_INDEX) {
      failItem('invalid-index', `has an index that is not a whole number from 0 to ${MAX_INDEX}`, item);
    }
    attributes += ` index="${index}"`;
  }
  return `<Item${attributes}${status}>${escapeText(value)}</Item>\n`;
}

function checkName(item: Item): void {
  const { name } = item;
  if (name === '' || name.length > MAX_NAME_LENGTH || trimXmlSpace(name) !== name || !isXmlText(name)) {
    failItem('invalid-item-name', 'has a name that cannot be written', item);
  }
}

function nonceAttribute(nonce: string): string {
  if (nonce === '' || nonce.length > MAX_NONCE_LENGTH || !isXmlText(nonce)) {
    throw new ProtocolError('invalid-nonce', 'the nonce cannot be written', 'Message', NO_POSITION);
  }
  return escapeAttribute(nonce);
}

function maxItemsAttribute(maxItems: number): string {
  if (!Number.isInteger(maxItems) || maxItems < -1 || maxItems === 0 || maxItems > 999_999_999) {
    const message = 'maxItems is neither -1 nor a positive number';
    throw new ProtocolError('invalid-max-items', message, 'Message', NO_POSITION);
  }
  return String(maxItems);
}

function failItem(code: ProtocolErrorCode, message: string, item: Item): never {
  const index = item.index === undefined ? '' : ` index ${item.index}`;
  const label = `Item ${item.name.slice(0, MAX_NAME_LENGTH)}${index}`;
  throw new ProtocolError(code, `${label} ${message}`, label, NO_POSITION);
}
