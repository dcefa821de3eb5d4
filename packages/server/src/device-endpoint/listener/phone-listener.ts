import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import {
  type DecodedPhoneMessage,
  decodePhoneMessage,
  encodeServerMessage,
  MAX_MESSAGE_BYTES,
  ProtocolError,
  readSessionCookie,
  type ServerMessage,
} from '@deskfleet/protocol';
import { listen } from '../../infra/http/listen.ts';
import type { Logger } from '../../infra/log/index.ts';
import type { Interaction } from '../interaction.ts';
import type { AnsweredMessage } from '../phone-metrics.ts';
import type { BadRequestGuard } from './bad-request-guard.ts';

/** Phones post to `/DeploymentService/LoginService`; any path beginning like it will do (protocol reference section 2). */
const PHONE_PATH = '/DeploymentService';
/** Name of the session cookie of the original server; old firmware may know no other. */
const COOKIE_NAME = 'JSESSIONID';

/** A phone has this long to send a message: its slowest link needs a fraction of it. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 15_000;
const HANDSHAKE_TIMEOUT_MS = 20_000;
/** Phones want at least 30 s (phones.md section 0). */
const KEEP_ALIVE_MS = 35_000;
const MAX_CONNECTIONS = 50_000;

export interface PhoneListenerOptions {
  readonly tls: ServerOptions;
  readonly host: string | undefined;
  readonly port: number;
  readonly interaction: Pick<Interaction, 'answer'>;
  readonly badRequests: BadRequestGuard;
  readonly log: Logger;
  /** Messages that may be under way at once; a phone beyond it is asked to come again. */
  readonly maxUnderWay: number;
  readonly onAnswer: (answered: AnsweredMessage) => void;
  readonly onOverload: () => void;
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
  const state = { underWay: 0, stopping: false };
  const server = createServer(
    {
      ...options.tls,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      connectionsCheckingInterval: 5_000,
    },
    (request, response) => {
      handle(options, state, request, response).catch((error: unknown) => {
        options.log.error({ err: error }, 'a request to the phone port could not be answered');
        response.destroy();
      });
    },
  );
  server.maxConnections = MAX_CONNECTIONS;
  server.on('tlsClientError', (error, socket) => {
    if (isPlainAbort(error)) return;
    options.badRequests.record(addressOf(socket.remoteAddress), 'no TLS connection could be made', {
      code: (error as NodeJS.ErrnoException).code,
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const address =
      'remoteAddress' in socket ? addressOf(socket.remoteAddress as string | undefined) : 'unknown';
    if (!isPlainAbort(error))
      options.badRequests.record(address, 'no valid HTTP request', { code: error.code });
    socket.destroy();
  });
  return {
    port: await listen(server, options),
    setIdentity: ({ key, cert }) => server.setSecureContext({ ...options.tls, key, cert }),
    stop: () => stopServer(server, state),
  };
}

/** A peer that just went away is no reason for a log line. */
function isPlainAbort(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

async function stopServer(server: Server, state: { stopping: boolean }): Promise<void> {
  state.stopping = true;
  const closed = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  const limit = setTimeout(() => server.closeAllConnections(), 4_000);
  await closed;
  clearTimeout(limit);
}

/** IPv4 addresses as such, also on a socket that listens to both families. */
function addressOf(remoteAddress: string | undefined): string {
  return remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unknown';
}

async function handle(
  options: PhoneListenerOptions,
  state: { underWay: number; stopping: boolean },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedMs = performance.now();
  const address = addressOf(request.socket.remoteAddress);
  const refuse = (status: number, problem: string, details: Readonly<Record<string, unknown>> = {}) => {
    options.badRequests.record(address, problem, details);
    // The rest of the request is not read, so the connection cannot be used again.
    respond(response, status, 'text/plain; charset=utf-8', `${problem}\n`, { connection: 'close' });
  };
  if (!isPhonePath(request.url)) return refuse(404, 'nothing is served at this path');
  if (request.method !== 'POST') return refuse(405, 'only POST is allowed');

  let body: Buffer;
  try {
    body = await readBody(request);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(413, `a message has at most ${MAX_MESSAGE_BYTES} bytes`);
    if (!(error instanceof SenderGone)) throw error;
    response.destroy();
    return;
  }

  let decoded: DecodedPhoneMessage;
  try {
    decoded = decodePhoneMessage(body);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { code, element, line, column } = error;
    const nonce = nonceIn(body);
    if (nonce === undefined)
      return refuse(400, 'the body is no message of a phone', { code, element, line, column });
    options.badRequests.record(address, 'a message of a phone cannot be read', {
      code,
      element,
      line,
      column,
    });
    return answer(response, state, { nonce, action: 'CleanUp', items: [] });
  }
  if (decoded.warnings.length > 0) {
    options.log.debug({ address, warnings: decoded.warnings.slice(0, 5) }, 'a message of a phone is odd');
  }

  const { nonce, reason } = decoded.message;
  if (state.underWay >= options.maxUnderWay || state.stopping) {
    if (!state.stopping) options.onOverload();
    return answer(response, state, comeAgain(nonce));
  }
  state.underWay += 1;
  try {
    const { message, cookie } = await options.interaction.answer({
      decoded,
      body,
      cookie: readSessionCookie(request.headers.cookie, COOKIE_NAME),
      address,
      staysConnected: response.shouldKeepAlive,
    });
    answer(response, state, message, cookie);
    options.onAnswer({ reason, action: message.action, ms: performance.now() - startedMs });
  } catch (error) {
    // Nothing was committed, so the phone must not believe that it was heard.
    options.log.error({ err: error, address, reason }, 'a message of a phone could not be answered');
    answer(response, state, comeAgain(nonce));
  } finally {
    state.underWay -= 1;
  }
}

/** A phone that gets this sends the same kind of message again a few seconds later (protocol reference section 10.4). */
function comeAgain(nonce: string): ServerMessage {
  return { nonce, action: 'CleanUp', items: [{ name: 'cleanup-reason', value: 'overload' }] };
}

function isPhonePath(url: string | undefined): boolean {
  return (
    url !== undefined &&
    (url === PHONE_PATH || url.startsWith(`${PHONE_PATH}/`) || url.startsWith(`${PHONE_PATH}?`))
  );
}

class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

class SenderGone extends Error {
  override readonly name = 'SenderGone';
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const announced = Number(request.headers['content-length'] ?? 0);
    if (announced > MAX_MESSAGE_BYTES) {
      reject(new BodyTooLarge());
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_MESSAGE_BYTES) {
        request.pause();
        reject(new BodyTooLarge());
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () =>
      resolve(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks)),
    );
    request.on('error', () => reject(new SenderGone()));
    request.on('close', () => {
      // Every request closes; an error for each of them would be made for nothing.
      if (!request.readableEnded) reject(new SenderGone());
    });
  });
}

/** The nonce of a message that cannot be read as a whole: without it no answer would be accepted. */
function nonceIn(body: Buffer): string | undefined {
  return /<Message\b[^<>]{0,500}?\bnonce\s*=\s*["']([0-9A-Fa-f]{1,64})["']/.exec(
    body.toString('latin1', 0, 4_096),
  )?.[1];
}

function answer(
  response: ServerResponse,
  state: { stopping: boolean },
  message: ServerMessage,
  cookie?: string,
): void {
  respond(response, 200, 'text/xml', encodeServerMessage(message), {
    ...(cookie === undefined ? {} : { 'set-cookie': `${COOKIE_NAME}=${cookie}; Path=${PHONE_PATH}; Secure` }),
    ...(state.stopping ? { connection: 'close' } : {}),
  });
}

function respond(
  response: ServerResponse,
  status: number,
  contentType: string,
  text: string,
  headers: Readonly<Record<string, string>>,
): void {
  if (response.destroyed) return;
  const length = Buffer.byteLength(text, 'utf8');
  response.writeHead(status, { 'content-type': contentType, 'content-length': length, ...headers });
  // A text leaves together with the headers, in one TLS record; bytes would leave in another one.
  response.end(text, 'utf8');
}
