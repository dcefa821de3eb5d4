/** One block of a PEM text: what it says it is, and its content. */
export interface PemBlock {
  label: string;
  content: Uint8Array<ArrayBuffer>;
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g;

/** The blocks of a PEM text (RFC 7468) in their order; text around them is explanatory. Throws where the base64 is broken. */
export function readPem(text: string): PemBlock[] {
  return [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => ({
    label,
    content: fromBase64(body),
  }));
}

export function toPem(label: string, content: Uint8Array<ArrayBuffer>): string {
  const lines = toBase64(content).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n');
}

export function toBase64(content: Uint8Array<ArrayBuffer>): string {
  // In pieces, for a call takes only so many arguments.
  let binary = '';
  for (let at = 0; at < content.length; at += 8192)
    binary += String.fromCharCode(...content.subarray(at, at + 8192));
  return btoa(binary);
}

export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0));
}
