import * as asn1js from 'asn1js';
import { Certificate, PrivateKeyInfo } from 'pkijs';
import { type CertificateDetails, describeCertificate } from './certificate-details.ts';
import { CertificateFault } from './certificate-fault.ts';
import { readPem, toBase64, toPem } from './pem.ts';
import { type KeyAndCertificates, looksLikePkcs12, openPkcs12, packPkcs12 } from './pkcs12.ts';

/** What goes to the phone, and what it is. */
export interface ReadCertificate {
  /** Wire text in the format of the catalog. */
  wire: string;
  /** The first is the certificate itself, the others its chain. */
  certificates: CertificateDetails[];
  /** A container with a password was packed anew without one, for phones are told no password. */
  repacked: boolean;
}

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Reads an uploaded file for a slot that takes authorities' certificates: PEM or DER, sent as PEM.
 * Throws {@link CertificateFault} for a file that is something else.
 */
export async function readAuthority(file: Bytes): Promise<ReadCertificate> {
  const text = asText(file);
  const blocks = text === null ? [] : readBlocks(text);
  if (blocks.some(({ label }) => label.endsWith('PRIVATE KEY'))) throw new CertificateFault('has-key');
  const raws = blocks.length > 0 ? certificatesOf(blocks) : [derOf(file, text)];
  if (blocks.length === 0 && looksLikePkcs12(raws[0] ?? file)) throw new CertificateFault('has-key');
  const certificates = await Promise.all(raws.map(describeDer));
  return { wire: raws.map((raw) => toPem('CERTIFICATE', raw)).join('\n'), certificates, repacked: false };
}

/**
 * Reads an uploaded file for a slot that takes a certificate with its private key: PKCS#12, or PEM with both. Sent as
 * PKCS#12 without a password.
 * Throws {@link CertificateFault}; `needs-password` and `wrong-password` ask for (another) password.
 */
export async function readIdentity(file: Bytes, password: string): Promise<ReadCertificate> {
  const text = asText(file);
  const blocks = text === null ? [] : readBlocks(text);
  if (blocks.length > 0) return readIdentityPem(blocks);
  const raw = derOf(file, text);
  if (!looksLikePkcs12(raw)) {
    await describeDer(raw);
    throw new CertificateFault('no-key');
  }
  const opened = await openPkcs12(raw, password);
  const certificates = await Promise.all(orderChain(opened).certificates.map(describeDer));
  if (certificates.length === 0) throw new CertificateFault('no-certificate');
  // An empty password opens it, so the phone can open it, too, as it is.
  if (password === '') return { wire: toBase64(raw), certificates, repacked: false };
  return { wire: toBase64(await packPkcs12(opened)), certificates, repacked: true };
}

/** Details of what a slot already has. Throws {@link CertificateFault}. */
export async function describeWire(
  kind: 'authority' | 'identity',
  wire: string,
): Promise<CertificateDetails[]> {
  const file = new TextEncoder().encode(wire);
  const { certificates } = kind === 'authority' ? await readAuthority(file) : await readIdentity(file, '');
  return certificates;
}

async function readIdentityPem(
  blocks: readonly { label: string; content: Bytes }[],
): Promise<ReadCertificate> {
  const certificates = certificatesOf(blocks);
  const key = blocks.find(({ label }) => label.endsWith('PRIVATE KEY'));
  if (key === undefined) throw new CertificateFault('no-key');
  // PKCS#8 without encryption is what a container is made of; other forms are told how to get there.
  if (key.label !== 'PRIVATE KEY') throw new CertificateFault('key-form');
  const opened = orderChain({ key: parseKey(key.content), certificates });
  const details = await Promise.all(opened.certificates.map(describeDer));
  return { wire: toBase64(await packPkcs12(opened)), certificates: details, repacked: true };
}

/** A container may hold the chain in any order: the certificate that nobody else in it was issued by comes first. */
function orderChain({ key, certificates }: KeyAndCertificates): KeyAndCertificates {
  const parsed = certificates.map((raw) => ({ raw, certificate: parseDer(raw) }));
  const isIssuer = (one: Certificate): boolean =>
    parsed.some(({ certificate }) => certificate !== one && certificate.issuer.isEqual(one.subject));
  const leaves = parsed.filter(({ certificate }) => !isIssuer(certificate));
  const others = parsed.filter(({ certificate }) => isIssuer(certificate));
  return { key, certificates: [...leaves, ...others].map(({ raw }) => raw) };
}

function readBlocks(text: string): { label: string; content: Bytes }[] {
  try {
    return readPem(text);
  } catch {
    throw new CertificateFault('unreadable');
  }
}

function certificatesOf(blocks: readonly { label: string; content: Bytes }[]): Bytes[] {
  const raws = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ content }) => content);
  if (raws.length === 0) throw new CertificateFault('no-certificate');
  return raws;
}

/** Text of a file that has nothing but printable ASCII, else null: then it is binary. */
function asText(file: Bytes): string | null {
  if (file.length === 0) throw new CertificateFault('empty');
  return file.every((byte) => (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13))
    ? new TextDecoder().decode(file)
    : null;
}

/** The bytes themselves, or what their base64 stands for. */
function derOf(file: Bytes, text: string | null): Bytes {
  if (text === null) return file;
  if (!/^[A-Za-z0-9+/=\s]+$/.test(text)) throw new CertificateFault('unreadable');
  try {
    return Uint8Array.from(atob(text.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0));
  } catch {
    throw new CertificateFault('unreadable');
  }
}

function parseDer(raw: Bytes): Certificate {
  const parsed = asn1js.fromBER(raw);
  if (parsed.offset === -1) throw new CertificateFault('unreadable');
  try {
    return new Certificate({ schema: parsed.result });
  } catch {
    throw new CertificateFault('unreadable');
  }
}

function parseKey(raw: Bytes): PrivateKeyInfo {
  const parsed = asn1js.fromBER(raw);
  try {
    if (parsed.offset === -1) throw new CertificateFault('unreadable');
    return new PrivateKeyInfo({ schema: parsed.result });
  } catch {
    throw new CertificateFault('unreadable');
  }
}

function describeDer(raw: Bytes): Promise<CertificateDetails> {
  return describeCertificate(parseDer(raw), raw);
}
