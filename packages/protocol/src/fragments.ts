import { encodePhoneItem, encodePhoneMessage, encodeServerItem, encodeServerMessage } from './encode.ts';
import { itemGroup } from './items/item-groups.ts';
import { MAX_FRAGMENT_BYTES, MAX_NONCE_LENGTH } from './limits.ts';
import type { Item } from './messages.ts';
import { utf8Length } from './xml/utf8.ts';

/** Bounds of one message. */
export interface FragmentLimits {
  /** Most items; -1, 0 or absent: no limit. */
  readonly maxItems?: number;
  /** Most bytes of the encoded message; default {@link MAX_FRAGMENT_BYTES}. */
  readonly maxBytes?: number;
}

const LONGEST_NONCE = 'F'.repeat(MAX_NONCE_LENGTH);
const LIST_TAGS = '<ItemList>\n</ItemList>\n';

/** Bytes of a WriteItems message without its items. */
const WRITE_ENVELOPE_BYTES = utf8Length(
  encodeServerMessage({ nonce: LONGEST_NONCE, action: 'WriteItems', items: [] }) + LIST_TAGS,
);

/** Bytes of a reply without its items. */
const REPLY_ENVELOPE_BYTES = utf8Length(
  encodePhoneMessage({
    nonce: LONGEST_NONCE,
    maxItems: -1,
    fragment: 'final',
    reason: 'reply-to',
    action: 'ReadAllItems',
    status: 'accepted',
    items: [],
  }) + LIST_TAGS,
);

/**
 * Splits a list for WriteItems into the lists of several messages (section 11). Items that belong together stay
 * together, at the place of the first of them; a group that is by itself over a limit goes alone. No items: no message.
 * @throws ProtocolError for an item that cannot be written
 */
export function splitWrite(items: readonly Item[], limits: FragmentLimits): Item[][] {
  return pack(toGroups(items), encodeServerItem, WRITE_ENVELOPE_BYTES, limits);
}

/**
 * Splits the items of a phone's reply into fragments, in their order; an item over the limit goes alone (section 11).
 * No items: one empty fragment, for a reply is always sent.
 * @throws ProtocolError for an item that cannot be written
 */
export function splitReply(items: readonly Item[], limits: FragmentLimits): Item[][] {
  if (items.length === 0) return [[]];
  const groups = items.map((item) => [item]);
  return pack(groups, encodePhoneItem, REPLY_ENVELOPE_BYTES, limits);
}

function toGroups(items: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  const byKey = new Map<string, Item[]>();
  for (const item of items) {
    const key = itemGroup(item);
    const existing = key === undefined ? undefined : byKey.get(key);
    if (existing) {
      existing.push(item);
      continue;
    }
    const group = [item];
    groups.push(group);
    if (key !== undefined) byKey.set(key, group);
  }
  return groups;
}

function pack(
  groups: readonly Item[][],
  encode: (item: Item) => string,
  envelopeBytes: number,
  limits: FragmentLimits,
): Item[][] {
  const { maxItems = -1, maxBytes = MAX_FRAGMENT_BYTES } = limits;
  const mostItems = maxItems > 0 ? maxItems : Number.POSITIVE_INFINITY;
  const pieces: Item[][] = [];
  let piece: Item[] = [];
  let bytes = envelopeBytes;
  for (const group of groups) {
    const groupBytes = group.reduce((sum, item) => sum + utf8Length(encode(item)), 0);
    const fits = piece.length + group.length <= mostItems && bytes + groupBytes <= maxBytes;
    if (piece.length > 0 && !fits) {
      pieces.push(piece);
      piece = [];
      bytes = envelopeBytes;
    }
    for (const item of group) piece.push(item);
    bytes += groupBytes;
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}
