import type { ColumnType, JSONColumnType } from 'kysely';
import type { Id, Instant, Ref } from './columns.ts';

export type Severity = 'info' | 'warning' | 'error';

export interface NotificationsTable {
  id: Id;
  at: Instant;
  kind: string;
  severity: Severity;
  clientId: Ref | null;
  params: JSONColumnType<Readonly<Record<string, string | number>>>;
  text: string;
  /** The same kind is raised at most once per key and hour. */
  dedupeKey: string;
  /** Full hours since 1970. */
  hour: number;
}

/** Settings and keys of the installation, shared by all nodes. */
export interface SettingsTable {
  key: string;
  value: JSONColumnType<object>;
  updatedAt: Instant;
}

/** What an installation knows better than the catalog of this release (see the item-names feature). */
export interface ItemCorrectionsTable {
  parameterId: string;
  item: string | null;
  indexRule: JSONColumnType<object | null>;
  codes: JSONColumnType<Readonly<Record<string, string>> | null>;
  correctedAt: Instant;
  correctedBy: Ref | null;
}

export type CountedRefusal = 'unknown item' | 'invalid index' | 'invalid data';

/** How often phones did not know an item, its index or its data, by model and firmware. `idx` -1 means no index. */
export interface ItemRefusalsTable {
  item: string;
  idx: number;
  status: CountedRefusal;
  /** Empty, as is the firmware: of any others. */
  model: string;
  softwareType: string;
  softwareVersion: string;
  count: ColumnType<string, number, number>;
  firstAt: Instant;
  lastAt: Instant;
}
