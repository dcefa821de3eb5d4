import * as asn1js from 'asn1js';
import {
  AuthenticatedSafe,
  CertBag,
  Certificate,
  PFX,
  PKCS8ShroudedKeyBag,
  type PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { CertificateFault } from './certificate-fault.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface KeyAndCertificates {
  key: PrivateKeyInfo;
  /** DER. */
  certificates: Bytes[];
}

const BAG = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
} as const;

/** Content types of RFC 5652. */
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';

/** Whether DER is a PKCS#12 container: a sequence that begins with version 3 (RFC 7292, section 4). */
export function looksLikePkcs12(raw: Bytes): boolean {
  const { offset, result } = asn1js.fromBER(raw);
  if (offset === -1 || !(result instanceof asn1js.Sequence)) return false;
  const [version] = result.valueBlock.value;
  return version instanceof asn1js.Integer && version.valueBlock.valueDec === 3;
}

/**
 * Opens a container with AES and PBES2.
 * Throws {@link CertificateFault}: `needs-password`, `wrong-password`, `old-cipher`, `no-key`, `unreadable`.
 */
export async function openPkcs12(raw: Bytes, password: string): Promise<KeyAndCertificates> {
  const secret = encoded(password);
  const container = parseContainer(raw);
  await checkPassword(container, secret, password);
  const safe = container.parsedValue?.authenticatedSafe;
  if (safe === undefined) throw new CertificateFault('unreadable');
  await readable(() =>
    safe.parseInternalValues({
      safeContents: safe.safeContents.map(({ contentType }) =>
        contentType === ENCRYPTED_DATA ? { password: secret } : {},
      ),
    }),
  );
  const bags: SafeBag[] = (safe.parsedValue.safeContents as { value: SafeContents }[]).flatMap(
    ({ value }) => value.safeBags,
  );
  const certificates: Bytes[] = [];
  let key: PrivateKeyInfo | undefined;
  for (const { bagId, bagValue } of bags) {
    if (bagId === BAG.key) key = bagValue as unknown as PrivateKeyInfo;
    if (bagId === BAG.shroudedKey) key = await openKey(bagValue as unknown as PKCS8ShroudedKeyBag, secret);
    if (bagId === BAG.certificate) certificates.push(certificateIn(bagValue as unknown as CertBag));
  }
  if (key === undefined) throw new CertificateFault('no-key');
  return { key, certificates };
}

/**
 * A container without a password, AES-256-CBC and a SHA-256 MAC (architecture, section 2): phones are told no
 * password, and this is what the guide wants containers to be encrypted with (13.10).
 */
export async function packPkcs12({ key, certificates }: KeyAndCertificates): Promise<Bytes> {
  const secret = encoded('');
  const shrouded = new PKCS8ShroudedKeyBag({ parsedValue: key });
  const cipher = {
    password: secret,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 } as Algorithm & { length: number },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: 2048,
  };
  await shrouded.makeInternalValues(cipher as Parameters<PKCS8ShroudedKeyBag['makeInternalValues']>[0]);
  const keys = new SafeContents({
    safeBags: [new SafeBag({ bagId: BAG.shroudedKey, bagValue: shrouded as unknown as SafeBag['bagValue'] })],
  });
  const others = new SafeContents({
    safeBags: certificates.map((raw) => {
      const certificate = new Certificate({ schema: asn1js.fromBER(raw).result });
      return new SafeBag({
        bagId: BAG.certificate,
        bagValue: new CertBag({ parsedValue: certificate }) as unknown as SafeBag['bagValue'],
      });
    }),
  });
  const container = new PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new AuthenticatedSafe({
        parsedValue: {
          safeContents: [
            { privacyMode: 0, value: keys },
            { privacyMode: 0, value: others },
          ],
        },
      }),
    },
  });
  await container.parsedValue?.authenticatedSafe?.makeInternalValues({ safeContents: [{}, {}] });
  await container.makeInternalValues({
    password: secret,
    iterations: 2048,
    pbkdf2HashAlgorithm: { name: 'SHA-256' },
    hmacHashAlgorithm: 'SHA-256',
  });
  return new Uint8Array(container.toSchema().toBER());
}

function encoded(password: string): ArrayBuffer {
  return new TextEncoder().encode(password).buffer;
}

function parseContainer(raw: Bytes): PFX {
  try {
    return new PFX({ schema: asn1js.fromBER(raw).result });
  } catch {
    throw new CertificateFault('unreadable');
  }
}

/** The MAC tells whether the password is right, and whether the file is whole. */
async function checkPassword(container: PFX, secret: ArrayBuffer, password: string): Promise<void> {
  try {
    await container.parseInternalValues({
      password: secret,
      checkIntegrity: container.macData !== undefined,
    });
  } catch {
    throw new CertificateFault(password === '' ? 'needs-password' : 'wrong-password');
  }
}

async function openKey(bag: PKCS8ShroudedKeyBag, secret: ArrayBuffer): Promise<PrivateKeyInfo> {
  // The library marks as protected what its own examples call.
  const opener = bag as unknown as {
    parseInternalValues(parameters: { password: ArrayBuffer }): Promise<void>;
  };
  await readable(() => opener.parseInternalValues({ password: secret }));
  if (bag.parsedValue === undefined) throw new CertificateFault('unreadable');
  return bag.parsedValue;
}

/** The password is known to be right here, so what cannot be decrypted has a cipher that is not known. */
async function readable(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch {
    throw new CertificateFault('old-cipher');
  }
}

function certificateIn(bag: CertBag): Bytes {
  const certificate: unknown = bag.parsedValue;
  if (!(certificate instanceof Certificate)) throw new CertificateFault('unreadable');
  return new Uint8Array(certificate.toSchema(false).toBER());
}
