import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { ScanSettings } from '../../features/settings/index.ts';

/** Where phones that a scan finds are to call; an absent part is as the server itself is reached. */
export interface ScanCallBack {
  readonly address?: string;
  readonly port?: number;
}

const HTTPS_PORT = 443;

/**
 * What the settings say of where phones call: those for scans go before the address of the server. Phones are told an IP address
 * (protocol reference section 3.1), so a name is looked up.
 *
 * @param serverUrl scheme, host and port; null: nobody has said
 * @returns or a sentence in both languages that says why nobody knows the address
 */
export async function scanCallBack(
  { callBackAddress, callBackPort }: Pick<ScanSettings, 'callBackAddress' | 'callBackPort'>,
  serverUrl: string | null,
): Promise<ScanCallBack | { readonly problem: { readonly en: string; readonly de: string } }> {
  const url = serverUrl === null ? null : URL.parse(serverUrl);
  const port = callBackPort ?? (url === null ? null : Number(url.port) || HTTPS_PORT);
  const withPort = port === null ? {} : { port };
  if (callBackAddress !== null) return { address: callBackAddress, ...withPort };
  if (url === null) return withPort;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return { address: host, ...withPort };
  try {
    return { address: (await lookup(host, { family: 4 })).address, ...withPort };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return {
      problem: {
        en: `the name ${host} of this server cannot be looked up (${code}): correct the address of the server in the settings, or name a call-back address for scans`,
        de: `der Name ${host} dieses Servers lässt sich nicht auflösen (${code}): Berichtigen Sie die Adresse des Servers in den Einstellungen, oder nennen Sie eine Rückrufadresse für Suchläufe`,
      },
    };
  }
}
