import { knownPhone } from '../load/phones.ts';
import type { Variation } from './seed.ts';

/** Versions that phones of a large fleet have at the same time. */
const VERSIONS = [
  'V1 R3.12.0',
  'V1 R4.6.2',
  'V1 R5.10.0',
  'V1 R6.1.0',
  'V1 R7.4.0',
  'V1 R8.7.1',
  'V1 R9.2.0',
  'V1 R10.3.4',
  'V1 R11.0.0',
  'V2 R0.5.0',
  'V2 R1.8.0',
  'V2 R2.1.0',
] as const;
/** A prime, so that numbers, addresses and times of contact have nothing to do with the order in which phones registered. */
const STEP = 7_919;
/** Half of the fleet is in this network of 65,536 addresses, the other half in five more. All of them are on this machine. */
export const LARGE_NETWORK = '127.10.0.0/16';
export const SMALL_NETWORK = '127.12.3.0/24';
const FIRST_SMALL_NETWORK = 11;
const SMALL_NETWORKS = 5;

/** What of the phones of a fleet differs as in a real one: numbers in no order, networks, software, mobility, ways to reach them. */
export function variationOf(number: number, clients: number): Variation {
  const place = (number * STEP) % clients;
  const address = addressOf(place);
  const { e164 } = knownPhone(place);
  const path = place % 20 === 7 ? 'elsewhere' : 'ContactDLS';
  return {
    address,
    items: {
      e164,
      'basic-e164': e164,
      'software-version': VERSIONS[place % VERSIONS.length] ?? VERSIONS[0],
      'contact-me-uri': `http://${address}:8085/contact_dls.html/${path}`,
      'mobility-enabled': String(place % 5 === 1),
      'sip-mobility-state': place % 10 === 1 ? '0' : '1',
    },
  };
}

function addressOf(place: number): string {
  const half = Math.floor(place / 2);
  if (place % 2 === 0) return `127.10.${Math.floor(half / 256)}.${half % 256}`;
  const inNetwork = Math.floor(half / SMALL_NETWORKS);
  const network = FIRST_SMALL_NETWORK + (half % SMALL_NETWORKS);
  return `127.${network}.${Math.floor(inNetwork / 256)}.${inNetwork % 256}`;
}
