import { type Item, type PhoneMessage, splitReply } from '@deskfleet/protocol';
import { createPhone } from '@deskfleet/simulator';
import { SLOT_MARKS } from './request-template.ts';

/** Items of a full inventory. */
export const INVENTORY_ITEMS = 330;
/** Default of the item `dls-chunk-size`: in bytes, the largest piece of a reply that phones send (protocol reference, section 11). */
const PIECE_BYTES = 5_492;
/** Item that carries the counter: in a start-up one of the basic items, in an inventory an ordinary one. */
export const START_UP_COUNTER = 'part-number';
export const INVENTORY_COUNTER = 'hostname';

/** What the counter says of a phone that nothing changed on. */
export const UNCHANGED = '000000000000';

/** A start-up with the basic items of section 8, some 1.2 KB like those of real phones. */
export function startUp(configurationChanged: boolean): PhoneMessage {
  const plain: Readonly<Record<string, string>> = {
    'device-type': `OpenScape Desk Phone ${SLOT_MARKS.model}`,
    'related-device-type': `OpenScape Desk Phone ${SLOT_MARKS.model}`,
    'gigabit-ethernet-enabled': 'true',
    'software-type': 'Unify SIP',
    'related-software-type': 'Unify SIP',
    'software-version': 'V2 R1.8.0',
    'related-software-version': 'V2 R1.8.0',
    'contact-me-uri': 'http://127.0.0.1:8085/contact_dls.html/ContactDLS',
    'mac-addr': SLOT_MARKS.mac,
    'configuration-changed-flag': String(configurationChanged),
    [START_UP_COUNTER]: SLOT_MARKS.counter,
    'backlight-type': '2',
    'sip-mobility-state': '0',
    e164: SLOT_MARKS.e164,
    'basic-e164': SLOT_MARKS.e164,
    'mobility-enabled': 'false',
    'bootstrapping-tan': '',
    'cloud-pin-value': '',
  };
  return {
    nonce: SLOT_MARKS.nonce,
    maxItems: -1,
    reason: 'start-up',
    items: Object.entries(plain).map(([name, value]) => ({ name, value })),
  };
}

/** All that a phone answers to ReadAllItems, in the pieces in which it sends it. The counter stands in the first one. */
export function inventoryPieces(): PhoneMessage[] {
  const pieces = splitReply(inventoryItems(), { maxBytes: PIECE_BYTES });
  return pieces.map((items, place) => ({
    nonce: SLOT_MARKS.nonce,
    maxItems: -1,
    fragment: place === pieces.length - 1 ? 'final' : 'next',
    reason: 'reply-to',
    action: 'ReadAllItems',
    status: 'accepted',
    items,
  }));
}

/** Items of a simulated phone, the counter first. */
function inventoryItems(): Item[] {
  const others = [...createPhone({ model: 'cp410' }).items.listAll()].filter(
    (item) => item.name !== INVENTORY_COUNTER,
  );
  return [
    { name: INVENTORY_COUNTER, value: SLOT_MARKS.counter },
    ...others.slice(0, INVENTORY_ITEMS - 1).map(({ name, index, value }) => ({
      name,
      ...(index === undefined ? {} : { index }),
      value,
    })),
  ];
}
