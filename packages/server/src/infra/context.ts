import type { Pool } from 'pg';
import type { CatalogInUse } from './catalog/index.ts';
import type { Clock } from './clock/index.ts';
import type { Db } from './db/index.ts';
import type { EventHub } from './events/index.ts';
import type { Logger } from './log/index.ts';
import type { OutboundGuard } from './outbound/index.ts';
import type { TaskQueue } from './queue/index.ts';
import type { SecretBox } from './secrets/index.ts';

/** What the composition root hands to the features; each function asks only for the parts that it uses. */
export interface ServerContext {
  /** Connections for the work with phones: its statements find their rows by key (see `createPool`). */
  readonly pool: Pool;
  /** The query builder over connections of its own, so that no list that somebody reads keeps a phone waiting. */
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secrets: SecretBox;
  readonly events: EventHub;
  readonly queue: TaskQueue;
  /** What phones can be told, as corrected here; nobody else asks the released catalog. */
  readonly catalog: CatalogInUse;
  /** Whether scans may ask loopback addresses: for development and tests. */
  readonly scansLoopback?: boolean;
  /** Decides what requests to addresses may reach that administrators configure. */
  readonly outbound: OutboundGuard;
  /** Version of the server, e.g. `0.1.0`. */
  readonly version: string;
}
