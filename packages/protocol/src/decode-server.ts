import { readAction, readNonce } from './decode-common.ts';
import { type Grammar, readMessage } from './message-reader.ts';
import type { ServerMessage } from './messages.ts';
import type { DecodeWarning } from './warnings.ts';
import { decodeUtf8 } from './xml/utf8.ts';

const SERVER_GRAMMAR: Grammar = { roots: ['DLSMessage', 'DlsMessage'], head: 'Action', signed: true };

export interface DecodedServerMessage {
  readonly message: ServerMessage;
  readonly warnings: readonly DecodeWarning[];
}

/**
 * Decodes what a server answers, as tolerantly as phones do (section 5), signed messages included (section 15.3); the
 * signature is not checked. A status on an item is kept although it has no meaning in this direction (section 9).
 * @throws ProtocolError when structure or identity is not clear
 */
export function decodeServerMessage(body: Uint8Array): DecodedServerMessage {
  const read = readMessage(decodeUtf8(body), SERVER_GRAMMAR);
  const nonce = readNonce(read);
  const action = readAction(read, read.head.text, 'Action');
  return { message: { nonce, action, items: read.items }, warnings: read.warnings.warnings };
}
