import type { ChangeCause, ItemRef, WantedValue } from '../values/index.ts';

/** What a configure job sets, as stored with the job; secrets sealed. */
export interface ConfigurePayload {
  readonly values: readonly WantedValue[];
  /** Why they are wanted; absent: they were ordered. */
  readonly cause?: ChangeCause;
  /** The template that they come from; absent: they are the clients' own edits. */
  readonly template?: OrderedTemplate;
}

/** A template that a job brings to clients; the values of the job tell what of it has changed. */
export interface OrderedTemplate {
  readonly id: string;
  /** As it was when the order was given. */
  readonly name: string;
  /** The job chooses it for the clients; otherwise they have it already. */
  readonly chooses: boolean;
}

/** The rollout of which a job is a wave. */
export interface OrderedRollout {
  readonly id: string;
  /** As it was when the wave began. */
  readonly name: string;
  /** From 1. */
  readonly wave: number;
}

/** Whom a job logs on or off, by client. */
export interface MobilityPayload {
  readonly users: Readonly<Record<string, OrderedUser>>;
}

/** A mobile user as known when the order was given. */
export interface OrderedUser {
  readonly id: string;
  readonly e164: string;
}

/** What became of the values of a configure target so far, by `itemKey`. */
export interface ConfigureProgress {
  readonly stored: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
  /** The values that this phone has to get; absent: all that the job names. */
  readonly keys?: readonly string[];
}

/** A restart was ordered; the phone does not confirm it but by starting up. */
export interface RestartProgress {
  readonly sent?: true;
  /** When, ISO 8601. */
  readonly sentAt?: string;
}

export function refsOf(payload: object): readonly ItemRef[] {
  return 'values' in payload ? (payload as ConfigurePayload).values : [];
}

/** The template that a job brings; null when it brings none. */
export function templateOf(payload: object): Pick<OrderedTemplate, 'id' | 'name'> | null {
  const { template } = payload as Partial<ConfigurePayload>;
  return template === undefined ? null : { id: template.id, name: template.name };
}

/** The rollout of which a job is a wave; null when it is none. */
export function rolloutOf(payload: object): OrderedRollout | null {
  return (payload as { readonly rollout?: OrderedRollout }).rollout ?? null;
}

/** What a factory reset gives back when the phone starts up again, as far as it is desired: names of items. */
export interface ResetPayload {
  readonly givesBack?: readonly string[];
}
