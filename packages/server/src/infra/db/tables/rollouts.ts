import type { Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

export type RolloutState =
  | 'planned'
  | 'running'
  | 'waiting-for-gate'
  | 'waiting-for-window'
  | 'paused'
  | 'stopped'
  | 'aborted'
  | 'done';

/** An order that goes to clients in waves. */
export interface RolloutsTable {
  id: Id;
  name: string;
  state: RolloutState;
  /** What is done with each client; secrets sealed. */
  work: JSONColumnType<object>;
  /** Which clients, as they were chosen. */
  selection: JSONColumnType<object>;
  /** How clients are put into waves. */
  waveRules: JSONColumnType<object>;
  /** What moves it on and what stops it. */
  rules: JSONColumnType<object>;
  timeoutSeconds: number;
  createdAt: Instant;
  createdBy: string;
  /** When it is to begin; null: when somebody starts it. */
  startAt: MaybeInstant;
  /** Who started it, and gives the orders of its waves. */
  initiatorId: Ref | null;
  initiatorName: string | null;
  /** When its clients were put into waves. */
  beganAt: MaybeInstant;
  endedAt: MaybeInstant;
  /** Why it is in this state. */
  sentence: JSONColumnType<object>;
  clientCount: Generated<number>;
  /** Clients that were chosen and cannot take the order. */
  leftOut: Generated<number>;
  /** Counts its transitions: whoever decided on an older one decides again. */
  version: Generated<number>;
  /** When a node looks whether it can go on; null: nothing goes on by itself. */
  nextLookAt: MaybeInstant;
}

export interface RolloutWavesTable {
  rolloutId: Ref;
  /** From 1. */
  wave: number;
  kind: 'canary' | 'step';
  percent: number | null;
  /** When it was put together; clients that are deleted later stay in this number. */
  clientCount: number;
  beganAt: MaybeInstant;
  gateReachedAt: MaybeInstant;
  repeat: 'held-back' | 'failed' | null;
  /** What became of its clients, once nothing of it is open any more. */
  counts: JSONColumnType<object | null>;
  /** Its clients by what they count as; what has changed since stands in the changes. */
  tally: Generated<JSONColumnType<object>>;
  endedAt: MaybeInstant;
}

export interface RolloutClientsTable {
  rolloutId: Ref;
  clientId: Ref;
  wave: number;
  /** Somebody resumed the rollout although it had not succeeded here. */
  accepted: Generated<boolean>;
  /** As what its wave counts it. */
  counted: Generated<string>;
  /** When its phone got the order, while it is under way. */
  sentAt: MaybeInstant;
}

/** A client that may count as something else now; or, without one, that a client is gone. */
export interface RolloutChangesTable {
  rolloutId: Ref;
  clientId: Ref | null;
  /** Where the client was that is gone. */
  wave: number | null;
  counted: string | null;
}

/** The jobs of waves: one for each wave, and more when it was repeated. */
export interface RolloutJobsTable {
  jobId: Ref;
  rolloutId: Ref;
  wave: number;
}

/** What happened to a rollout, in order. */
export interface RolloutEventsTable {
  id: Id;
  rolloutId: Ref;
  at: Instant;
  /** State after it. */
  state: RolloutState;
  /** User name of who did it; null: the rollout itself. */
  account: string | null;
  sentence: JSONColumnType<object>;
}
