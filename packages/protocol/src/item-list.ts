import { decodePhoneMessage } from './decode.ts';
import { openNamePattern } from './items/secret-items.ts';
import { MAX_ITEMS } from './limits.ts';
import { DLS_NAMESPACE, type Item } from './messages.ts';
import { trimXmlSpace } from './xml/text.ts';

/** White space, quotes, references and odd characters are left out. */
const NAME = openNamePattern('[A-Za-z0-9._:-]');
const ATTRIBUTES = `name=${NAME}(?: index="\\d{1,4}")?(?: status="[a-z]{1,32}(?: [a-z]{1,32})?")?`;
const VALUE = '[^<&\\0-\\x08\\x0B-\\x1F\\uFFFE\\uFFFF]*';

/** An item that is no secret, in the form in which phones write nearly all. */
const PLAIN_ITEM = new RegExp(`[ \\t\\n]*<Item ${ATTRIBUTES}(?:/>|>${VALUE}</Item>)`, 'y');

/**
 * Whether the text of an item list (see `itemListBytes`) has the plain form throughout and no secret in it: then it may
 * be kept as it is, and `decodeItemList` reads it without an error. It costs a fraction of reading. False says nothing.
 */
export function isPlainItemList(text: string): boolean {
  if (text.includes(']]>')) return false;
  let at = 0;
  for (let count = 0; count <= MAX_ITEMS; count++) {
    PLAIN_ITEM.lastIndex = at;
    if (!PLAIN_ITEM.test(text)) return /^[ \t\n]*$/.test(text.slice(at));
    at = PLAIN_ITEM.lastIndex;
  }
  return false;
}

/** With the namespace, without which the decoder takes its thorough and several times slower way. */
const BEFORE = Buffer.from(
  `<WorkpointMessage xmlns="${DLS_NAMESPACE}"><Message nonce="0"><ReasonForContact>status</ReasonForContact><ItemList>`,
);
const AFTER = Buffer.from('</ItemList></Message></WorkpointMessage>');

/**
 * Reads what stands between the tags of an item list.
 * @throws ProtocolError
 */
export function decodeItemList(bytes: Uint8Array): readonly Item[] {
  return decodePhoneMessage(Buffer.concat([BEFORE, bytes, AFTER])).message.items;
}

const PARTS =
  /[ \t\n]*<Item name="([^"]*)"(?: index="(\d{1,4})")?(?: status="([^"]*)")?(?:\/>|>([^<]*)<\/Item>)/y;

/**
 * Visits the items of an item list that `isPlainItemList` has taken, those with a status left out, several times faster than
 * `decodeItemList` reads them.
 */
export function visitPlainItems(
  text: string,
  visit: (name: string, index: number | null, value: string) => void,
): void {
  PARTS.lastIndex = 0;
  for (let item = PARTS.exec(text); item !== null; item = PARTS.exec(text)) {
    const [, name = '', index, status, value = ''] = item;
    if (status === undefined) visit(name, index === undefined ? null : Number(index), trimXmlSpace(value));
  }
}
