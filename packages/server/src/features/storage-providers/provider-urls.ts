import type { ServerContext } from '../../infra/context.ts';
import { KeptConnections } from './kept-connections.ts';

/** Gives phones the way to what lies at providers. */
export interface ProviderUrls {
  /**
   * The URL by which a phone fetches an object: presigned, valid for `expiresSeconds` (S3, at most seven days), or direct (HTTPS).
   *
   * Phones have no items for a user at an HTTPS server (protocol reference section 14), so they fetch nothing at a provider that wants
   * one; see `findProviderHurdles`.
   *
   * @throws AppError `storage_provider.not_found`
   */
  urlOf(providerId: string, key: string, expiresSeconds: number): Promise<string>;
}

const MAX_PRESIGNED_SECONDS = 7 * 86_400;

/** Connects to nothing: the URLs are made here. */
export function createProviderUrls(
  deps: Pick<ServerContext, 'pool' | 'clock' | 'secrets' | 'outbound'>,
): ProviderUrls {
  const connections = new KeptConnections(deps);
  return {
    async urlOf(providerId, key, expiresSeconds) {
      const { connection, giveBack } = await connections.borrow(providerId, true);
      const seconds = Math.min(Math.max(1, Math.floor(expiresSeconds)), MAX_PRESIGNED_SECONDS);
      try {
        return await connection.urlOf(key, seconds, deps.clock.now());
      } finally {
        giveBack();
      }
    },
  };
}
