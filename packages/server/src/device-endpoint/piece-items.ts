import { DLS_NAMESPACE, decodePhoneMessage, type Item } from '@deskfleet/protocol';
import type { Piece } from './pieces.ts';

/** With the namespace, without which the decoder takes its thorough and several times slower way. */
const before = Buffer.from(
  `<WorkpointMessage xmlns="${DLS_NAMESPACE}"><Message nonce="0"><ReasonForContact>status</ReasonForContact><ItemList>`,
);
const after = Buffer.from('</ItemList></Message></WorkpointMessage>');

/**
 * Items of the pieces of a reply.
 * @throws ProtocolError when a piece is not well-formed: nobody has looked into it before
 */
export function decodePieces(pieces: readonly Piece[]): Item[] {
  return pieces.flatMap(
    ({ items }) => decodePhoneMessage(Buffer.concat([before, items, after])).message.items,
  );
}
