import { randomBytes } from 'node:crypto';
import Type from 'typebox';
import { ensureSetting } from '../settings/index.ts';
import type { CertificateTools } from './server-certificates.service.ts';

const Stored = Type.Object({ sealed: Type.String() });
/** What OpenSSL wants: name, HMAC key and AES key of 16 bytes each. */
const TICKET_KEY_BYTES = 48;

/**
 * The key under which all nodes and workers seal the session tickets of phones, so that a phone may resume its TLS session
 * at any of them (RFC 5077).
 */
export async function ensureTicketKeys(tools: CertificateTools): Promise<Buffer> {
  const { value } = await ensureSetting(tools, 'tls.ticket-keys', Stored, async (stored) => {
    return stored ?? { sealed: tools.secrets.seal(randomBytes(TICKET_KEY_BYTES).toString('base64')) };
  });
  return Buffer.from(tools.secrets.open(value.sealed), 'base64');
}
