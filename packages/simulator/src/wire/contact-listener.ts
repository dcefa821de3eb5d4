import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer, isIPv6, type Server as NetServer, type Socket } from 'node:net';
import { CONTACT_ME_PATH, type ContactMe, decodeContactMe } from '@deskfleet/protocol';
import { SimulatorError } from '../simulator-error.ts';

/**
 * How the phone's listener treats contact requests: `normal`, `lose` (204, but the phone forgets it), `refuse` (nothing
 * listens), `hang` (never answers), `not-found` (404).
 */
export type ContactMode = 'normal' | 'lose' | 'refuse' | 'hang' | 'not-found';

/** Reference section 3.1. */
export const CONTACT_PORT = 8085;

const MAX_FORM_BYTES = 4_096;

/** What a listener reports to its phone. */
export type ContactReceiver = (request: ContactMe, from: string, isLost: boolean) => void;

/**
 * All phones of the process share this HTTP server, which listens nowhere: a phone's own listener is a bare socket that
 * hands its connections over. An HTTP server per phone would cost a timer and several kilobytes each.
 */
const sharedServer: Server = createHttpServer();
const listeners = new WeakMap<Socket, ContactListener>();
sharedServer.on('request', (request, response) => {
  const listener = listeners.get(request.socket);
  if (listener === undefined) response.destroy();
  else listener.answer(request, response);
});

/** The contact-me listener of one phone: plain HTTP on its own address (reference, section 3.1). */
export class ContactListener {
  readonly #address: string;
  readonly #receive: ContactReceiver;
  readonly #sockets = new Set<Socket>();
  #port: number;
  #mode: ContactMode = 'normal';
  #isWanted = false;
  /** The phone is starting: whoever connects is turned away at once. */
  isDeaf = false;
  #server: NetServer | undefined;
  #adjusting: Promise<void> = Promise.resolve();

  /** @param port 0 = any free one, kept over closing and listening again */
  constructor(address: string, port: number, receive: ContactReceiver) {
    this.#address = address;
    this.#port = port;
    this.#receive = receive;
  }

  /** The port in use; what was asked for while the listener never listened. */
  get port(): number {
    return this.#port;
  }

  /** The URI that the phone reports as `contact-me-uri`. */
  get uri(): string {
    const host = isIPv6(this.#address) ? `[${this.#address}]` : this.#address;
    return `http://${host}:${this.#port}${CONTACT_ME_PATH}`;
  }

  get mode(): ContactMode {
    return this.#mode;
  }

  /** Changes how requests are treated from now on. */
  async setMode(mode: ContactMode): Promise<void> {
    this.#mode = mode;
    await this.#adjust();
  }

  /**
   * Listens, unless {@link close} comes before it does.
   * @throws SimulatorError when the address cannot be used
   */
  listen(): Promise<void> {
    this.#isWanted = true;
    return this.#adjust();
  }

  close(): Promise<void> {
    this.#isWanted = false;
    return this.#adjust();
  }

  /** Answers one request of the shared server; 204 tells receipt, not that the call will come. */
  answer(request: IncomingMessage, response: ServerResponse): void {
    request.on('error', () => response.destroy());
    if (this.#mode === 'hang') return;
    const [path = '', query = ''] = (request.url ?? '').split('?', 2);
    if (this.#mode === 'not-found' || path !== CONTACT_ME_PATH) {
      reply(response, 404);
    } else if (request.method === 'GET') {
      this.#accept(decodeContactMe(query), request, response);
    } else if (request.method === 'POST') {
      this.#readForm(request, response);
    } else {
      reply(response, 405);
    }
  }

  #readForm(request: IncomingMessage, response: ServerResponse): void {
    const parts: Buffer[] = [];
    let bytes = 0;
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes <= MAX_FORM_BYTES) parts.push(part);
    });
    request.on('end', () => {
      if (bytes > MAX_FORM_BYTES) reply(response, 413);
      else this.#accept(decodeContactMe(Buffer.concat(parts).toString('utf8')), request, response);
    });
  }

  #accept(contact: ContactMe, request: IncomingMessage, response: ServerResponse): void {
    const from = request.socket.remoteAddress ?? '';
    response.on('finish', () => {
      if (this.#isWanted) this.#receive(contact, from, this.#mode === 'lose');
    });
    reply(response, 204);
  }

  /** Brings the socket into the wanted condition; one change at a time. */
  #adjust(): Promise<void> {
    const adjusted = this.#adjusting.then(async () => {
      // A port of the machine's choice is known only after listening once.
      const needsPort = this.#port === 0;
      if (this.#isWanted && (this.#mode !== 'refuse' || needsPort)) await this.#start();
      if (!this.#isWanted || this.#mode === 'refuse') await this.#stop();
    });
    this.#adjusting = adjusted.catch(() => {});
    return adjusted;
  }

  async #start(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer((socket) => {
      if (this.isDeaf) {
        socket.resetAndDestroy();
        return;
      }
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      listeners.set(socket, this);
      sharedServer.emit('connection', socket);
    });
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        this.#server = undefined;
        reject(this.#explain(error));
      });
      server.listen({ host: this.#address, port: this.#port, backlog: 8 }, () => resolve());
    });
    const bound = server.address();
    if (bound !== null && typeof bound === 'object') this.#port = bound.port;
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  }

  #explain(error: NodeJS.ErrnoException): SimulatorError {
    const place = `${this.#address}:${this.#port}`;
    if (error.code === 'EADDRINUSE') {
      const message = `Something already listens on ${place}; stop the other phones or choose another base address.`;
      return new SimulatorError('address-in-use', message, { cause: error });
    }
    if (error.code === 'EMFILE') {
      const message = `This process may not open more sockets (at ${place}); raise the limit with ulimit -n.`;
      return new SimulatorError('address-unusable', message, { cause: error });
    }
    const message = `A phone cannot listen on ${place}: ${error.message}.`;
    return new SimulatorError('address-unusable', message, { cause: error });
  }
}

function reply(response: ServerResponse, status: number): void {
  response.writeHead(status, { Server: 'DlsClient', 'Content-Type': 'text/html', 'Content-Length': 0 });
  response.end();
}
