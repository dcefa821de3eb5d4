import { DatabaseError } from 'pg';

/** SQLSTATE classes that say something of the database and nothing of the statement: it is away, full or read-only. */
const UNAVAILABLE = /^(08|53|57P|25006)/;
/** Serialization failure and deadlock: the same transaction may well succeed a moment later. */
const COLLISION = /^(40001|40P01)$/;

/**
 * Whether the database could not be reached or cannot work now, so that another statement would fail as well. What pg
 * itself reports, e.g. a lost connection or a time limit, is a plain `Error` or has the code of the failed system call.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseError) return UNAVAILABLE.test(error.code ?? '');
  return (
    error instanceof Error &&
    (error.name === 'Error' || error.name === 'AggregateError' || 'syscall' in error)
  );
}

/** Whether the database broke off a transaction because it got into the way of another one. */
export function isCollision(error: unknown): boolean {
  return error instanceof DatabaseError && COLLISION.test(error.code ?? '');
}

/** Whether a row was refused because there is one with the same key. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === '23505';
}
