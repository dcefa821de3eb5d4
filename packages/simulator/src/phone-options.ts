import { isIP } from 'node:net';
import type { Item } from '@deskfleet/protocol';
import type { PhoneBehavior } from './behavior.ts';
import type { Clock } from './clock.ts';
import { SERVICE_PATH, type ServerUrl } from './dialogue.ts';
import type { FaultRates } from './faults.ts';
import type { ModelName, SoftwareType } from './models/model.ts';
import type { FirmwareTraits } from './models/traits.ts';
import { SimulatorError } from './simulator-error.ts';
import type { Statistics } from './statistics.ts';

/** Values by item name; a list of items where indexes are needed. */
export type ItemValues = Readonly<Record<string, string>> | readonly Item[];

/** What a phone is, where it stands and how it behaves. Only the model is needed. */
export interface PhoneOptions {
  readonly model: ModelName;
  /** Default `SIP`. */
  readonly softwareType?: SoftwareType;
  /** `current` (default), `old`, or a version such as `V2 R1.24.0`. */
  readonly firmware?: string;
  /** Upper case with colons; default: made from the seed. */
  readonly mac?: string;
  /** The phone's own address, default 127.0.0.1. */
  readonly address?: string;
  /** Whether connections to the server come from `address`, default true; false: the machine chooses. */
  readonly bindsAddress?: boolean;
  /** Port for contact requests, default 8085; 0 = any free one. */
  readonly contactPort?: number;
  /** `https://host:port`, with another path than the usual one where the server wants it; absent: the phone knows no server. */
  readonly server?: string;
  /** `menu` (default): typed in, lost at a factory reset, may be written; `dhcp`: neither (reference, sections 4 and 10.3). */
  readonly learnsServerBy?: 'menu' | 'dhcp';
  readonly e164?: string;
  /** Values that differ from the factory's when the phone is switched on for the first time. */
  readonly items?: ItemValues;
  /** Mobile users may log on here; the same as the item `mobility-enabled`. */
  readonly enablesMobility?: boolean;
  /** Whether the first messages say that the configuration changed; default true: no server ever heard of this phone. */
  readonly isConfigurationChanged?: boolean;
  /** What the firmware calls items, by the name that the catalog and our tables have for them. */
  readonly itemNames?: Readonly<Record<string, string>>;
  /** Replaces traits of the firmware. */
  readonly traits?: Partial<FirmwareTraits>;
  readonly behavior?: Partial<PhoneBehavior>;
  readonly faults?: FaultRates;
  /** Decides MAC, delays and faults; default 1. */
  readonly seed?: number;
  readonly clock?: Clock;
  /** Shared by the phones of a fleet; default: the phone's own. */
  readonly statistics?: Statistics;
  /** How many exchanges, the newest, `log` keeps; default 1000. */
  readonly logLimit?: number;
  /** Whether `writes` is kept; default true. */
  readonly keepsWrites?: boolean;
}

/** Port of the provisioning service (reference, section 2). */
export const SERVICE_PORT = 18_443;

/**
 * Reads the address of a server.
 * @throws SimulatorError `invalid-option` when it is no HTTPS URL
 */
export function parseServerUrl(text: string): ServerUrl {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.hostname === '') {
    const message = `The server must be an HTTPS address such as https://localhost:18443, not "${text}".`;
    throw new SimulatorError('invalid-option', message);
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? SERVICE_PORT : Number(url.port),
    path: url.pathname === '/' ? SERVICE_PATH : url.pathname,
  };
}

/** Whether a host is this machine by the loopback network. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** Items of a value record or list. */
export function toItems(values: ItemValues): readonly Item[] {
  return isItemList(values) ? values : Object.entries(values).map(([name, value]) => ({ name, value }));
}

function isItemList(values: ItemValues): values is readonly Item[] {
  return Array.isArray(values);
}
