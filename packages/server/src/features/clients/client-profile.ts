import { hash } from 'node:crypto';
import {
  type Item,
  isBasicItem,
  isSecretItem,
  normalizeMac,
  parseSoftwareVersion,
} from '@deskfleet/protocol';
import type { StoredItem } from '../../infra/db/index.ts';
import { clipText } from '../../infra/text/index.ts';

/** What an initial message says of its phone (protocol reference section 8). */
export interface ClientProfile {
  /** MAC address in upper case with colons; the identifier as sent for soft clients. */
  readonly deviceId: string;
  readonly e164: string;
  readonly basicE164: string;
  readonly deviceType: string;
  readonly model: string;
  readonly softwareType: string;
  readonly softwareVersion: string;
  readonly softwareVersionKey: string;
  readonly partNumber: string;
  readonly contactMeUri: string;
  readonly gigabitEthernet: boolean | null;
  readonly backlightType: number | null;
  readonly keyModules: number | null;
  readonly mobilityEnabled: boolean;
  readonly mobilityState: number | null;
  readonly basicItems: readonly StoredItem[];
}

/** Longest identifier and texts that are kept; a phone has no reason to send more. */
const MAX_DEVICE_ID = 64;
const MAX_TEXT = 255;
/** What clients are sorted and searched by stands in indexes, of which an entry has at most 2,704 bytes. */
const MAX_INDEXED_TEXT = 64;
const MAX_BASIC_ITEMS = 100;

/** Half a SHA-256: what a phone says of itself is compared only with what it said before. */
const FINGERPRINT_BYTES = 16;

/** Stands between name and value of an item that has neither index nor status, as nearly all. Ready-made: every call comes here. */
const PLAIN = '\t\t\t';

/** Items that differ from contact to contact without the phone having changed. */
const volatileItems = new Set([
  'configuration-changed-flag',
  'configuration-attached-flag',
  'configuration-attached-number',
]);

/** The device ID that a message claims, or undefined when it has none that could be a key. */
export function deviceIdOf(items: readonly Item[]): string | undefined {
  const claimed = items.find((item) => item.name === 'mac-addr' && item.status === undefined)?.value;
  return claimed === undefined ? undefined : readDeviceId(claimed);
}

/**
 * The device ID as it is stored: MAC address, or another identifier of printable characters (soft clients, section 8).
 * Undefined when it could be no key.
 */
export function readDeviceId(claimed: string): string | undefined {
  const mac = normalizeMac(claimed);
  if (mac !== undefined) return mac;
  return /^[\w.:@+-]+$/.test(claimed) && claimed.length <= MAX_DEVICE_ID ? claimed : undefined;
}

/**
 * Fingerprint of what a phone says of itself and from where, to see without a comparison that nothing is new.
 * Secrets and the flags of the single message are left out.
 *
 * @returns hexadecimal digits
 */
export function profileHash(items: readonly Item[], address: string): string {
  let told = address;
  for (const { name, index, status, value } of items) {
    if (!tellsOfPhone(name)) continue;
    const isPlain = index === undefined && status === undefined;
    told += `\n${name}${isPlain ? PLAIN : `\t${index ?? ''}\t${status ?? ''}\t`}${value}`;
  }
  return hash('sha256', told, 'hex').slice(0, 2 * FINGERPRINT_BYTES);
}

const knownNames = new Map<string, boolean>();
/** Phones send some thirty names; whoever invents more of them fills no memory. */
const MAX_KNOWN_NAMES = 500;

function tellsOfPhone(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const tells = isBasicItem(name) && !isSecretItem(name) && !volatileItems.has(name);
  // A copy, for a part of a text keeps all of it.
  if (knownNames.size < MAX_KNOWN_NAMES) knownNames.set(Buffer.from(name).toString(), tells);
  return tells;
}

/** Wire code of `sip-mobility-state` for a user who is logged on; also sent when mobility is off. */
export const LOGGED_ON = 0;

/** Whether a mobile user is logged on to a phone. */
export function isUserLoggedOn({
  mobilityEnabled,
  mobilityState,
}: {
  readonly mobilityEnabled: boolean;
  readonly mobilityState: number | null;
}): boolean {
  return mobilityEnabled && mobilityState === LOGGED_ON;
}

/**
 * What a phone says of itself in an initial message, clipped; what it does not say is empty or null.
 *
 * @param items of that message (protocol reference section 8); secrets among them are passed over
 */
