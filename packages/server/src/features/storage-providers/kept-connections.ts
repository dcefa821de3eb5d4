import type { ServerContext } from '../../infra/context.ts';
import { openProvider } from './connection/open-provider.ts';
import type { ProviderConnection } from './connection/provider-connection.ts';
import { providerNotFound } from './provider-errors.ts';
import { findStoredProviders } from './storage-providers.queries.ts';
import { openPlace } from './storage-providers.service.ts';

const MAX_KEPT = 20;

/** A connection in use: give it back when it is not needed any more. */
export interface BorrowedConnection {
  readonly connection: ProviderConnection;
  giveBack(): void;
}

interface Kept {
  readonly connection: ProviderConnection;
  users: number;
  /** Whoever uses it last closes it. */
  isDropped: boolean;
}

/** Keeps connections to providers for a while: a job asks for the same provider tens of thousands of times. */
export class KeptConnections {
  readonly #deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>;
  readonly #kept = new Map<string, Kept>();

  constructor(deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>) {
    this.#deps = deps;
  }

  /** The connection to a provider as it is configured now. @throws AppError `storage_provider.not_found` */
  async borrow(providerId: string, verifyTls: boolean): Promise<BorrowedConnection> {
    const { pool, outbound } = this.#deps;
    const [stored] = await findStoredProviders(pool, [providerId]);
    if (stored === undefined) throw providerNotFound(providerId);
    const name = `${stored.id} ${stored.version} ${verifyTls}`;
    const kept = this.#kept.get(name) ?? {
      connection: openProvider(openPlace(this.#deps, stored), { guard: outbound, verifyTls }),
      users: 0,
      isDropped: false,
    };
    // What was used last stays longest.
    this.#kept.delete(name);
    this.#kept.set(name, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#drop(oldest);
    kept.users += 1;
    let isMine = true;
    return {
      connection: kept.connection,
      giveBack: () => {
        if (!isMine) return;
        isMine = false;
        kept.users -= 1;
        closeUnused(kept);
      },
    };
  }

  close(): void {
    for (const { connection } of this.#kept.values()) connection.close();
    this.#kept.clear();
  }

  #drop(name: string): void {
    const kept = this.#kept.get(name);
    if (kept === undefined) return;
    this.#kept.delete(name);
    kept.isDropped = true;
    closeUnused(kept);
  }
}

function closeUnused({ connection, users, isDropped }: Kept): void {
  if (isDropped && users === 0) connection.close();
}
