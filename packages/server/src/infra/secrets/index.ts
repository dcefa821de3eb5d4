import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const VERSION = 'v1';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Thrown when a sealed text was not made with this key or was changed; carries no secret. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/**
 * Encrypts secrets at rest with AES-256-GCM under the installation's key (architecture section 5).
 * A sealed text is `v1.` and base64url of nonce, tag and cipher text; it is safe to store and copy, and
 * means nothing without the key.
 */
export interface SecretBox {
  seal(plain: string): string;
  /** @throws SealError when the text is not of this key. */
  open(sealed: string): string;
  /** Keyed fingerprint of a text, to compare secrets without opening them. */
  fingerprint(plain: string): string;
}

/** @param key 32 bytes, from the data folder or `DESKFLEET_SECRET_KEY`. */
export function createSecretBox(key: Uint8Array): SecretBox {
  if (key.length !== 32) throw new SealError(`the secret key has ${key.length} bytes instead of 32`);
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed) {
      const [version, text = '', ...more] = sealed.split('.');
      const bytes = Buffer.from(text, 'base64url');
      if (version !== VERSION || more.length > 0 || bytes.length < NONCE_BYTES + TAG_BYTES) {
        throw new SealError('a stored secret has an unknown form');
      }
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      try {
        return (
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (cause) {
        throw new SealError('a stored secret cannot be opened with this key', { cause });
      }
    },
    fingerprint(plain) {
      return createHmac('sha256', key).update(plain, 'utf8').digest('base64url');
    },
  };
}