export function profileOf(deviceId: string, items: readonly Item[]): ClientProfile {
  const basic = items.filter((item) => isBasicItem(item.name) && !isSecretItem(item.name));
  const known = new Map(
    basic.filter((item) => item.status === undefined).map((item) => [item.name, clip(item.value)]),
  );
  const text = (...names: string[]) => {
    for (const name of names) {
      const value = known.get(name);
      if (value !== undefined && value !== '') return value;
    }
    return '';
  };
  const short = (value: string) => clipText(value, MAX_INDEXED_TEXT);
  const deviceType = text('device-type', 'related-device-type');
  const softwareVersion = short(text('software-version', 'related-software-version').replaceAll(/\s+/g, ' '));
  return {
    deviceId,
    e164: short(text('e164')),
    basicE164: short(text('basic-e164')),
    deviceType,
    model: short(modelOf(text('related-device-type', 'device-type'))),
    softwareType: short(softwareTypeOf(text('software-type', 'related-software-type'))),
    softwareVersion,
    softwareVersionKey: versionKey(softwareVersion),
    partNumber: text('part-number'),
    contactMeUri: text('contact-me-uri'),
    gigabitEthernet: booleanOf(known.get('gigabit-ethernet-enabled') ?? known.get('gigabit-ethernet')),
    backlightType: smallNumber(known.get('backlight-type')),
    keyModules: moduleCount(known),
    mobilityEnabled: booleanOf(known.get('mobility-enabled')) === true,
    mobilityState: smallNumber(known.get('sip-mobility-state')),
    basicItems: basic
      .filter((item) => !volatileItems.has(item.name))
      .slice(0, MAX_BASIC_ITEMS)
      .map(({ status, ...item }) => ({
        ...item,
        value: clip(item.value),
        ...(status === undefined ? {} : { status: clip(status) }),
      })),
  };
}

function clip(value: string): string {
  return clipText(value, MAX_TEXT);
}

/** Short name of a device type (section 17); a type of no known family is its own name. */
export function modelOf(deviceType: string): string {
  const cp = /CP\s?(\d+\w?)/i.exec(deviceType);
  if (cp !== null) return `CP${cp[1]?.toUpperCase()}`;
  const openStage = /OpenStage\s*(\d+\w?)/i.exec(deviceType);
  if (openStage !== null) return `OpenStage ${openStage[1]?.toUpperCase()}`;
  const deskPhone = /Desk Phone IP\s*(\d+\w?(?:\s+Eco)?)/i.exec(deviceType);
  if (deskPhone !== null) return `IP ${deskPhone[1]}`;
  return deviceType;
}

/** `Siemens SIP` and `Unify SIP` are both SIP; what is neither SIP nor HFA stays as sent. */
function softwareTypeOf(text: string): string {
  return /\b(SIP|HFA)\b/i.exec(text)?.[1]?.toUpperCase() ?? text;
}

function versionKey(text: string): string {
  return comparableVersionKey(text) ?? text;
}

/** A version as fixed-width text that sorts like its numbers; undefined when it must not be compared. */
export function comparableVersionKey(text: string): string | undefined {
  const version = parseSoftwareVersion(text);
  if (version === undefined) return undefined;
  return [version.major, version.sub, version.minor, version.fix, version.hotfix]
    .map((part) => String(part).padStart(5, '0'))
    .join('.');
}

function booleanOf(value: string | undefined): boolean | null {
  return value === 'true' ? true : value === 'false' ? false : null;
}

function smallNumber(value: string | undefined): number | null {
  return value !== undefined && /^\d{1,3}$/.test(value) ? Number(value) : null;
}

/** Modules of all kinds that the phone counts in its inventory changes. */
function moduleCount(known: ReadonlyMap<string, string>): number | null {
  const counts = ['key-modules', 'slk-modules', 'blf-modules', 'km15-modules'].map((name) =>
    smallNumber(known.get(name)),
  );
  return counts.every((count) => count === null)
    ? null
    : counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** The profile by column names, for set-based statements. */
export function clientRow(profile: ClientProfile): Readonly<Record<string, unknown>> {
  return {
    device_id: profile.deviceId,
    e164: profile.e164,
    basic_e164: profile.basicE164,
    device_type: profile.deviceType,
    model: profile.model,
    software_type: profile.softwareType,
    software_version: profile.softwareVersion,
    software_version_key: profile.softwareVersionKey,
    part_number: profile.partNumber,
    contact_me_uri: profile.contactMeUri,
    gigabit_ethernet: profile.gigabitEthernet,
    backlight_type: profile.backlightType,
    key_modules: profile.keyModules,
    mobility_enabled: profile.mobilityEnabled,
    mobility_state: profile.mobilityState,
    basic_items: profile.basicItems,
  };
}
