import type { Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

/** When a provider is scanned by itself. */
export type ScanSchedule =
  | { readonly kind: 'never' }
  | { readonly kind: 'interval'; readonly minutes: number }
  /** `HH:MM` in a time zone (IANA). */
  | { readonly kind: 'daily'; readonly time: string; readonly timeZone: string };

/** A place where files lie that are not ours (see the storage-providers feature). */
export interface StorageProvidersTable {
  id: Id;
  type: 's3' | 'https';
  name: string;
  url: string;
  region: Generated<string>;
  bucket: Generated<string>;
  pathStyle: Generated<boolean>;
  prefix: Generated<string>;
  userName: Generated<string>;
  sealedSecret: string | null;
  ca: Generated<string>;
  schedule: JSONColumnType<ScanSchedule>;
  nextScanAt: MaybeInstant;
  version: Generated<number>;
  createdAt: Instant;
  createdBy: string | null;
  updatedAt: Instant;
  updatedBy: string | null;
}

export type ProviderScanState = 'waiting' | 'running' | 'finished' | 'stopped' | 'failed';

/** Why a scan of a provider failed, in words. */
export interface StoredProblem {
  readonly kind: string;
  readonly field: string;
  readonly en: string;
  readonly de: string;
}

/** A look at all that lies at a provider. */
export interface StorageProviderScansTable {
  id: Id;
  providerId: Ref;
  origin: 'manual' | 'schedule';
  state: ProviderScanState;
  /** First the list is read, then the contents of what is new. */
  phase: Generated<'listing' | 'reading'>;
  /** A node that dies over a scan leaves it to another one, which begins again. */
  attempt: Generated<number>;
  leaseUntil: MaybeInstant;
  objects: Generated<number>;
  files: Generated<number>;
  added: Generated<number>;
  changed: Generated<number>;
  removed: Generated<number>;
  missing: Generated<number>;
  skipped: Generated<number>;
  lookedAt: Generated<number>;
  problem: JSONColumnType<StoredProblem | null>;
  createdAt: Instant;
  createdBy: string | null;
  stoppedBy: string | null;
  beganAt: MaybeInstant;
  endedAt: MaybeInstant;
}

/** Something that a search has found and that could be a provider. */
export interface FoundProvider {
  readonly type: 's3' | 'https';
  readonly url: string;
  /** What it says of itself: the name of its software, or the title of its index. */
  readonly title: string;
  /** Whether its certificate is trusted without further ado. */
  readonly trusted: boolean;
  /** PEM of its certificate. */
  readonly certificate: string;
}

/** A look for storage providers in a range of addresses. */
export interface StorageProviderSearchesTable {
  id: Id;
  targets: string[];
  ports: number[];
  /** Ranges of IPv4 addresses as numbers. */
  firsts: string[];
  lasts: string[];
  total: number;
  asked: Generated<number>;
  state: 'running' | 'finished' | 'stopped';
  attempt: Generated<number>;
  leaseUntil: Instant;
  found: JSONColumnType<readonly FoundProvider[]>;
  createdAt: Instant;
  createdBy: string | null;
  stoppedBy: string | null;
  endedAt: MaybeInstant;
}
