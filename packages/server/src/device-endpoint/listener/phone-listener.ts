import { createServer, type Server, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import { addressSource, plainAddress } from '../../infra/http/client-address.ts';
import { closeServer, listen } from '../../infra/http/listen.ts';
import { Exchange, type ExchangePort, type Peer } from './exchange.ts';
import { BodyRoom, type BodyRoomLimits } from './message-body.ts';

/** Limits of a port for phones; tests have shorter ones. */
export interface PhoneListenerLimits {
  /** Messages that may be under way at once, without those that wait; a phone beyond it is asked to come again. */
  readonly maxUnderWay: number;
  readonly bodyRoom: BodyRoomLimits;
  readonly maxConnections: number;
  /** A phone has this long to send a message: its slowest link needs a fraction of it. */
  readonly requestTimeoutMs: number;
  readonly headersTimeoutMs: number;
  readonly handshakeTimeoutMs: number;
  /** Phones want at least 30 s (phones.md section 0). */
  readonly keepAliveMs: number;
  /** How often the time limits are looked after. */
  readonly checkEveryMs: number;
  /** Messages under way may take this long to end when the server stops. */
  readonly stopMs: number;
}

const MEBIBYTE = 1_048_576;
const usualLimits: PhoneListenerLimits = {
  maxUnderWay: 2_000,
  bodyRoom: { total: 64 * MEBIBYTE, perSource: 8 * MEBIBYTE },
  maxConnections: 50_000,
  requestTimeoutMs: 30_000,
  headersTimeoutMs: 15_000,
  handshakeTimeoutMs: 20_000,
  keepAliveMs: 35_000,
  checkEveryMs: 5_000,
  stopMs: 3_000,
};

export interface PhoneListenerOptions
  extends Pick<ExchangePort, 'interaction' | 'badRequests' | 'files' | 'log' | 'onAnswer' | 'onOverload'> {
  readonly tls: ServerOptions;
  readonly host: string | undefined;
  readonly port: number;
  readonly limits?: Partial<PhoneListenerLimits>;
}

export interface PhoneListener {
  readonly port: number;
  /** Shows other certificates from now on; connections that are open keep theirs. */
  setIdentity(identity: { readonly key: string[]; readonly cert: string[] }): void;
  /** Takes no new message, lets those under way end, closes connections. */
  stop(): Promise<void>;
}

/** Opens a port for phones. Bare `node:https`: this is the hot path, and answers need a `Content-Length`, never chunks. */
export async function startPhoneListener(options: PhoneListenerOptions): Promise<PhoneListener> {
  const limits = { ...usualLimits, ...options.limits };
  const { interaction, badRequests, files, log, onAnswer, onOverload } = options;
  const port: ExchangePort = {
    interaction,
    badRequests,
    files,
    log,
    onAnswer,
    onOverload,
    room: new BodyRoom(limits.bodyRoom),
    maxUnderWay: limits.maxUnderWay,
    underWay: 0,
    stopping: false,
    failureLoggedMs: 0,
    failuresNotLogged: 0,
  };
  const server = createServer(
    {
      ...options.tls,
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.headersTimeoutMs,
      handshakeTimeout: limits.handshakeTimeoutMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkEveryMs,
    },
    (request, response) => new Exchange(port, peerOf(request.socket), request, response).begin(),
  );
  server.maxConnections = limits.maxConnections;
  guardConnections(server, (socket) => {
    if (interaction.mayConnect(() => plainAddress(socket.remoteAddress))) return true;
    onOverload();
    return false;
  });
  server.on('tlsClientError', (error, socket) => {
    if (isPlainAbort(error)) return;
    badRequests.record(plainAddress(socket.remoteAddress), 'no TLS connection could be made', {
      code: (error as NodeJS.ErrnoException).code,
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const address =
      'remoteAddress' in socket ? plainAddress(socket.remoteAddress as string | undefined) : 'unknown';
    if (!isPlainAbort(error)) badRequests.record(address, 'no valid HTTP request', { code: error.code });
    socket.destroy();
  });
  return {
    port: await listen(server, options),
    setIdentity: ({ key, cert }) => server.setSecureContext({ ...options.tls, key, cert }),
    stop: () => {
      port.stopping = true;
      return closeServer(server, limits.stopMs);
    },
  };
}

/** Breaks off connections that may not be made, before anything is begun on them: TLS is most of what one costs. */
function guardConnections(server: Server, admits: (socket: Socket) => boolean): void {
  const begin = server.listeners('connection');
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    if (!admits(socket)) socket.resetAndDestroy();
    else for (const listener of begin) listener.call(server, socket);
  });
}

/** A peer that just went away is no reason for a log line. */
function isPlainAbort(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

const peers = new WeakMap<Socket, Peer>();

/** Worked out once for each connection. */
function peerOf(socket: Socket): Peer {
  const known = peers.get(socket);
  if (known !== undefined) return known;
  const address = socket.remoteAddress ?? '';
  const peer = { address: plainAddress(address), source: addressSource(address) };
  peers.set(socket, peer);
  return peer;
}
