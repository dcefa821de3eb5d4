import type { ServerContext } from '../../infra/context.ts';
import { openProvider } from './connection/open-provider.ts';
import type { ProviderConnection } from './connection/provider-connection.ts';
import { providerNotFound } from './provider-errors.ts';
import { findStoredProviders } from './storage-providers.queries.ts';
import { openPlace } from './storage-providers.service.ts';

const MAX_KEPT = 20;

/** Keeps connections to providers for a while: a job asks for the same provider tens of thousands of times. */
export class KeptConnections {
  readonly #deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>;
  readonly #kept = new Map<string, ProviderConnection>();

  constructor(deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>) {
    this.#deps = deps;
  }

  /** @throws AppError `storage_provider.not_found` */
  async of(providerId: string, verifyTls: boolean): Promise<ProviderConnection> {
    const { pool, outbound } = this.#deps;
    const [stored] = await findStoredProviders(pool, [providerId]);
    if (stored === undefined) throw providerNotFound(providerId);
    const name = `${stored.id} ${stored.version} ${verifyTls}`;
    const known = this.#kept.get(name);
    if (known !== undefined) {
      // What was used last stays longest.
      this.#kept.delete(name);
      this.#kept.set(name, known);
      return known;
    }
    const connection = openProvider(openPlace(this.#deps, stored), { guard: outbound, verifyTls });
    this.#kept.set(name, connection);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) {
      this.#kept.get(oldest)?.close();
      this.#kept.delete(oldest);
    }
    return connection;
  }

  close(): void {
    for (const connection of this.#kept.values()) connection.close();
    this.#kept.clear();
  }
}
