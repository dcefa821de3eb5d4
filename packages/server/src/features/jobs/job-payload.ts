import type { ChangeCause, ItemRef, WantedValue } from '../values/index.ts';

/** What a configure job sets, as stored with the job; secrets sealed. */
export interface ConfigurePayload {
  readonly values: readonly WantedValue[];
  /** Why they are wanted; absent: they were ordered. */
  readonly cause?: ChangeCause;
}

/** What became of the values of a configure target so far, by `itemKey`. */
export interface ConfigureProgress {
  readonly stored: readonly string[];
  readonly refused: Readonly<Record<string, string>>;
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
