import type { JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

/** A view of the clients list that an account keeps, for itself or for all. */
export interface SavedViewsTable {
  id: Id;
  accountId: Ref;
  name: string;
  shared: boolean;
  /** As `filter` of a selection of clients. */
  filter: JSONColumnType<Readonly<Record<string, string>>>;
  sort: string;
  sortOrder: 'asc' | 'desc';
  /** Names of the app's columns; the server does not know them. */
  columns: JSONColumnType<{ readonly order: readonly string[]; readonly hidden: readonly string[] }>;
  createdAt: Instant;
  updatedAt: Instant;
}

/** Who signs in to the admin app. */
export interface AccountsTable {
  id: Id;
  username: string;
  passwordHash: string;
  mustChangePassword: boolean;
  language: 'en' | 'de' | null;
  theme: 'light' | 'dark' | null;
  preferences: JSONColumnType<Record<string, unknown>>;
  createdAt: Instant;
  failedLogins: number;
  lastFailedLoginAt: MaybeInstant;
}

/** Somebody signed in; only a fingerprint of the token is kept. */
export interface SessionsTable {
  id: Id;
  tokenHash: Buffer;
  accountId: Ref;
  /** Copied from the account, so that a request needs one look-up only. */
  username: string;
  /** Whether nothing but changing the password is allowed in this session. */
  mustChangePassword: boolean;
  /** A cookie of a browser, or a bearer token of a program. */
  kind: 'browser' | 'token';
  createdAt: Instant;
  lastSeenAt: Instant;
  /** End if nothing is called any more. */
  expiresAt: Instant;
  keepSignedIn: boolean;
  address: string;
  userAgent: string;
}

/** From where accounts have signed in before; others cannot shut them out there. */
export interface AccountSourcesTable {
  accountId: Ref;
  /** Address, or network of an IPv6 address. */
  source: string;
  lastSignedInAt: Instant;
}

/** Sign-ins under way and failed ones, counted per account and per source for the rate limit. */
export interface SignInAttemptsTable {
  id: Id;
  at: Instant;
  /** Keyed fingerprint of the name that was typed: people sometimes type their password there. */
  accountKey: string;
  source: string;
  /** False while it is under way. */
  failed: boolean;
}
