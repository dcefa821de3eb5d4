import ipaddr from 'ipaddr.js';

type Address = ReturnType<typeof ipaddr.process>;

/** Addresses from the first to the last one, both of the same kind. */
export interface AddressRange {
  readonly kind: 'ipv4' | 'ipv6';
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Reads a range of addresses: one address, a subnet (`10.1.0.0/16`, `10.1.0.0/255.255.0.0`, `2001:db8::/32`) or the first and the
 * last address (`10.1.0.10-10.1.0.99`). Undefined when it is none.
 */
export function readAddressRange(text: string): AddressRange | undefined {
  const plain = text.replaceAll(/\s+/g, '');
  const [first = '', last, ...more] = plain.split('-');
  if (more.length > 0) return undefined;
  if (last === undefined) return plain.includes('/') ? readSubnet(plain) : readAddress(plain);
  const [from, to] = [readAddress(first), readAddress(last)];
  if (from === undefined || to === undefined || from.kind !== to.kind || from.first > to.first)
    return undefined;
  return { kind: from.kind, first: from.first, last: to.first };
}

/** Whether an address is in a range; a text that is no address is in none. */
export function isInRange(range: AddressRange, address: string): boolean {
  const read = readAddress(address);
  return (
    read !== undefined && read.kind === range.kind && read.first >= range.first && read.first <= range.last
  );
}

/** How many addresses it has. */
export function rangeSize({ first, last }: AddressRange): bigint {
  return last - first + 1n;
}

/** The address with this number. */
export function addressAt(kind: AddressRange['kind'], number: bigint): string {
  const bytes = Array.from(
    { length: kind === 'ipv4' ? 4 : 16 },
    (_, place, length = kind === 'ipv4' ? 4 : 16) =>
      Number((number >> BigInt(8 * (length - 1 - place))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

/**
 * The subnet in which an address lies, as `10.1.2.0/24`; a text that is no address stands for itself.
 *
 * @param prefixLengths how long the common part of the addresses of a subnet is, in bits
 */
export function subnetOf(
  address: string,
  prefixLengths: Readonly<Record<AddressRange['kind'], number>>,
): string {
  const read = readAddress(address);
  if (read === undefined) return address;
  const { kind, first } = read;
  const size = 1n << BigInt((kind === 'ipv4' ? 32 : 128) - prefixLengths[kind]);
  return `${addressAt(kind, first - (first % size))}/${prefixLengths[kind]}`;
}

function readAddress(text: string): AddressRange | undefined {
  // The library takes 10.1 and 0x0a.1 for addresses as well; people do not.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text) && !(text.includes(':') && ipaddr.IPv6.isValid(text)))
    return undefined;
  const address = ipaddr.process(text);
  const number = toNumber(address);
  return { kind: address.kind(), first: number, last: number };
}

function readSubnet(text: string): AddressRange | undefined {
  const [base = '', mask = '', ...more] = text.split('/');
  const address = readAddress(base);
  if (address === undefined || more.length > 0) return undefined;
  const bits = address.kind === 'ipv4' ? 32 : 128;
  const prefix = readPrefix(mask, address.kind);
  if (prefix === undefined || prefix > bits) return undefined;
  const size = 1n << BigInt(bits - prefix);
  const first = address.first - (address.first % size);
  return { kind: address.kind, first, last: first + size - 1n };
}

function readPrefix(mask: string, kind: AddressRange['kind']): number | undefined {
  if (/^\d{1,3}$/.test(mask)) return Number(mask);
  if (kind !== 'ipv4' || !ipaddr.IPv4.isValidFourPartDecimal(mask)) return undefined;
  return ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? undefined;
}

function toNumber(address: Address): bigint {
  return address.toByteArray().reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
