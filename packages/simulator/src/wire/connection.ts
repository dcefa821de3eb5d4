import { isIP, Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import type { Clock, Timer } from '../clock.ts';
import type { TlsTraits } from '../models/traits.ts';
import { type HttpAnswer, HttpAnswerReader } from './http-answer.ts';
import { TransportError, toTransportError } from './transport-error.ts';

/** Where a phone calls. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** How a message leaves the phone: whole, or in one of the ways that faults ask for. */
export type Delivery =
  | { readonly way: 'whole' }
  /** in `pieces` parts with `pauseMs` between them */
  | { readonly way: 'trickle'; readonly pieces: number; readonly pauseMs: number }
  /** half of the message, then a TCP reset */
  | { readonly way: 'reset-mid-body' }
  /** the connection is dropped when the answer begins to arrive */
  | { readonly way: 'lose-answer' };

export interface ConnectionOptions {
  readonly clock: Clock;
  readonly server: ServerAddress;
  /** The phone's own address; absent: the machine chooses. */
  readonly localAddress?: string;
  readonly tls: TlsTraits;
  readonly understandsChunked: boolean;
  /** How long an answer may take, from connecting on, in milliseconds. */
  readonly timeoutMs: number;
}

const secureContexts = new Map<string, SecureContext>();

/** One context for all phones with the same TLS: making one costs far more than a handshake. */
function secureContextOf(tls: TlsTraits): SecureContext {
  const key = `${tls.minVersion} ${tls.maxVersion} ${tls.ciphers}`;
  let context = secureContexts.get(key);
  if (context === undefined) {
    context = createSecureContext({
      minVersion: tls.minVersion,
      maxVersion: tls.maxVersion,
      ciphers: tls.ciphers,
    });
    secureContexts.set(key, context);
  }
  return context;
}

/** The exchange under way on a connection. */
interface Exchange {
  readonly reader: HttpAnswerReader;
  readonly delivery: Delivery;
  readonly resolve: (answer: HttpAnswer) => void;
  readonly reject: (error: TransportError) => void;
  timer: Timer;
  pauseTimer?: Timer;
}

/** A phone's TLS connection to its server: one message at a time, on one socket or a new one each time. */
export class PhoneConnection {
  readonly #options: ConnectionOptions;
  #socket: TLSSocket | undefined;
  #tcp: Socket | undefined;
  #exchange: Exchange | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Whether the next message will go over the connection of the one before. */
  get isOpen(): boolean {
    return this.#socket !== undefined;
  }

  /**
   * Sends a request and waits for its answer. Connects first where there is no connection (any more).
   * @param request head and body, as they go over the wire
   * @throws TransportError
   */
  exchange(request: Buffer, delivery: Delivery): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const { clock, timeoutMs, understandsChunked } = this.#options;
      const timer = clock.schedule(timeoutMs, () =>
        this.#fail(new TransportError('timeout', `No answer within ${timeoutMs} ms.`)),
      );
      const reader = new HttpAnswerReader(understandsChunked);
      const exchange: Exchange = { reader, delivery, resolve, reject, timer };
      this.#exchange = exchange;
      const open = this.#socket;
      if (open !== undefined) this.#deliver(open, request, exchange);
      else this.#connect((socket) => this.#deliver(socket, request, exchange));
    });
  }

  /** Says good-bye to the server; an exchange under way fails. */
  close(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#tcp = undefined;
    if (this.#exchange !== undefined) {
      socket?.destroy();
      this.#fail(new TransportError('fault', 'The phone closed its connection.'));
      return;
    }
    if (socket === undefined) return;
    socket.end();
    // A server that never closes its side must not hold the phone's socket.
    socket.destroySoon();
  }

  /** The phone is gone: nothing more is sent, not even a good-bye. */
  destroy(): void {
    this.#fail(new TransportError('fault', 'The phone went away.'));
    this.#drop();
  }

  #connect(onSecure: (socket: TLSSocket) => void): void {
    const { server, localAddress, tls } = this.#options;
    const family = localAddress === undefined ? 0 : isIP(localAddress);
    // The name has an address of each family; only the one of the phone's own family can be reached from it.
    const host = server.host === 'localhost' && family === 4 ? '127.0.0.1' : server.host;
    const tcp = new Socket();
    // TLS goes straight onto the socket's handle, which exists from here on; without it every byte would take a detour.
    tcp.connect({
      host,
      port: server.port,
      ...(family === 0 ? {} : { family }),
      ...(localAddress === undefined ? {} : { localAddress }),
    });
    const socket = connect({
      socket: tcp,
      secureContext: secureContextOf(tls),
      // Phones in default mode take any certificate (reference, section 2.2).
      rejectUnauthorized: false,
      ...(tls.serverName && isIP(host) === 0 ? { servername: host } : {}),
    });
    this.#tcp = tcp;
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(socket, bytes));
    socket.on('error', (error) => this.#lose(socket, toTransportError(error)));
    socket.on('end', () => this.#ended(socket));
    socket.on('close', () => this.#closed(socket));
    socket.once('secureConnect', () => onSecure(socket));
    tcp.setNoDelay(true);
    tcp.on('error', (error) => this.#lose(socket, toTransportError(error)));
  }

  #deliver(socket: TLSSocket, request: Buffer, exchange: Exchange): void {
    if (this.#exchange !== exchange) return;
    switch (exchange.delivery.way) {
      case 'whole':
      case 'lose-answer':
        socket.write(request);
        return;
      case 'reset-mid-body':
        socket.write(request.subarray(0, Math.floor(request.length / 2)), () => {
          this.#tcp?.resetAndDestroy();
          this.#fail(
            new TransportError('fault', 'The phone reset its connection in the middle of a message.'),
          );
          this.#drop();
        });
        return;
      case 'trickle':
        this.#trickle(socket, request, exchange, exchange.delivery.pieces, exchange.delivery.pauseMs);
    }
  }

  #trickle(socket: TLSSocket, rest: Buffer, exchange: Exchange, pieces: number, pauseMs: number): void {
    if (this.#exchange !== exchange) return;
    const size = Math.ceil(rest.length / pieces);
    socket.write(rest.subarray(0, size));
    if (size >= rest.length) return;
    exchange.pauseTimer = this.#options.clock.schedule(pauseMs, () =>
      this.#trickle(socket, rest.subarray(size), exchange, pieces - 1, pauseMs),
    );
  }

  #receive(socket: TLSSocket, bytes: Buffer): void {
    const exchange = this.#exchange;
    if (this.#socket !== socket) return;
    if (exchange === undefined) {
      // Bytes that nobody asked for: the connection is out of step.
      this.#drop();
      return;
    }
    if (exchange.delivery.way === 'lose-answer') {
      this.#drop();
      this.#fail(new TransportError('fault', 'The phone lost the answer.'));
      return;
    }
    try {
      const answer = exchange.reader.push(bytes);
      if (answer !== undefined) this.#finish(exchange, answer);
    } catch (error) {
      this.#drop();
      this.#fail(toTransportError(error));
    }
  }

  #finish(exchange: Exchange, answer: HttpAnswer): void {
    this.#settle(exchange);
    if (!answer.keepsOpen) this.close();
    exchange.resolve(answer);
  }

  #ended(socket: TLSSocket): void {
    if (this.#socket !== socket) return;
    const exchange = this.#exchange;
    const answer = exchange?.reader.end();
    if (exchange !== undefined && answer !== undefined) this.#finish(exchange, answer);
    else
      this.#lose(socket, new TransportError('closed', 'The server closed the connection without an answer.'));
  }

  #closed(socket: TLSSocket): void {
    if (this.#socket === socket)
      this.#lose(socket, new TransportError('closed', 'The connection was closed.'));
  }

  /** The socket is of no more use. Without an exchange that is how a kept connection normally ends. */
  #lose(socket: TLSSocket, error: TransportError): void {
    if (this.#socket !== socket) return;
    this.#drop();
    this.#fail(error);
  }

  #drop(): void {
    const socket = this.#socket;
    const tcp = this.#tcp;
    this.#socket = undefined;
    this.#tcp = undefined;
    socket?.destroy();
    tcp?.destroy();
  }

  #fail(error: TransportError): void {
    const exchange = this.#exchange;
    if (exchange === undefined) return;
    this.#settle(exchange);
    exchange.reject(error);
  }

  #settle(exchange: Exchange): void {
    this.#exchange = undefined;
    this.#options.clock.cancel(exchange.timer);
    if (exchange.pauseTimer !== undefined) this.#options.clock.cancel(exchange.pauseTimer);
  }
}
