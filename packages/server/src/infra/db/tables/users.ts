import type { Generated } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

/** Who logs on to phones with a number of their own. */
export interface UsersTable {
  id: Id;
  e164: string;
  /** Sealed. */
  password: string;
  /** The phone that the user mostly works at. */
  baseClientId: Ref | null;
  /** Where the user is logged on; null: nowhere. */
  clientId: Ref | null;
  /** The phone has said that it has the user; before that, the profile is on its way. */
  confirmed: Generated<boolean>;
  loggedOnBy: 'phone' | 'administrator' | null;
  loggedOnAt: MaybeInstant;
  lastLogonAt: MaybeInstant;
  lastLogoffAt: MaybeInstant;
  /** The job that logs the user off before the user is deleted. */
  leavingJobId: Ref | null;
  /** What `user_data` has of the user. */
  profileBytes: Generated<number>;
  /** Wrong passwords in a row. */
  failedAttempts: Generated<number>;
  lastFailedAt: MaybeInstant;
  version: Generated<number>;
  createdAt: Instant;
  createdBy: string | null;
  updatedAt: Instant;
  updatedBy: string | null;
}

/** What is wanted for a mobile user. `idx` -1 means no index. */
export interface UserValuesTable {
  userId: Ref;
  item: string;
  idx: Generated<number>;
  value: string | null;
  /** Set instead of `value` for secrets. */
  sealed: string | null;
  setAt: Instant;
  setBy: string | null;
}

/** Containers that phones keep for a mobile user (`userdata-*`), as they send them. */
export interface UserDataTable {
  userId: Ref;
  item: string;
  idx: Generated<number>;
  /** Sealed. */
  content: string;
  /** Of the content before it was sealed. */
  size: Generated<number>;
  storedAt: Instant;
}

/** What a phone had of its own before a user logged on there; secrets are not known. */
export interface OwnValuesTable {
  clientId: Ref;
  item: string;
  idx: number;
  value: string;
}

/** Where mobile users were logged on. */
export interface UserLogonsTable {
  id: Id;
  userId: Ref;
  clientId: Ref | null;
  deviceId: string;
  model: string;
  loggedOnAt: Instant;
  loggedOnBy: 'phone' | 'administrator';
  loggedOffAt: MaybeInstant;
  /** `released`: counted as logged off without a word of the phone. */
  loggedOffBy: 'phone' | 'administrator' | 'released' | null;
}
