import type { ServerContext } from '../../infra/context.ts';
import { openProvider } from './connection/open-provider.ts';
import type { ProviderConnection } from './connection/provider-connection.ts';
import { providerNotFound } from './provider-errors.ts';
import { findStoredProviders } from './storage-providers.queries.ts';
import { openPlace } from './storage-providers.service.ts';

/** Gives phones the way to what lies at providers. */
export interface ProviderUrls {
  /**
   * The URL by which a phone fetches an object: presigned, valid for `expiresSeconds` (S3, at most seven days), or direct (HTTPS).
   *
   * Phones have no items for a user at an HTTPS server (protocol reference section 14), so a provider that wants one gives them
   * nothing; see `findSignInProviders`.
   *
   * @throws AppError `storage_provider.not_found`
   */
  urlOf(providerId: string, key: string, expiresSeconds: number): Promise<string>;
}

const MAX_PRESIGNED_SECONDS = 7 * 86_400;
const MAX_KEPT = 20;

/** Keeps what was opened for a while: a job asks for the same provider tens of thousands of times. */
export function createProviderUrls(deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>): ProviderUrls {
  const kept = new Map<string, ProviderConnection>();

  async function getStored(id: string) {
    const [stored] = await findStoredProviders(deps.pool, [id]);
    if (stored === undefined) throw providerNotFound(id);
    return stored;
  }

  return {
    async urlOf(providerId, key, expiresSeconds) {
      const stored = await getStored(providerId);
      const name = `${stored.id} ${stored.version}`;
      let connection = kept.get(name);
      if (connection === undefined) {
        // It only signs: nothing is connected to.
        connection = openProvider(openPlace(deps, stored), { guard: deps.outbound, verifyTls: true });
        kept.set(name, connection);
        const [oldest] = kept.keys();
        if (kept.size > MAX_KEPT && oldest !== undefined) {
          kept.get(oldest)?.close();
          kept.delete(oldest);
        }
      }
      return connection.urlOf(key, Math.min(Math.max(1, Math.floor(expiresSeconds)), MAX_PRESIGNED_SECONDS));
    },
  };
}
