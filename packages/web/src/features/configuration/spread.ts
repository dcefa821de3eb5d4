/** A value and how many clients have it. */
export interface Counted<T> {
  value: T;
  count: number;
}

/**
 * A value as several clients have it: none has one, all have the same, or they differ. `values` are the most frequent
 * ones, first the one that most clients have; `missing` clients have none.
 */
export type Shared<T> =
  | { kind: 'none' }
  | { kind: 'same'; value: T }
  | { kind: 'different'; values: readonly Counted<T>[]; missing: number };

/** What a single client has. */
export function only<T>(value: T | null): Shared<T> {
  return value === null ? { kind: 'none' } : { kind: 'same', value };
}

/** What one of the values or none says of clients that have it among those that have any. */
export function sharedAmongThose<T>(values: readonly Counted<T>[], missing: number): Shared<T> {
  const [first] = values;
  if (first === undefined) return { kind: 'none' };
  return values.length === 1 ? { kind: 'same', value: first.value } : { kind: 'different', values, missing };
}

/** The same where a client without a value differs from those with one. */
export function sharedByAll<T>(values: readonly Counted<T>[], missing: number): Shared<T> {
  const [first] = values;
  if (first === undefined) return { kind: 'none' };
  return values.length === 1 && missing === 0
    ? { kind: 'same', value: first.value }
    : { kind: 'different', values, missing };
}
