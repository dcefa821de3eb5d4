import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import Type from 'typebox';
import type { Clock } from '../../infra/clock/index.ts';
import type { Db } from '../../infra/db/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { type KeyType, makeSelfSigned } from '../../infra/tls/index.ts';
import { ensureSetting } from '../settings/index.ts';

/** Which listeners a certificate is for. */
export type CertificatePurpose = 'admin' | 'phones';

/** What making and storing a certificate takes. */
export interface CertificateTools {
  readonly db: Db;
  readonly clock: Clock;
  readonly secrets: SecretBox;
}

/** A certificate of this server with its key; all nodes have the same. */
export interface ServerCertificate {
  readonly keyType: KeyType;
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS#8. */
  readonly privateKey: string;
  readonly notAfter: Date;
  /** SHA-256 over the certificate, upper case hexadecimal with colons. */
  readonly fingerprint: string;
}

/** What a TLS listener shows: `key` and `cert` go as they are into `https.createServer` or `setSecureContext`. */
export interface ServerIdentity {
  readonly key: string[];
  readonly cert: string[];
  /** DNS names and addresses in the certificates. */
  readonly hosts: readonly string[];
  readonly certificates: readonly ServerCertificate[];
}

/** Phones get RSA beside ECDSA because OpenStage firmware knows nothing else (protocol reference section 2.2). */
const keyTypes: Readonly<Record<CertificatePurpose, readonly KeyType[]>> = {
  admin: ['ecdsa-p256'],
  phones: ['rsa-2048', 'ecdsa-p256'],
};

const DAY_MS = 86_400_000;
/** Apple's systems refuse server certificates of more than 825 days. */
const VALID_DAYS = 820;
const RENEW_BEFORE_DAYS = 30;
/** Machines whose clock is behind must not see a certificate of the future. */
const BACKDATED_DAYS = 1;
/** Keeps the certificate small on machines whose address changes every day: the oldest names go first. */
const MAX_HOSTS = 60;

const Stored = Type.Object({
  hosts: Type.Array(Type.String()),
  notAfter: Type.String(),
  pairs: Type.Array(
    Type.Object({
      keyType: Type.Union([Type.Literal('rsa-2048'), Type.Literal('ecdsa-p256')]),
      certificate: Type.String(),
      sealedKey: Type.String(),
    }),
  ),
});
type Stored = Type.Static<typeof Stored>;

/** Name of the setting; the topic `settings` of the live news names it after a change. */
export function serverCertificateKey(purpose: CertificatePurpose): string {
  return `server-certificate.${purpose}`;
}

/**
 * The installation's own TLS certificates for a purpose, made at first start and shared by all nodes. They are made
 * anew 30 days before their end, or when this node has names that they lack; the names of other nodes stay in.
 *
 * @param options.hosts DNS names and addresses of this node, see `localHosts`
 * @returns `made` tells whether other nodes have to be told
 * @throws SealError when the stored key was sealed under another secret key
 */
export async function ensureServerCertificate(
  tools: CertificateTools,
  purpose: CertificatePurpose,
  options: { readonly hosts: readonly string[] },
): Promise<ServerIdentity & { readonly made: boolean }> {
  const hosts = [...new Set(options.hosts.map((host) => host.toLowerCase()))];
  const { value, made } = await ensureSetting(
    tools,
    serverCertificateKey(purpose),
    Stored,
    async (stored) => {
      const now = tools.clock.now();
      if (stored === undefined) return make(tools, purpose, hosts, now);
      const renewAt = Date.parse(stored.notAfter) - RENEW_BEFORE_DAYS * DAY_MS;
      if (now.getTime() < renewAt && hosts.every((host) => stored.hosts.includes(host))) return stored;
      const others = stored.hosts.filter((host) => !hosts.includes(host));
      return make(tools, purpose, [...hosts, ...others].slice(0, Math.max(MAX_HOSTS, hosts.length)), now);
    },
  );
  return { ...open(tools.secrets, value), made };
}

async function make(
  tools: CertificateTools,
  purpose: CertificatePurpose,
  hosts: readonly string[],
  now: Date,
): Promise<Stored> {
  // X.509 has no fractions of seconds.
  const start = Math.floor(now.getTime() / 1000) * 1000;
  const notBefore = new Date(start - BACKDATED_DAYS * DAY_MS);
  const notAfter = new Date(start + VALID_DAYS * DAY_MS);
  const named = [...hosts.filter((host) => isIP(host) === 0), ...hosts.filter((host) => isIP(host) !== 0)];
  const pairs = await Promise.all(
    keyTypes[purpose].map(async (keyType) => {
      const { privateKey, certificate } = await makeSelfSigned({
        keyType,
        hosts: named,
        notBefore,
        notAfter,
      });
      return { keyType, certificate, sealedKey: tools.secrets.seal(privateKey) };
    }),
  );
  return { hosts: [...hosts], notAfter: notAfter.toISOString(), pairs };
}

function open(secrets: SecretBox, stored: Stored): ServerIdentity {
  const certificates = stored.pairs.map(({ keyType, certificate, sealedKey }) => {
    const { fingerprint256 } = new X509Certificate(certificate);
    const privateKey = secrets.open(sealedKey);
    return {
      keyType,
      certificate,
      privateKey,
      notAfter: new Date(stored.notAfter),
      fingerprint: fingerprint256,
    };
  });
  return {
    key: certificates.map(({ privateKey }) => privateKey),
    cert: certificates.map(({ certificate }) => certificate),
    hosts: stored.hosts,
    certificates,
  };
}
