/** A made-up phone of the load: everything that its messages say follows from its number. */
export interface LoadPhone {
  /** Upper case with colons. */
  readonly mac: string;
  /** 13 digits. */
  readonly e164: string;
  /** Short name of its device type. */
  readonly model: string;
}

/** All phones of the load call from here: contact requests are not part of it. */
export const PHONE_ADDRESS = '127.0.0.1';

/** Locally administered addresses, which no phone has. */
const KNOWN_PREFIX = '02:DF';
const UNKNOWN_PREFIX = '06:DF';

/** A phone of the seeded fleet, from 0. */
export function knownPhone(number: number): LoadPhone {
  return { mac: macOf(KNOWN_PREFIX, number), e164: `49891${digits(number, 8)}`, model: modelOf(number) };
}

/** A phone that has never called, from 0. */
export function unknownPhone(number: number): LoadPhone {
  return { mac: macOf(UNKNOWN_PREFIX, number), e164: `49892${digits(number, 8)}`, model: modelOf(number) };
}

/** All of one length, so that they fit into the same place of a message. */
export const MODELS = ['CP210', 'CP410', 'CP710'] as const;

function modelOf(number: number): string {
  return MODELS[number % MODELS.length] ?? MODELS[0];
}

function macOf(prefix: string, number: number): string {
  const tail = number.toString(16).toUpperCase().padStart(8, '0');
  return `${prefix}:${tail.slice(0, 2)}:${tail.slice(2, 4)}:${tail.slice(4, 6)}:${tail.slice(6)}`;
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}
