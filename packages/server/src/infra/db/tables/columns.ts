import type { ColumnType, Generated } from 'kysely';

/** Ids are 64-bit numbers in the database and texts everywhere else. */
export type Id = Generated<string>;
export type Ref = string;
export type Instant = ColumnType<Date, Date, Date>;
export type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;
