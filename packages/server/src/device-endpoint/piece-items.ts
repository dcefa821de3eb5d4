import { decodePhoneMessage, type Item } from '@deskfleet/protocol';

const before = Buffer.from(
  '<WorkpointMessage><Message nonce="0"><ReasonForContact>status</ReasonForContact><ItemList>',
);
const after = Buffer.from('</ItemList></Message></WorkpointMessage>');

/** Items of the raw item lists of a reply in pieces. Each was decoded once when it came, so it is well-formed. */
export function decodePieces(pieces: readonly Uint8Array[]): Item[] {
  return pieces.flatMap((piece) => decodePhoneMessage(Buffer.concat([before, piece, after])).message.items);
}
