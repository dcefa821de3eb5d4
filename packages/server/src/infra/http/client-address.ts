import { isIP } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/**
 * An address as text without the IPv6 form of IPv4 and without a zone.
 *
 * @param address undefined is what Node tells of a connection that has been closed; the result is empty then
 */
export function plainAddress(address: string | undefined): string {
  if (address === undefined) return '';
  const withoutZone = address.split('%', 1)[0] ?? address;
  return MAPPED_IPV4.exec(withoutZone)?.[1] ?? withoutZone.toLowerCase();
}

/** Whether an address belongs to this machine's loopback interface. */
export function isLoopback(address: string): boolean {
  const plain = plainAddress(address);
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/**
 * What counts as one source for limits: an IPv4 address, or the /64 network of an IPv6 address, because one host has
 * all of it (RFC 4291 section 2.5.4).
 */
export function addressSource(address: string): string {
  const plain = plainAddress(address);
  if (isIP(plain) !== 6) return plain;
  return `${expandGroups(plain).slice(0, 4).join(':')}::/64`;
}

function expandGroups(address: string): string[] {
  const [head = '', tail] = address.split('::', 2);
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array.from({ length: missing }, () => '0'), ...last];
  return groups.map((group) => group.replace(/^0+(?=.)/, ''));
}
