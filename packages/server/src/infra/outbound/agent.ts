import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { Agent, type AgentOptions } from 'node:https';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { getCACertificates } from 'node:tls';
import { ForbiddenAddressError, type OutboundGuard } from './guard.ts';

export interface OutboundTls {
  /** Whether certificates must be valid and trusted. */
  readonly verify: boolean;
  /** PEM of certificates that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
}

export interface OutboundAgentOptions {
  readonly tls: OutboundTls;
  /** Connections to one host at the same time. */
  readonly maxSockets?: number;
}

type Connected = (error: Error | null, stream: Duplex) => void;

/**
 * Opens TLS connections that the guard allows. What counts is the address that is connected to, so a name that leads elsewhere at
 * the second look gains nothing; it serves everything that takes an agent of `node:https`, the AWS SDK among it.
 */
export class OutboundAgent extends Agent {
  readonly #guard: OutboundGuard;

  constructor(guard: OutboundGuard, { tls, maxSockets = 8 }: OutboundAgentOptions) {
    super({
      keepAlive: true,
      maxSockets,
      maxFreeSockets: maxSockets,
      timeout: IDLE_CONNECTION_MS,
      rejectUnauthorized: tls.verify,
      ...(tls.ca === undefined
        ? {}
        : { ca: [...getCACertificates('default'), tls.ca], allowPartialTrustChain: true }),
    });
    this.#guard = guard;
  }

  override createConnection(options: AgentOptions, callback?: Connected): Duplex | null | undefined {
    const { host } = options as { readonly host?: string };
    const plain = host?.replace(/^\[|\]$/g, '') ?? '';
    const place = isIP(plain) === 0 ? undefined : this.#guard.whyForbidden(plain);
    if (place !== undefined) {
      const error = new ForbiddenAddressError(plain, place);
      process.nextTick(() => (callback as ((error: Error) => void) | undefined)?.(error));
      return undefined;
    }
    const connection = super.createConnection({ ...options, lookup: guardedLookup(this.#guard) }, callback);
    // The last word: whatever way led here, this is whom we would talk to.
    (connection as Socket | null | undefined)?.once('connect', () => {
      const { remoteAddress = '' } = connection as Socket;
      const forbidden = this.#guard.whyForbidden(remoteAddress);
      if (forbidden !== undefined) connection?.destroy(new ForbiddenAddressError(remoteAddress, forbidden));
    });
    return connection;
  }
}

const IDLE_CONNECTION_MS = 60_000;

/** Resolves names as usual and leaves out what the guard forbids. */
export function guardedLookup(guard: OutboundGuard): LookupFunction {
  return (host, options, callback) => {
    lookup(host, { ...(options as LookupOptions), all: true }, (error, addresses: LookupAddress[]) => {
      if (error !== null) {
        callback(error, '', 0);
        return;
      }
      const reachable = addresses.filter(({ address }) => guard.whyForbidden(address) === undefined);
      const [first] = reachable;
      if (first === undefined) {
        const [refused] = addresses;
        const address = refused?.address ?? host;
        const place = guard.whyForbidden(address);
        callback(place === undefined ? null : new ForbiddenAddressError(address, place), '', 0);
      } else if ((options as LookupOptions).all === true) callback(null, reachable);
      else callback(null, first.address, first.family);
    });
  };
}
