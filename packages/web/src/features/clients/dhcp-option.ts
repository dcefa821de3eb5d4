/** Port on which phones look for their provisioning service by default (protocol reference section 2). */
export const DEFAULT_PHONE_PORT = 18443;

export interface VendorOptions {
  /** Address or name of this server as phones reach it. */
  host: string;
  port: number;
  /** Voice VLAN, 1 to 4094; null when phones stay in the network where they are. */
  vlan: number | null;
}

export type HostFault = 'missing' | 'form' | 'length';

const TAG_VENDOR = 1;
const TAG_VLAN = 2;
const TAG_SERVER = 3;
const TAG_END = 255;

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;
const IPV6 = /^[0-9a-f:.]*:[0-9a-f:.]*$/i;

/** What phones are told: `sdlp://<host>:<port>` (protocol reference section 4). */
export function serverUri({ host, port }: Pick<VendorOptions, 'host' | 'port'>): string {
  return `sdlp://${IPV6.test(host) ? `[${host}]` : host}:${port}`;
}

/** Why a host cannot be told to phones, or null when it can. */
export function hostFault(host: string): HostFault | null {
  if (host === '') return 'missing';
  if (!HOST_NAME.test(host) && !IPV6.test(host)) return 'form';
  return serverUri({ host, port: 65_535 }).length > 255 ? 'length' : null;
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

function field(tag: number, content: readonly number[]): number[] {
  return [tag, content.length, ...content];
}

export interface OptionPart {
  kind: 'vendor' | 'vlan' | 'server' | 'end';
  bytes: number[];
}

/**
 * The bytes of DHCP option 43 for OpenStage and OpenScape phones, in their parts (protocol reference section 4):
 * vendor `Siemens`, without which a phone ignores the rest; voice VLAN, 4 bytes big-endian; server; end.
 */
export function vendorOptionParts(options: VendorOptions): OptionPart[] {
  const { vlan } = options;
  return [
    { kind: 'vendor', bytes: field(TAG_VENDOR, ascii('Siemens')) },
    ...(vlan === null
      ? []
      : [
          {
            kind: 'vlan' as const,
            bytes: field(TAG_VLAN, [
              (vlan >>> 24) & 255,
              (vlan >>> 16) & 255,
              (vlan >>> 8) & 255,
              vlan & 255,
            ]),
          },
        ]),
    { kind: 'server', bytes: field(TAG_SERVER, ascii(serverUri(options))) },
    { kind: 'end', bytes: [TAG_END] },
  ];
}

/** Host and port of the address of the server in the settings. */
export function phoneAddress(url: string): { host: string; port: number } | null {
  const parsed = URL.parse(url);
  if (parsed === null) return null;
  return { host: parsed.hostname.replace(/^\[|\]$/g, ''), port: Number(parsed.port) || 443 };
}

/** Upper-case hexadecimal pairs, e.g. `01 07 53`. */
export function toHex(bytes: readonly number[], separator: string): string {
  return bytes.map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(separator);
}

/** A typed VLAN: null for none, undefined for what is none (IEEE 802.1Q: 1 to 4094). */
export function readVlan(text: string): number | null | undefined {
  if (text === '') return null;
  const vlan = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return vlan >= 1 && vlan <= 4094 ? vlan : undefined;
}

/** Whether an address leads only to the machine on which the browser runs. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '::1' || host === '[::1]';
}
