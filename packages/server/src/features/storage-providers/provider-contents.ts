import type { ServerContext } from '../../infra/context.ts';
import { getStorageProviderSettings } from '../settings/index.ts';
import { KeptConnections } from './kept-connections.ts';

/** Reads what lies at providers for phones that cannot fetch it there themselves. */
export interface ProviderContents {
  /**
   * Some bytes of an object.
   *
   * @param size bytes that the object had when it was scanned
   * @returns undefined when it is another object by now, or ends before `start`
   * @throws AppError `storage_provider.not_found`
   * @throws ProviderProblem
   */
  readPart(
    place: { readonly providerId: string; readonly key: string; readonly size: number },
    start: number,
    length: number,
  ): Promise<Buffer | undefined>;
  close(): void;
}

/** Keeps a connection to each provider until `close`. */
export function createProviderContents(
  deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>,
): ProviderContents {
  const connections = new KeptConnections(deps);
  return {
    async readPart({ providerId, key, size }, start, length) {
      const { verifyTls } = await getStorageProviderSettings(deps.pool);
      const connection = await connections.of(providerId, verifyTls);
      const part = await connection.readPart(key, start, length);
      return part.bytes.length === 0 || (part.size !== null && part.size !== size) ? undefined : part.bytes;
    },
    close: () => connections.close(),
  };
}
