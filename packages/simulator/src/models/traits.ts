import type { SecureVersion } from 'node:tls';
import { compareSoftwareVersions, parseSoftwareVersion } from '@deskfleet/protocol';
import type { Model } from './model.ts';

/** What a phone's firmware can do and how it behaves on the wire. */
export interface FirmwareTraits {
  /** Changed items come with the `local-changes` message (from V2R2; reference, flow 12.5). */
  readonly attachesLocalChanges: boolean;
  /** Calls back after its call when CleanUp asks for it (from V3R3; reference, section 13). */
  readonly knowsSendSolicited: boolean;
  /** Understands `Transfer-Encoding: chunked` (from V3; reference, section 2). */
  readonly understandsChunked: boolean;
  /** `close`: asks the server to close after each message and opens a new connection for the next one. */
  readonly connection: 'keep-alive' | 'close';
  /** What is sent back of a Set-Cookie: `pair` = name and value, `whole` = with its attributes (reference, section 2.1). */
  readonly cookie: 'pair' | 'whole';
  /** Sends the cookie of an earlier dialogue on the first message of a new one. */
  readonly keepsCookie: boolean;
  /** Writes `fragment="final"` on replies that were never split. */
  readonly marksUnsplitReplies: boolean;
  /**
   * Which transfers of files are told by `status`: those of a single file (guide, reference section 14), those of several
   * with indexes as well (as DLSIR expects), or none. By which firmware is inferred.
   */
  readonly reportsFiles: 'none' | 'single' | 'all';
  /** Sends the user's password in clear with its basic items, as firmware up to V2 does. */
  readonly sendsUserPassword: boolean;
  /** Most items the phone takes in one message, -1 = no limit; absent: the attribute is left out. */
  readonly maxItems?: number;
  readonly tls: TlsTraits;
}

export interface TlsTraits {
  readonly minVersion: SecureVersion;
  readonly maxVersion: SecureVersion;
  /** OpenSSL cipher list. */
  readonly ciphers: string;
  /** Sends the server's name in the handshake. */
  readonly serverName: boolean;
}

const OLD_TLS: TlsTraits = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  // OpenSSL allows TLS 1.0 with its SHA-1 signatures only at security level 0.
  ciphers: 'AES256-SHA:AES128-SHA:ECDHE-RSA-AES256-SHA:ECDHE-RSA-AES128-SHA:@SECLEVEL=0',
  serverName: false,
};

const CURRENT_TLS: TlsTraits = {
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ciphers:
    'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:AES128-GCM-SHA256:ECDHE-RSA-AES256-SHA:AES256-SHA',
  serverName: true,
};

const CP_TRAITS: FirmwareTraits = {
  attachesLocalChanges: true,
  knowsSendSolicited: true,
  understandsChunked: true,
  connection: 'close',
  cookie: 'whole',
  keepsCookie: true,
  marksUnsplitReplies: true,
  reportsFiles: 'all',
  sendsUserPassword: false,
  maxItems: -1,
  tls: CURRENT_TLS,
};

/** The milestones of reference section 17. */
const V2R2 = 'V2 R2.0.0';
const V3 = 'V3 R0.0.0';
const V3R3 = 'V3 R3.0.0';

function isAtLeast(softwareVersion: string, milestone: string): boolean {
  const version = parseSoftwareVersion(softwareVersion);
  const first = parseSoftwareVersion(milestone);
  return version !== undefined && first !== undefined && compareSoftwareVersions(version, first) >= 0;
}

/**
 * What firmware of this version does on this model. The milestones are those of reference section 17; CP phones count their
 * versions anew and have all of it. A text that is no version is taken for a first release.
 */
export function traitsOf(model: Model, softwareVersion: string): FirmwareTraits {
  if (model.family === 'cp') return CP_TRAITS;
  const isV3 = isAtLeast(softwareVersion, V3);
  const isV3R3 = isAtLeast(softwareVersion, V3R3);
  return {
    attachesLocalChanges: isAtLeast(softwareVersion, V2R2),
    knowsSendSolicited: isV3R3,
    understandsChunked: isV3,
    connection: 'keep-alive',
    cookie: 'pair',
    keepsCookie: false,
    marksUnsplitReplies: isV3R3,
    reportsFiles: isV3 ? 'single' : 'none',
    sendsUserPassword: !isV3,
    maxItems: -1,
    tls: isV3R3 ? CURRENT_TLS : OLD_TLS,
  };
}
