import type { Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

export type JobType =
  | 'configure'
  | 'refresh-data'
  | 'restart'
  | 'factory-reset'
  | 'logon'
  | 'logoff'
  | 'deploy-files';
export type JobState = 'created' | 'active' | 'partial-successful' | 'success' | 'timeout' | 'failed';
export type TargetState =
  | 'waiting'
  | 'contacting'
  | 'busy'
  | 'in-dialogue'
  | 'success'
  | 'partial-successful'
  | 'failed'
  | 'timeout'
  | 'canceled';

/** An administrator's order (architecture section 6). */
export interface JobsTable {
  id: Id;
  type: JobType;
  state: JobState;
  initiatorId: Ref | null;
  initiatorName: string;
  /** What is to be done, e.g. the values of a configuration; secrets sealed. */
  payload: JSONColumnType<object>;
  createdAt: Instant;
  plannedAt: Instant;
  startedAt: MaybeInstant;
  finishedAt: MaybeInstant;
  canceledAt: MaybeInstant;
  /** User name of who canceled it. */
  canceledBy: string | null;
  /** Since when nothing of it is sent to phones that have got nothing yet. */
  heldAt: MaybeInstant;
  timeoutSeconds: number;
  timeoutAt: MaybeInstant;
  targetCount: number;
  /** How many targets ended in which state; null: the job has not ended. */
  targetCounts: JSONColumnType<Partial<Record<TargetState, number>> | null>;
  /** Where it comes from; null: somebody ordered it. */
  origin: 'retry' | 'repeat' | 'recurring' | null;
  /** The job that it repeats. */
  originJobId: Ref | null;
  recurringId: Ref | null;
  /** It is gone for everybody, and is removed in portions. */
  deletedAt: MaybeInstant;
}

/** An order that is given again and again. */
export interface RecurringJobsTable {
  id: Id;
  name: string;
  type: 'refresh-data' | 'restart' | 'logoff';
  selection: JSONColumnType<object>;
  schedule: JSONColumnType<object>;
  timeZone: string;
  timeoutSeconds: number | null;
  paused: boolean;
  /** Null: it is paused, or its schedule never comes again. */
  nextRunAt: MaybeInstant;
  /** The last time that came without a run, and why. */
  skippedAt: MaybeInstant;
  skippedReason: 'still-running' | 'no-clients' | 'nobody-logged-on' | null;
  /** Counts its changes. */
  version: Generated<number>;
  createdAt: Instant;
  createdById: Ref | null;
  createdByName: string;
  updatedAt: Instant;
  /** Null: nobody has changed it, or before that was kept. */
  updatedByName: string | null;
}

/** A reason or event in words: `code` and `params` are for translation, `text` is English. */
export interface Wording {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly text: string;
}

/** One client of a job. */
export interface JobTargetsTable {
  id: Id;
  jobId: Ref;
  clientId: Ref | null;
  deviceId: string;
  e164: string;
  deviceType: string;
  model: string;
  state: TargetState;
  /** Whether the dialogue still has to do something for it; false before the job starts and after the target ended. */
  open: boolean;
  attempts: number;
  progress: JSONColumnType<object>;
  reason: JSONColumnType<Wording | null>;
  nextAttemptAt: MaybeInstant;
  createdAt: Instant;
  updatedAt: Instant;
  finishedAt: MaybeInstant;
}

/** What happened to a target, in order: its timeline. */
export interface JobTargetEventsTable {
  id: Id;
  targetId: Ref;
  at: Instant;
  kind: string;
  params: JSONColumnType<Readonly<Record<string, string | number>>>;
  text: string;
}
