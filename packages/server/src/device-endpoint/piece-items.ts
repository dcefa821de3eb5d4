import { DLS_NAMESPACE, decodePhoneMessage, type Item } from '@deskfleet/protocol';

/** With the namespace, without which the decoder takes its thorough and several times slower way. */
const before = Buffer.from(
  `<WorkpointMessage xmlns="${DLS_NAMESPACE}"><Message nonce="0"><ReasonForContact>status</ReasonForContact><ItemList>`,
);
const after = Buffer.from('</ItemList></Message></WorkpointMessage>');

/** Items of the raw item lists of a reply in pieces. Each was decoded once when it came, so it is well-formed. */
export function decodePieces(pieces: readonly Uint8Array[]): Item[] {
  return pieces.flatMap((piece) => decodePhoneMessage(Buffer.concat([before, piece, after])).message.items);
}
