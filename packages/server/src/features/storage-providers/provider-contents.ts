import type { ServerContext } from '../../infra/context.ts';
import { getStorageProviderSettings } from '../settings/index.ts';
import { ProviderProblem } from './connection/provider-problem.ts';
import { KeptConnections } from './kept-connections.ts';

/** Where an object lies, as the last scan has seen it. */
export interface ObjectPlace {
  readonly providerId: string;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** An object that is being read: what is read of it is of one and the same state. */
export interface OpenedObject {
  /** The provider's mark of this state: another content has another one. */
  readonly mark: string;
  /**
   * Some bytes.
   *
   * @returns undefined when it was replaced since it was opened, or ends before `start`
   * @throws ProviderProblem
   */
  readPart(start: number, length: number): Promise<Buffer | undefined>;
  close(): void;
}

/** Reads what lies at providers for phones that cannot fetch it there themselves. */
export interface ProviderContents {
  /**
   * Opens an object as it is now; settings and access are looked up here and hold until it is closed.
   *
   * @returns undefined when it is another object than at the last scan
   * @throws AppError `storage_provider.not_found`
   * @throws ProviderProblem also when the provider gives no mark of its state: then parts could be of different ones
   */
  open(place: ObjectPlace): Promise<OpenedObject | undefined>;
  close(): void;
}

/** Keeps a connection to each provider until `close`. */
export function createProviderContents(
  deps: Pick<ServerContext, 'pool' | 'secrets' | 'outbound'>,
): ProviderContents {
  const connections = new KeptConnections(deps);
  return {
    async open({ providerId, key, size }) {
      const { verifyTls } = await getStorageProviderSettings(deps.pool);
      const { connection, giveBack } = await connections.borrow(providerId, verifyTls);
      try {
        const first = await connection.readPart(key, 0, 1);
        const { mark } = first;
        const isScanned = first.size === null || first.size === size;
        if (isScanned && mark === null) throw withoutMark(key);
        if (!isScanned || mark === null) {
          giveBack();
          return undefined;
        }
        return {
          mark,
          async readPart(start, length) {
            const part = await connection.readPart(key, start, length);
            const isSame = part.mark === mark && (part.size === null || part.size === size);
            return isSame && part.bytes.length > 0 ? part.bytes : undefined;
          },
          close: giveBack,
        };
      } catch (error) {
        giveBack();
        throw error;
      }
    },
    close: () => connections.close(),
  };
}

function withoutMark(key: string): ProviderProblem {
  return new ProviderProblem('broken', 'url', {
    en: `The provider says of “${key}” neither ETag nor Last-Modified: it cannot be passed on to phones, since its parts could be of different states.`,
    de: `Der Anbieter nennt zu „${key}“ weder ETag noch Last-Modified: Sie lässt sich nicht an Telefone weitergeben, denn ihre Teile könnten von verschiedenen Ständen stammen.`,
  });
}
