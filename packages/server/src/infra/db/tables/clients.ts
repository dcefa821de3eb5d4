import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

/** A managed phone: identity, and what it says about itself (protocol reference section 8). */
export interface ClientsTable {
  id: Id;
  /** Device ID: MAC address in upper case with colons, or the identifier of a soft client. */
  deviceId: string;
  e164: string;
  basicE164: string;
  deviceType: string;
  /** Short name from the device type, e.g. `CP710`. */
  model: string;
  /** `SIP`, `HFA` or empty. */
  softwareType: string;
  softwareVersion: string;
  /** The version as fixed-width text, so that sorting by it follows the numbers. */
  softwareVersionKey: string;
  partNumber: string;
  contactMeUri: string;
  gigabitEthernet: boolean | null;
  backlightType: number | null;
  keyModules: number | null;
  mobilityEnabled: boolean;
  mobilityState: number | null;
  /** Its contact address is one at which the server may ask it to call (see `checkContactAddress`). */
  directAccess: Generated<boolean>;
  searchText: ColumnType<string, never, never>;
  /** Address of the last contact, ordered by its numbers; null when it is none. */
  calledFrom: string | null;
  firstSeenAt: Instant;
}

/** When a client last asked by DCMP whether there is work for it, give or take some minutes. */
export interface ClientPollsTable {
  clientId: Ref;
  polledAt: Instant;
}

/** What a phone and the server said to each other in one dialogue (see the contact-log feature). */
export interface ContactLogTable {
  id: Id;
  clientId: Ref;
  beganAt: Instant;
  /** Parts of one dialogue that several nodes answered have the same. */
  dialogue: string;
  reason: string;
  address: string;
  tookMs: number;
  failed: boolean;
  /** Targets of jobs on which it worked. */
  targetIds: ColumnType<string[], string[] | undefined, never>;
  steps: JSONColumnType<readonly LoggedStep[]>;
}

/** The last contacts of a client after which there was nothing to do. */
export interface QuietContactsTable {
  clientId: Ref;
  count: string;
  recent: JSONColumnType<readonly QuietContact[]>;
}

/** A contact after which there was nothing to do. */
export interface QuietContact {
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
  readonly address: string;
}

/** An item of a logged message: secrets are only named. */
export interface LoggedItem {
  readonly name: string;
  readonly index?: number;
  readonly value?: string;
  readonly secret?: true;
  /** What the phone said of it. */
  readonly status?: string;
}

/** A message of a phone and the answer that it got. */
export interface LoggedStep {
  /** Milliseconds since the dialogue began. */
  readonly afterMs: number;
  /** Reason of the message, in the words of the protocol. */
  readonly reason: string;
  /** The action that a reply is about. */
  readonly repliesTo?: string;
  readonly status?: string;
  /** Items of the message; absent for a complete inventory, which nobody takes apart to count. */
  readonly items?: number;
  /** Size of its item lists, those of earlier pieces included. */
  readonly bytes: number;
  readonly pieces: number;
  /** Changes at the phone that it told by itself. */
  readonly told?: readonly LoggedItem[];
  readonly refused?: readonly LoggedItem[];
  /** Words of the phone on why it gave up. */
  readonly gaveUp?: string;
  /** Pieces of the reply were gone, so the phone was asked again. */
  readonly piecesLost?: true;
  readonly answer: string;
  readonly sent?: readonly LoggedItem[];
  /** How many items the answer had: more than `sent` shows are only counted. */
  readonly sentCount: number;
  /** Milliseconds from the message to its answer. */
  readonly tookMs: number;
}

/** Every basic item of a client as sent, secrets left out: `[{ name, index?, value, status? }]`. */
export interface ClientBasicItemsTable {
  clientId: Ref;
  items: JSONColumnType<readonly StoredItem[]>;
}

/** What a contact of a client changes or asks for: one short row for each client. */
export interface ClientContactsTable {
  clientId: Ref;
  deviceId: string;
  lastContactAt: Instant;
  lastContactReason: string;
  /** Where it called from. */
  address: string;
  /** Fingerprint of its basic items and address. */
  profileHash: Buffer;
  /** Fingerprint of the raw inventory; null when what is reported has changed since. */
  inventoryHash: Buffer | null;
  inventoryAt: MaybeInstant;
  /** The inventory was told by other software. */
  inventoryOutdated: Generated<boolean>;
  contactRequestedAt: MaybeInstant;
  contactRequestedAddress: string | null;
}

export interface StoredItem {
  readonly name: string;
  readonly index?: number;
  readonly value: string;
  readonly status?: string;
}

/** Every address a client has called from. */
export interface ClientAddressesTable {
  clientId: Ref;
  address: string;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
}
