import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { SecretBox } from '../../infra/secrets/index.ts';

const TOKEN_BYTES = 32;

/** A new token for a browser's cookie: 256 random bits, meaning nothing by themselves. */
export function makeCookieToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * A new bearer token as JWT (RFC 7519, HS256). Programs may read its claims; the server looks the whole text up like any
 * other token, so that it ends with its session and not only with its `exp`.
 */
export function makeBearerToken(
  secrets: SecretBox,
  claims: { readonly accountId: string; readonly issuedAt: Date; readonly expiresAt: Date },
): string {
  const header = encode({ alg: 'HS256', typ: 'JWT' });
  const payload = encode({
    iss: 'deskfleet',
    sub: claims.accountId,
    iat: Math.floor(claims.issuedAt.getTime() / 1000),
    exp: Math.floor(claims.expiresAt.getTime() / 1000),
    jti: randomBytes(TOKEN_BYTES).toString('base64url'),
  });
  const signature = createHmac('sha256', secrets.fingerprint('session tokens'))
    .update(`${header}.${payload}`)
    .digest('base64url');
  return `${header}.${payload}.${signature}`;
}

/** What the database keeps of a token. Tokens are random, so that a plain fast digest cannot be guessed back. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
