import { isIPv4 } from 'node:net';
import { SimulatorError } from './simulator-error.ts';

/** Last bytes 0 and 255 look like network and broadcast addresses; phones do not get them. */
const HOSTS_PER_BLOCK = 254;

/**
 * The address of a phone in a fleet: the base address for number 1, then upwards.
 * @throws SimulatorError `invalid-option` when the base is no IPv4 address or the fleet does not fit behind it
 */
export function addressOf(base: string, number: number): string {
  const bytes = isIPv4(base) ? base.split('.').map(Number) : [];
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (bytes.length !== 4 || fourth === 0 || fourth === 255) {
    throw new SimulatorError('invalid-option', `The base address must be like 127.10.0.1, not "${base}".`);
  }
  const place = fourth - 1 + (number - 1);
  const block = second * 256 + third + Math.floor(place / HOSTS_PER_BLOCK);
  if (block > 65_535) {
    throw new SimulatorError(
      'invalid-option',
      `${number} phones do not fit behind the base address ${base}.`,
    );
  }
  return `${first}.${Math.floor(block / 256)}.${block % 256}.${(place % HOSTS_PER_BLOCK) + 1}`;
}

const MACS = 2 ** 24;
/** Odd, so that no two of the 2^24 numbers give the same MAC. */
const MAC_STRIDE = 0x9e_37_79;

/** The MAC of a phone in a fleet; each number has another one. Prefix of real phones (phones reference, section 7). */
export function macOf(seed: number, number: number): string {
  const start = Math.imul(seed, 0x85eb_ca6b) >>> 8;
  const tail = (start + number * MAC_STRIDE) % MACS;
  const digits = tail.toString(16).toUpperCase().padStart(6, '0');
  return `00:1A:E8:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}
