import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import {
  type DecodedPhoneMessage,
  encodeServerMessage,
  MAX_MESSAGE_BYTES,
  openPhoneMessage,
  ProtocolError,
  readSessionCookie,
  type ServerMessage,
} from '@deskfleet/protocol';
import { addressSource, plainAddress } from '../../infra/http/client-address.ts';
import { closeServer, listen } from '../../infra/http/listen.ts';
import type { Logger } from '../../infra/log/index.ts';
import type { Interaction } from '../interaction.ts';
import type { AnsweredMessage } from '../phone-metrics.ts';
import type { BadRequestGuard } from './bad-request-guard.ts';
import {
  BodyRoom,
  type BodyRoomLimits,
  type BodyShare,
  BodyTooLarge,
  NoRoomForBody,
  readBody,
  SenderGone,
} from './message-body.ts';

/** Phones post to `/DeploymentService/LoginService`; any path beginning like it will do (protocol reference section 2). */
const PHONE_PATH = '/DeploymentService';
/** Name of the session cookie of the original server; old firmware may know no other. */
const COOKIE_NAME = 'JSESSIONID';

const LOG_FAILURE_MS = 1_000;

/** Limits of a port for phones; tests have shorter ones. */
export interface PhoneListenerLimits {
  /** Messages that may be under way at once; a phone beyond it is asked to come again. */
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

export interface PhoneListenerOptions {
  readonly tls: ServerOptions;
  readonly host: string | undefined;
  readonly port: number;
  readonly interaction: Pick<Interaction, 'answer'>;
  readonly badRequests: BadRequestGuard;
  readonly log: Logger;
  readonly limits?: Partial<PhoneListenerLimits>;
  readonly onAnswer: (answered: AnsweredMessage) => void;
  /** A message could not be taken because too much is under way. */
  readonly onOverload: () => void;
}

interface State {
  readonly limits: PhoneListenerLimits;
  readonly room: BodyRoom;
  underWay: number;
  stopping: boolean;
  failureLoggedMs: number;
  failuresNotLogged: number;
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
  const room = new BodyRoom(limits.bodyRoom);
  const state: State = {
    limits,
    room,
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
    (request, response) => {
      handle(options, state, request, response).catch((error: unknown) => {
        options.log.error({ err: error }, 'a request to the phone port could not be answered');
        response.destroy();
      });
    },
  );
  server.maxConnections = limits.maxConnections;
  server.on('tlsClientError', (error, socket) => {
    if (isPlainAbort(error)) return;
    options.badRequests.record(plainAddress(socket.remoteAddress), 'no TLS connection could be made', {
      code: (error as NodeJS.ErrnoException).code,
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const address =
      'remoteAddress' in socket ? plainAddress(socket.remoteAddress as string | undefined) : 'unknown';
    if (!isPlainAbort(error))
      options.badRequests.record(address, 'no valid HTTP request', { code: error.code });
    socket.destroy();
  });
  return {
    port: await listen(server, options),
    setIdentity: ({ key, cert }) => server.setSecureContext({ ...options.tls, key, cert }),
    stop: () => {
      state.stopping = true;
      return closeServer(server, limits.stopMs);
    },
  };
}

/** A peer that just went away is no reason for a log line. */
function isPlainAbort(error: Error): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

interface Peer {
  readonly address: string;
  /** What counts as one source for limits. */
  readonly source: string;
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

async function handle(
  options: PhoneListenerOptions,
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const peer = peerOf(request.socket);
  const share = state.room.share(peer.source);
  try {
    await answerRequest(options, state, share, peer.address, request, response);
  } finally {
    share.release();
  }
}

async function answerRequest(
  options: PhoneListenerOptions,
  state: State,
  share: BodyShare,
  address: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedMs = performance.now();
  const refuse = (status: number, problem: string, details: Readonly<Record<string, unknown>> = {}) => {
    options.badRequests.record(address, problem, details);
    // The rest of the request is not read, so the connection cannot be used again.
    respond(response, status, 'text/plain; charset=utf-8', `${problem}\n`, { connection: 'close' });
  };
  if (!isPhonePath(request.url)) return refuse(404, 'nothing is served at this path');
  if (request.method !== 'POST') return refuse(405, 'only POST is allowed');

  let body: Buffer;
  try {
    body = await readBody(request, share);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse(413, `a message has at most ${MAX_MESSAGE_BYTES} bytes`);
    if (error instanceof NoRoomForBody) {
      options.onOverload();
      return refuse(503, 'there is no room for this message now');
    }
    if (!(error instanceof SenderGone)) throw error;
    response.destroy();
    return;
  }

  const cannotRead = ({ code, element, line, column }: ProtocolError, nonce: string | undefined) => {
    const details = { code, element, line, column };
    if (nonce === undefined) return refuse(400, 'the body is no message of a phone', details);
    options.badRequests.record(address, 'a message of a phone cannot be read', details);
    answer(response, state, { nonce, action: 'CleanUp', items: [] });
  };
  let decoded: DecodedPhoneMessage;
  try {
    decoded = openPhoneMessage(body);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return cannotRead(error, nonceIn(body));
  }
  if (decoded.warnings.length > 0) {
    options.log.debug({ address, warnings: decoded.warnings.slice(0, 5) }, 'a message of a phone is odd');
  }

  const { nonce, reason } = decoded.message;
  if (state.underWay >= state.limits.maxUnderWay || state.stopping) {
    if (!state.stopping) options.onOverload();
    return answer(response, state, comeAgain(nonce));
  }
  state.underWay += 1;
  try {
    const { message, cookie } = await options.interaction.answer({
      decoded,
      cookie: readSessionCookie(request.headers.cookie, COOKIE_NAME),
      address,
      staysConnected: response.shouldKeepAlive,
    });
    answer(response, state, message, cookie);
    options.onAnswer({ reason, action: message.action, ms: performance.now() - startedMs });
  } catch (error) {
    // Items are read when they are asked for, and before anything is committed.
    if (error instanceof ProtocolError) return cannotRead(error, nonce);
    // Nothing was committed, so the phone must not believe that it was heard.
    logFailure(options.log, state, error, { address, reason });
    answer(response, state, comeAgain(nonce));
  } finally {
    state.underWay -= 1;
  }
}

/** While the database is away, no message can be answered: one line a second says so as well as a thousand. */
function logFailure(log: Logger, state: State, error: unknown, details: object): void {
  const nowMs = performance.now();
  if (state.failureLoggedMs !== 0 && nowMs - state.failureLoggedMs < LOG_FAILURE_MS) {
    state.failuresNotLogged += 1;
    return;
  }
  const more = state.failuresNotLogged;
  log.error({ err: error, ...details, more }, 'a message of a phone could not be answered');
  state.failureLoggedMs = nowMs;
  state.failuresNotLogged = 0;
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

/** The nonce of a message that cannot be read as a whole: without it no answer would be accepted. */
function nonceIn(body: Buffer): string | undefined {
  return /<Message\b[^<>]{0,500}?\bnonce\s*=\s*["']([0-9A-Fa-f]{1,64})["']/.exec(
    body.toString('latin1', 0, 4_096),
  )?.[1];
}

function answer(
  response: ServerResponse,
  state: Pick<State, 'stopping'>,
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
