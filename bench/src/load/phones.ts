/** A made-up phone of the load: everything that its messages say follows from its number. */
export interface LoadPhone {
  /** Upper case with colons. */
  readonly mac: string;
  /** 13 digits. */
  readonly e164: string;
}

/** All phones of the load call from here: contact requests are not part of it. */
export const PHONE_ADDRESS = '127.0.0.1';

/** Locally administered addresses, which no phone has. */
const KNOWN_PREFIX = '02:DF';
const UNKNOWN_PREFIX = '06:DF';

/** A phone of the seeded fleet, from 0. */
export function knownPhone(number: number): LoadPhone {
  return { mac: macOf(KNOWN_PREFIX, number), e164: `49891${digits(number, 8)}` };
}

/** A phone that has never called, from 0. */
export function unknownPhone(number: number): LoadPhone {
  return { mac: macOf(UNKNOWN_PREFIX, number), e164: `49892${digits(number, 8)}` };
}

function macOf(prefix: string, number: number): string {
  const tail = number.toString(16).toUpperCase().padStart(8, '0');
  return `${prefix}:${tail.slice(0, 2)}:${tail.slice(2, 4)}:${tail.slice(4, 6)}:${tail.slice(6)}`;
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
