import { MAX_NAME_LENGTH } from '../limits.ts';
import type { Item } from '../messages.ts';

/** Names that end so hold secrets (section 9; `-passwd`: `send-url-passwd` of the item table). */
const SECRET_SUFFIXES = ['-pwd', '-pwd-unicode', '-password', '-passwd', '-certificate'] as const;

/** Secrets that no suffix shows, with where their meaning is documented. */
const SECRET_ITEMS: ReadonlyMap<string, string> = new Map([
  ['secure-mode-data', 'certificates and keys packed for secure mode, section 15.2'],
  ['bootstrapping-tan', 'end of the PIN of secure mode, sections 8 and 15.2'],
  ['cloud-pin-value', 'PIN of the cloud connection, section 8'],
  ['bt-pin', 'PIN of Bluetooth pairing, item table'],
  ['user-pwd-hash', 'stands for the user password, item table'],
  ['wlan-client-cert', 'PKCS#12 with the private key, item table'],
  ['wlan-client-cert-shared', 'like wlan-client-cert, for all Wi-Fi networks (guide 7.8.3)'],
]);

/** Flags and times about passwords, by name like a password but none (section 8). */
const HARMLESS_PREFIX = 'fault-';

/** What phones keep for a mobile user: call lists, phone book, PINs and password data (section 16). */
const SECRET_PREFIX = 'userdata-';

/** Fixed, so that it does not tell the length. */
const MASK = '********';

/** Whether values of this item must not be shown, logged or kept unencrypted (section 9). */
export function isSecretItem(name: string): boolean {
  if (name.startsWith(HARMLESS_PREFIX)) return false;
  if (name.startsWith(SECRET_PREFIX)) return true;
  return SECRET_ITEMS.has(name) || SECRET_SUFFIXES.some((suffix) => name.endsWith(suffix));
}

/**
 * Source of a regular expression for the name of an item that is no secret, in quotes and without references.
 *
 * @param character source for one character of the name
 */
export function openNamePattern(character: string): string {
  const secret = [...SECRET_SUFFIXES, ...[...SECRET_ITEMS.keys()].map((name) => `"${name}`)].join('|');
  return `"(?:${HARMLESS_PREFIX}${character}{0,200}|(?!${SECRET_PREFIX})${character}{1,${MAX_NAME_LENGTH}}(?<!${secret}))"`;
}

/** The item as it may be shown: a secret that is not empty becomes a fixed mask. */
export function maskItem(item: Item): Item {
  return item.value !== '' && isSecretItem(item.name) ? { ...item, value: MASK } : item;
}
