import { type AddressRange, isInRange, readAddressRange } from '../addresses/index.ts';

/** What an address is that no request of an administrator may reach, in both languages. */
export interface ForbiddenPlace {
  readonly en: string;
  readonly de: string;
}

/** An address is never reached, because it is of the server itself or of its surroundings. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError';
  readonly address: string;
  readonly place: ForbiddenPlace;

  constructor(address: string, place: ForbiddenPlace) {
    super(`requests to ${address} are not allowed: ${place.en}`);
    this.address = address;
    this.place = place;
  }
}

/** Says which addresses requests may not reach whose target an administrator has configured. */
export interface OutboundGuard {
  /** @returns undefined for an address that may be reached */
  whyForbidden(address: string): ForbiddenPlace | undefined;
}

const loopback = { en: 'the server itself (loopback)', de: 'der Server selbst (Loopback)' };
const metadata = { en: 'a metadata service of a cloud', de: 'ein Metadatendienst einer Cloud' };
const linkLocal = { en: 'a link-local address', de: 'eine verbindungslokale Adresse' };
const unspecified = { en: 'an address without a network', de: 'eine Adresse ohne Netz' };
const multicast = { en: 'a multicast address', de: 'eine Multicast-Adresse' };
const reserved = { en: 'a reserved address', de: 'eine reservierte Adresse' };

/** The first that fits says what an address is. */
const forbidden: readonly { readonly range: AddressRange; readonly place: ForbiddenPlace }[] = (
  [
    ['169.254.169.254/32', metadata],
    ['169.254.170.0/24', metadata],
    ['100.100.100.200/32', metadata],
    ['168.63.129.16/32', metadata],
    ['192.0.0.192/32', metadata],
    ['fd00:ec2::/64', metadata],
    ['fd20:ce::254/128', metadata],
    ['0.0.0.0/8', unspecified],
    ['127.0.0.0/8', loopback],
    ['169.254.0.0/16', linkLocal],
    ['224.0.0.0/4', multicast],
    ['240.0.0.0/4', reserved],
    ['::/128', unspecified],
    ['::1/128', loopback],
    ['fe80::/10', linkLocal],
    ['ff00::/8', multicast],
  ] as const
).map(([network, place]) => ({ range: rangeOf(network), place }));

/** IPv6 networks whose addresses lead to an IPv4 address, and the byte at which it stands (RFC 4291, 6052, 8215, 3056). */
const carriers = (
  [
    ['::/96', 12],
    ['64:ff9b::/96', 12],
    ['64:ff9b:1::/48', 12],
    ['2002::/16', 2],
  ] as const
).map(([network, place]) => ({ range: rangeOf(network), place }));

/** Teredo hides the address that it leads to (RFC 4380). */
const teredo = rangeOf('2001::/32');

/**
 * The guard of all requests whose target an administrator configures: nothing of the server itself or of the network that it hangs
 * on (metadata of clouds, neighbors without an address of their own, everybody at once) can be reached by them, in whatever
 * way the address is written.
 *
 * @param allowed exceptions, from the start-up environment
 */
export function createOutboundGuard(allowed: readonly AddressRange[] = []): OutboundGuard {
  const whyForbidden = (address: string): ForbiddenPlace | undefined => {
    const [plain = ''] = address.split('%');
    const read = readAddressRange(plain);
    if (read === undefined) return unspecified;
    if (allowed.some((range) => isInRange(range, plain))) return undefined;
    const found = forbidden.find(({ range }) => isInRange(range, plain));
    if (found !== undefined) return found.place;
    if (isInRange(teredo, plain)) return reserved;
    const carrier = carriers.find(({ range }) => isInRange(range, plain));
    return carrier === undefined ? undefined : whyForbidden(carriedAddress(read.first, carrier.place));
  };
  return { whyForbidden };
}

function carriedAddress(address: bigint, place: number): string {
  const number = (address >> BigInt(8 * (12 - place))) & 0xffff_ffffn;
  return [24n, 16n, 8n, 0n].map((shift) => (number >> shift) & 0xffn).join('.');
}

function rangeOf(network: string): AddressRange {
  const range = readAddressRange(network);
  if (range === undefined) throw new RangeError(`"${network}" is no network`);
  return range;
}
