import type { Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

/** What a client last reported of its configuration, compressed (see the values feature). */
export interface ReportedValuesTable {
  clientId: Ref;
  document: Buffer;
}

export type DesiredOrigin = 'edit' | 'group' | 'template' | 'onboarding' | 'user';

/** What somebody wants on a client, with its origin (architecture section 5). `idx` -1 means no index. */
export interface DesiredValuesTable {
  clientId: Ref;
  item: string;
  idx: number;
  origin: DesiredOrigin;
  /** Decides among templates of one origin, the smaller one first; 0 for the client's own. */
  ranking: Generated<number>;
  /** Id of the template, group or user that wants it; 0 for the client's own. */
  sourceId: Generated<string>;
  value: string | null;
  /** Set instead of `value` for secrets. */
  sealed: string | null;
  setAt: Instant;
  setBy: Ref | null;
  jobId: Ref | null;
  /** Whether the phone reports another value, by what is known now. */
  drift: boolean;
  refusedStatus: string | null;
  refusedAt: MaybeInstant;
}

/** A change of what is wanted that was submitted, for one element or for many clients. */
export interface ValueChangesTable {
  id: Id;
  at: Instant;
  /** User name of who submitted it. */
  changedBy: string | null;
  cause:
    | 'configure'
    | 'take-over'
    | 'put-back'
    | 'created'
    | 'template'
    | 'group'
    | 'onboarding'
    | 'plug-and-play';
  jobId: Ref | null;
  /** Tells changes of one job apart where clients with different software know an item by different names. */
  part: Generated<number>;
  /** The template or group that it is about; null: what the element itself wants. */
  source: JSONColumnType<ChangeSource | null>;
  /** What was set, in order; secrets are only named. */
  items: JSONColumnType<readonly ChangedItem[]>;
}

/** What a change of the history comes from, with the names of that time. */
export interface ChangeSource {
  readonly templateId: string;
  readonly templateName: string;
  /** How the template came to the client. */
  readonly origin: 'group' | 'template' | 'onboarding';
}

export interface ChangedItem {
  readonly item: string;
  readonly idx: number;
  /** Null: withdrawn, or a secret. */
  readonly value: string | null;
  /** A secret was set. */
  readonly secret?: true;
}

/** A change of what is wanted of one client, of one mobile user or in one template. */
export interface ValueHistoryTable {
  id: Id;
  clientId: Ref | null;
  userId: Ref | null;
  templateId: Ref | null;
  changeId: Ref;
  /** What was desired before, by place in the items of the change; true for a secret. Null: nothing of it was. */
  old: JSONColumnType<Readonly<Record<string, string | true>> | null>;
}

/** Values that have come into force without a job and that the phone has still to get. */
export interface ValuesDueTable {
  clientId: Ref;
  /** See `itemKey`. */
  keys: string[];
  /** Counts what was added. */
  version: Generated<number>;
  /** When to ask the phone to call, should it not call by itself. */
  nextAttemptAt: Instant;
  /** How often in a row it could not be reached. */
  failures: Generated<number>;
}
