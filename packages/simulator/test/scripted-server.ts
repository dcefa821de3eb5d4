import type { IncomingMessage, ServerResponse } from 'node:http';
import { request as httpRequest } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureVersion, TLSSocket } from 'node:tls';
import {
  type ActionName,
  CONTACT_ME_PATH,
  decodePhoneMessage,
  encodeContactMe,
  encodeServerMessage,
  type Item,
  type PhoneMessage,
  ProtocolError,
} from '@deskfleet/protocol';
import { testCertificate } from './test-certificate.ts';

/** A message as it reached the server. */
export interface Contact {
  readonly message: PhoneMessage;
  readonly xml: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly from: string;
  /** Counts TLS connections from 1. */
  readonly connection: number;
  readonly tlsVersion: string;
}

/** What the script answers: an action, raw bytes, or something that is no answer. */
export type Answer =
  | {
      readonly action: ActionName;
      readonly items?: readonly Item[];
      readonly cookie?: string;
      readonly nonce?: string;
    }
  | { readonly raw: string; readonly status?: number; readonly chunked?: boolean }
  | { readonly dead: 'hang' | 'reset' };

export type Script = (contact: Contact, place: number) => Answer | Promise<Answer>;

export interface ScriptedServerOptions {
  readonly minVersion?: SecureVersion;
  readonly maxVersion?: SecureVersion;
  readonly ciphers?: string;
}

export const CLEAN_UP: Answer = { action: 'CleanUp' };

/** A server that says what a test tells it to, over real TLS. */
export class ScriptedServer {
  readonly contacts: Contact[] = [];
  /** Bodies that were no messages. */
  readonly garbage: string[] = [];
  /** Files by path, for GET. */
  readonly files = new Map<string, Buffer>();
  /** The range that each request for a file asked for; empty: for all of it. */
  readonly ranges: string[] = [];
  /** Whether parts of files can be had. */
  knowsRanges = true;
  script: Script = () => CLEAN_UP;
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  #connections = 0;
  #started = 0;
  readonly #numbers = new WeakMap<object, number>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#serve(request, response));
    server.on('connection', (socket) => {
      this.#started += 1;
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.on('secureConnection', (socket) => {
      this.#connections += 1;
      this.#numbers.set(socket, this.#connections);
      socket.on('error', () => socket.destroy());
    });
    server.on('tlsClientError', () => {});
  }

  static async start(options: ScriptedServerOptions = {}, port = 0): Promise<ScriptedServer> {
    const server = createServer({ ...(await testCertificate()), keepAlive: true, ...options });
    server.keepAliveTimeout = 60_000;
    const scripted = new ScriptedServer(server);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return scripted;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `https://127.0.0.1:${this.port}`;
  }

  /** TCP connections, with or without a TLS greeting. */
  get startedConnections(): number {
    return this.#started;
  }

  get openConnections(): number {
    return this.#sockets.size;
  }

  /** Answers one after the other; after the last one CleanUp. */
  play(...answers: readonly Answer[]): void {
    const first = this.contacts.length;
    this.script = (_contact, place) => answers[place - first] ?? CLEAN_UP;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const socket = request.socket as TLSSocket;
    const file = this.files.get(request.url ?? '');
    if (request.method === 'GET') {
      this.#serveFile(file, request.headers.range ?? '', response);
      return;
    }
    const parts: Buffer[] = [];
    try {
      for await (const part of request) parts.push(part as Buffer);
    } catch {
      return;
    }
    const body = Buffer.concat(parts);
    let message: PhoneMessage;
    try {
      ({ message } = decodePhoneMessage(body));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.garbage.push(body.toString());
      response.writeHead(400, { 'Content-Length': 0 });
      response.end();
      return;
    }
    const contact: Contact = {
      message,
      xml: body.toString(),
      path: request.url ?? '',
      headers: request.headers,
      from: socket.remoteAddress ?? '',
      connection: this.#numbers.get(socket) ?? 0,
      tlsVersion: socket.getProtocol() ?? '',
    };
    const place = this.contacts.push(contact) - 1;
    this.#answer(await this.script(contact, place), message, response);
  }

  #serveFile(file: Buffer | undefined, range: string, response: ServerResponse): void {
    this.ranges.push(range);
    const from = Number(/^bytes=(\d+)-$/.exec(range)?.[1] ?? Number.NaN);
    if (file === undefined || Number.isNaN(from) || !this.knowsRanges) {
      response.writeHead(file === undefined ? 404 : 200, { 'Content-Length': file?.length ?? 0 });
      response.end(file);
      return;
    }
    response.writeHead(206, {
      'Content-Length': file.length - from,
      'Content-Range': `bytes ${from}-${file.length - 1}/${file.length}`,
    });
    response.end(file.subarray(from));
  }

  #answer(answer: Answer, message: PhoneMessage, response: ServerResponse): void {
    if ('dead' in answer) {
      if (answer.dead === 'reset') response.socket?.destroy();
      return;
    }
    if ('raw' in answer) {
      const length = answer.chunked === true ? {} : { 'Content-Length': Buffer.byteLength(answer.raw) };
      response.writeHead(answer.status ?? 200, { 'Content-Type': 'text/xml', ...length });
      response.end(answer.raw);
      return;
    }
    const { action, items = [], cookie, nonce = message.nonce } = answer;
    const xml = encodeServerMessage({ nonce, action, items });
    response.writeHead(200, {
      'Content-Type': 'text/xml',
      'Content-Length': Buffer.byteLength(xml),
      ...(cookie === undefined ? {} : { 'Set-Cookie': cookie }),
    });
    response.end(xml);
  }
}

export interface ContactMeAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
}

/** Asks a phone to call, as a server does. */
export function askToCall(
  uri: string,
  options: {
    readonly callBack?: { address: string; port: number };
    readonly method?: 'GET' | 'POST';
    readonly form?: string;
  } = {},
): Promise<ContactMeAnswer> {
  const form = options.form ?? encodeContactMe(options.callBack);
  const isGet = options.method === 'GET';
  const url = isGet ? `${uri}?${form}` : uri;
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, {
      method: isGet ? 'GET' : 'POST',
      agent: false,
      timeout: 3_000,
      headers: isGet ? {} : { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' },
    });
    request.on('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', reject);
    request.end(isGet ? undefined : form);
  });
}

export { CONTACT_ME_PATH };
