import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

export type SecureModeChoice = 'disabled' | 'no-pin' | 'default-pin' | 'individual-pin';

/** A client that is prepared before its phone calls for the first time. */
export interface PlugAndPlayClientsTable {
  id: Id;
  /** MAC address in upper case with colons. */
  deviceId: string | null;
  e164: string | null;
  /** Short name of the model; empty: nobody said. */
  hardwareType: string;
  secureMode: SecureModeChoice;
  templateId: Ref | null;
  values: JSONColumnType<readonly PreparedValue[]>;
  version: Generated<number>;
  createdAt: Instant;
  /** User name of who prepared it. */
  createdBy: string | null;
  updatedAt: Instant;
  updatedBy: string | null;
  /** The account that changed it last. */
  accountId: Ref | null;
  /** The client in whose place the phone comes, and which may have the same number. */
  replacesClientId: Ref | null;
  recognizedAt: MaybeInstant;
  recognizedBy: 'device-id' | 'number' | null;
  /** The client that the phone became. */
  clientId: Ref | null;
  /** Lower case. */
  searchText: ColumnType<string, never, never>;
}

/** A value that a client gets when its phone is recognized; a secret is sealed. */
export interface PreparedValue {
  readonly name: string;
  readonly index?: number;
  readonly value?: string;
  readonly sealed?: string;
}

/** An unknown phone that an administrator has to decide on (see the acceptance feature). */
export interface HeldPhonesTable {
  id: Id;
  deviceId: string;
  state: 'waiting' | 'approved' | 'refused';
  e164: string;
  deviceType: string;
  model: string;
  softwareType: string;
  softwareVersion: string;
  address: string;
  contactMeUri: string;
  calls: Generated<number>;
  firstCalledAt: Instant;
  lastCalledAt: Instant;
  notifiedAt: Instant;
  decidedAt: MaybeInstant;
  decidedBy: string | null;
  invitedAt: MaybeInstant;
  /** Lower case. */
  searchText: ColumnType<string, never, never>;
}

/** A search for phones in a range of addresses (see the scans feature). */
export interface ScansTable {
  id: Id;
  targets: string[];
  state: ScanState;
  total: number;
  perSecond: number;
  nextPortionAt: Instant;
  createdAt: Instant;
  createdBy: string | null;
  stoppedBy: string | null;
  endedAt: MaybeInstant;
  /** Addresses by what came of them, when it has ended. */
  counts: JSONColumnType<Readonly<Record<string, number>> | null>;
}

export type ScanState = 'running' | 'finished' | 'stopped';
export type ScannedState =
  | 'waiting'
  | 'asking'
  | 'answered'
  | 'refused'
  | 'timed-out'
  | 'no-route'
  | 'failed';

/** One address of a scan. */
export interface ScanAddressesTable {
  scanId: Ref;
  place: number;
  address: string;
  state: Generated<ScannedState>;
  /** The problem in English words. */
  detail: string | null;
  /** The same in German. */
  detailDe: string | null;
  /** Somebody has just asked there: it must wait so long. */
  notBefore: MaybeInstant;
  askedAt: MaybeInstant;
  /** The client whose phone called from there afterwards. */
  clientId: Ref | null;
}
