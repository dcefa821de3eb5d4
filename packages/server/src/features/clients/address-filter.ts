import ipaddr from 'ipaddr.js';

/** Addresses to look for, in a form that an index on their texts can answer. */
export type AddressFilter =
  | { readonly kind: 'exactly'; readonly addresses: readonly string[] }
  | { readonly kind: 'beginning'; readonly texts: readonly string[] };

/** What is wrong with a filter for addresses. */
export interface AddressFilterFault {
  readonly fault: { readonly en: string; readonly de: string };
}

const OCTET_BITS = 8;
const IPV4_BITS = 32;

/**
 * Reads what somebody types to find clients by address: an address, the beginning of one, or an IPv4 network. A network is
 * broken down into at most 256 beginnings or addresses, because addresses are stored as texts.
 */
export function readAddressFilter(text: string): AddressFilter | AddressFilterFault {
  const typed = text.trim().toLowerCase();
  if (typed.includes('/')) return readNetwork(typed);
  if (!/^[0-9a-f.:]+$/.test(typed)) {
    return {
      fault: {
        en: 'Give an address, the beginning of one, or a network such as 10.1.0.0/22.',
        de: 'Geben Sie eine Adresse, deren Anfang oder ein Netz wie 10.1.0.0/22 an.',
      },
    };
  }
  if (ipaddr.IPv4.isValidFourPartDecimal(typed) || ipaddr.IPv6.isValid(typed)) {
    return { kind: 'exactly', addresses: [ipaddr.process(typed).toString()] };
  }
  return { kind: 'beginning', texts: [typed] };
}

function readNetwork(typed: string): AddressFilter | AddressFilterFault {
  const [address = '', bits = ''] = typed.split('/');
  const length = /^\d{1,2}$/.test(bits) ? Number(bits) : -1;
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) || length < 0 || length > IPV4_BITS) {
    return {
      fault: {
        en: 'Give a network as IPv4 address and length, such as 10.1.0.0/22.',
        de: 'Geben Sie ein Netz als IPv4-Adresse mit Länge an, zum Beispiel 10.1.0.0/22.',
      },
    };
  }
  const octets = ipaddr.IPv4.parse(address).toByteArray();
  const whole = Math.max(Math.ceil(length / OCTET_BITS) - 1, 0);
  const fixedBits = length - whole * OCTET_BITS;
  const count = 2 ** (OCTET_BITS - fixedBits);
  const first = Math.floor((octets[whole] ?? 0) / count) * count;
  const head = octets.slice(0, whole).map((octet) => `${octet}.`);
  const texts = Array.from({ length: count }, (_, place) => `${head.join('')}${first + place}`);
  if (whole === 3) return { kind: 'exactly', addresses: texts };
  return { kind: 'beginning', texts: texts.map((beginning) => `${beginning}.`) };
}
