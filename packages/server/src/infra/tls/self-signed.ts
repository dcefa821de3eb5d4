import { KeyObject, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';

export type KeyType = 'rsa-2048' | 'ecdsa-p256';

export interface SelfSignedRequest {
  readonly keyType: KeyType;
  /** DNS names and IP addresses; the first DNS name becomes the common name. */
  readonly hosts: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface KeyAndCertificate {
  /** PEM, PKCS#8, not encrypted. */
  readonly privateKey: string;
  /** PEM. */
  readonly certificate: string;
}

const SIGNATURE = 'SHA-256';
const COMMON_NAME_LIMIT = 64;

const keyAlgorithms = {
  'rsa-2048': {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: SIGNATURE,
  },
  'ecdsa-p256': { name: 'ECDSA', namedCurve: 'P-256', hash: SIGNATURE },
} as const;

/** Makes a key pair and a TLS server certificate that it signs itself (RFC 5280). */
export async function makeSelfSigned(request: SelfSignedRequest): Promise<KeyAndCertificate> {
  // Loaded here because it takes a quarter of a second and 40 MB, and most starts make no certificate.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const algorithm = keyAlgorithms[request.keyType];
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const usages =
    request.keyType === 'rsa-2048'
      ? // Old phones let the server decrypt the session key instead of agreeing on one.
        x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment
      : x509.KeyUsageFlags.digitalSignature;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: [{ O: ['Deskfleet'] }, { CN: [commonName(request.hosts)] }],
      notBefore: request.notBefore,
      notAfter: request.notAfter,
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(usages, true),
        new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
        new x509.SubjectAlternativeNameExtension(
          request.hosts.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
        ),
        await x509.SubjectKeyIdentifierExtension.create(keys.publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return {
    privateKey: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `${certificate.toString('pem').trim()}\n`,
  };
}

function commonName(hosts: readonly string[]): string {
  const name = hosts.find((host) => isIP(host) === 0 && host !== 'localhost') ?? hosts[0] ?? 'localhost';
  return name.slice(0, COMMON_NAME_LIMIT);
}
