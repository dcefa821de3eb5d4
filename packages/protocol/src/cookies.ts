/** What a cookie value may hold (RFC 6265, cookie-octet). */
const COOKIE_VALUE = /^[\x21\x23-\x2B\x2D-\x3A\x3C-\x5B\x5D-\x7E]+$/;

/**
 * Value of the session cookie in a phone's `Cookie` header. Phones may send back the whole `Set-Cookie` value,
 * attributes included (`X=…; path=/`, section 2.1), so everything but the named cookie is passed over. Quotes around the
 * value are removed; an empty or impossible value counts as none; of several the first counts.
 */
export function readSessionCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const part of /[;,]/.test(header) ? header.split(/[;,]/) : [header]) {
    const equals = part.indexOf('=');
    if (equals < 0 || part.slice(0, equals).trim() !== name) continue;
    const value = unquote(part.slice(equals + 1).trim());
    if (COOKIE_VALUE.test(value)) return value;
  }
  return undefined;
}

function unquote(text: string): string {
  return text.length >= 2 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
