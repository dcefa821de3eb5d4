import { splitWrite } from '@deskfleet/protocol';
import type { OutgoingItem } from './dialogue.ts';
import { keyOf } from './turn.ts';

/** Items in as many messages as they need, items that belong together kept together (protocol reference section 11). */
export function writePieces(items: readonly OutgoingItem[], maxItems: number | null): OutgoingItem[][] {
  if (items.length === 0) return [];
  const byKey = new Map(items.map((item) => [keyOf(item), item]));
  // A sealed secret is longer than the secret itself, so a piece only gets smaller when it is opened.
  const measured = items.map((item) => ({
    name: item.name,
    ...(item.index === undefined ? {} : { index: item.index }),
    value: 'value' in item ? item.value : item.sealed,
  }));
  return splitWrite(measured, maxItems === null ? {} : { maxItems }).map((piece) =>
    piece.flatMap((item) => byKey.get(keyOf(item)) ?? []),
  );
}
