import type { Certificate } from 'pkijs';

/** What a reader wants to know of a certificate. */
export interface CertificateDetails {
  subject: string;
  issuer: string;
  /** Hexadecimal, in pairs. */
  serial: string;
  notBefore: Date;
  notAfter: Date;
  /** SHA-256 over the whole certificate, hexadecimal, in pairs. */
  fingerprint: string;
  /** Kind and size of the public key, e.g. `RSA 2048`. */
  key: string;
}

/** Short names as RFC 4514, section 3, and the usual tools spell them. */
const NAMES: Record<string, string> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
};

const KEYS: Record<string, string> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.10045.2.1': 'EC',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

const CURVES: Record<string, string> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

export async function describeCertificate(
  certificate: Certificate,
  raw: Uint8Array<ArrayBuffer>,
): Promise<CertificateDetails> {
  const digest = await crypto.subtle.digest('SHA-256', raw);
  return {
    subject: describeName(certificate.subject.typesAndValues),
    issuer: describeName(certificate.issuer.typesAndValues),
    serial: inPairs(certificate.serialNumber.valueBlock.valueHexView),
    notBefore: certificate.notBefore.value,
    notAfter: certificate.notAfter.value,
    fingerprint: inPairs(new Uint8Array(digest)),
    key: describeKey(certificate),
  };
}

interface NamePart {
  type: string;
  value: { valueBlock: unknown };
}

function describeName(parts: readonly NamePart[]): string {
  return parts
    .map(({ type, value: { valueBlock } }) => {
      const text =
        valueBlock instanceof Object && 'value' in valueBlock && typeof valueBlock.value === 'string'
          ? valueBlock.value
          : '?';
      return `${NAMES[type] ?? type}=${text}`;
    })
    .join(', ');
}

function inPairs(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(':');
}

function describeKey({ subjectPublicKeyInfo }: Certificate): string {
  const { algorithm, parsedKey } = subjectPublicKeyInfo;
  const kind = KEYS[algorithm.algorithmId] ?? algorithm.algorithmId;
  if (parsedKey !== undefined && 'modulus' in parsedKey) {
    const bytes = parsedKey.modulus.valueBlock.valueHexView;
    const leading = bytes.findIndex((byte) => byte !== 0);
    const first = bytes[leading] ?? 0;
    return `${kind} ${(bytes.length - leading) * 8 - (Math.clz32(first) - 24)}`;
  }
  if (parsedKey !== undefined && 'namedCurve' in parsedKey)
    return `${kind} ${CURVES[parsedKey.namedCurve] ?? parsedKey.namedCurve}`;
  return kind;
}

/** How long before its end a certificate is warned of, in days. */
export const EXPIRY_WARNING_DAYS = 30;

export type Validity = 'valid' | 'expires-soon' | 'expired' | 'not-yet';

/** @param now - milliseconds since 1970 */
export function validityOf(
  details: Pick<CertificateDetails, 'notBefore' | 'notAfter'>,
  now: number,
): Validity {
  if (now > details.notAfter.getTime()) return 'expired';
  if (now < details.notBefore.getTime()) return 'not-yet';
  return details.notAfter.getTime() - now < EXPIRY_WARNING_DAYS * 86_400_000 ? 'expires-soon' : 'valid';
}
