import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  type DecodedPhoneMessage,
  encodeServerMessage,
  MAX_MESSAGE_BYTES,
  openPhoneMessage,
  type PhoneMessage,
  ProtocolError,
  type Reason,
  readSessionCookie,
  type ServerMessage,
} from '@deskfleet/protocol';
import type { Logger } from '../../infra/log/index.ts';
import type { Answer } from '../answers.ts';
import { FileServer } from '../file-server/file-server.ts';
import type { Interaction } from '../interaction.ts';
import { OverloadError } from '../opening-line.ts';
import type { AnsweredMessage } from '../phone-metrics.ts';
import type { BadRequestGuard } from './bad-request-guard.ts';
import { type BodyProblem, type BodyRoom, BodyTooLarge, NoRoomForBody, readBody } from './message-body.ts';
import { serverOriginOf } from './server-origin.ts';

/** Phones post to `/DeploymentService/LoginService`; any path beginning like it will do (protocol reference section 2). */
const PHONE_PATH = '/DeploymentService';
/** Name of the session cookie of the original server; old firmware may know no other. */
const COOKIE_NAME = 'JSESSIONID';

const LOG_FAILURE_MS = 1_000;

/** What the exchanges of a port have in common. */
export interface ExchangePort {
  readonly interaction: Pick<Interaction, 'answer' | 'mayConnect' | 'waiting'>;
  readonly badRequests: BadRequestGuard;
  readonly files: Pick<FileServer, 'serve'>;
  readonly log: Logger;
  readonly onAnswer: (answered: AnsweredMessage) => void;
  /** A message or a connection could not be taken because too much is under way. */
  readonly onOverload: () => void;
  readonly room: BodyRoom;
  /** Messages that may be under way at once, without those that wait; a phone beyond it is asked to come again. */
  readonly maxUnderWay: number;
  underWay: number;
  stopping: boolean;
  failureLoggedMs: number;
  failuresNotLogged: number;
}

export interface Peer {
  readonly address: string;
  /** What counts as one source for limits. */
  readonly source: string;
}

/**
 * One request to a port for phones, from its headers to its answer. Callbacks instead of promises: at thousands of messages
 * a second, waiting costs as much as the work.
 */
export class Exchange {
  readonly #port: ExchangePort;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #address: string;
  readonly #share: ReturnType<BodyRoom['share']>;
  readonly #startedMs = performance.now();

  constructor(port: ExchangePort, peer: Peer, request: IncomingMessage, response: ServerResponse) {
    this.#port = port;
    this.#request = request;
    this.#response = response;
    this.#address = peer.address;
    this.#share = port.room.share(peer.source);
  }

  begin(): void {
    if (!isPhonePath(this.#request.url)) this.#serveFile();
    else if (this.#request.method !== 'POST') this.#refuse(405, 'only POST is allowed');
    else readBody(this.#request, this.#share, (body, problem) => this.#take(body, problem));
  }

  /** Files are the only other thing that phones find here. */
  #serveFile(): void {
    if (!FileServer.isFor(this.#request.url)) {
      this.#refuse(404, 'nothing is served at this path');
      return;
    }
    this.#share.release();
    this.#port.files.serve(this.#request, this.#response, this.#address);
  }

  #take(body: Buffer, problem: BodyProblem | undefined): void {
    try {
      if (problem === undefined) this.#read(body);
      else if (problem instanceof BodyTooLarge) {
        this.#refuse(413, `a message has at most ${MAX_MESSAGE_BYTES} bytes`);
      } else if (problem instanceof NoRoomForBody) {
        this.#port.onOverload();
        this.#refuse(503, 'there is no room for this message now');
      } else {
        this.#share.release();
        this.#response.destroy();
      }
    } catch (error) {
      this.#giveUp(error);
    }
  }

  #read(body: Buffer): void {
    let decoded: DecodedPhoneMessage;
    try {
      decoded = openPhoneMessage(body);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#cannotRead(error, nonceIn(body));
      return;
    }
    if (decoded.warnings.length > 0) {
      const warnings = decoded.warnings.slice(0, 5);
      this.#port.log.debug({ address: this.#address, warnings }, 'a message of a phone is odd');
    }
    const { underWay, maxUnderWay, interaction, stopping } = this.#port;
    if (underWay - interaction.waiting < maxUnderWay && !stopping) this.#ask(decoded);
    else {
      if (!this.#port.stopping) this.#port.onOverload();
      this.#send(comeAgain(decoded.message.nonce));
    }
  }

  #ask(decoded: DecodedPhoneMessage): void {
    const { message } = decoded;
    this.#port.underWay += 1;
    try {
      const answer = this.#port.interaction.answer({
        decoded,
        cookie: readSessionCookie(this.#request.headers.cookie, COOKIE_NAME),
        address: this.#address,
        serverOrigin: () => serverOriginOf(this.#request),
        staysConnected: this.#response.shouldKeepAlive,
        isGone: () => this.#response.destroyed,
      });
      if (answer instanceof Promise) {
        answer
          .then((later) => this.#answer(later, message.reason))
          .catch((error: unknown) => this.#fail(error, message))
          .catch((error: unknown) => this.#giveUp(error));
      } else this.#answer(answer, message.reason);
    } catch (error) {
      this.#fail(error, message);
    }
  }

  #answer({ message, cookie }: Answer, reason: Reason): void {
    this.#send(message, cookie);
    this.#port.underWay -= 1;
    this.#port.onAnswer({ reason, action: message.action, ms: performance.now() - this.#startedMs });
  }

  #fail(error: unknown, { nonce, reason }: PhoneMessage): void {
    this.#port.underWay -= 1;
    // Items are read when they are asked for, and before anything is committed.
    if (error instanceof ProtocolError) this.#cannotRead(error, nonce);
    else if (error instanceof OverloadError) {
      if (!this.#port.stopping) this.#port.onOverload();
      this.#send(comeAgain(nonce));
    } else {
      // Nothing was committed, so the phone must not believe that it was heard.
      logFailure(this.#port, error, { address: this.#address, reason });
      this.#send(comeAgain(nonce));
    }
  }

  #cannotRead({ code, element, line, column }: ProtocolError, nonce: string | undefined): void {
    const details = { code, element, line, column };
    if (nonce === undefined) this.#refuse(400, 'the body is no message of a phone', details);
    else {
      this.#port.badRequests.record(this.#address, 'a message of a phone cannot be read', details);
      this.#send({ nonce, action: 'CleanUp', items: [] });
    }
  }

  #refuse(status: number, problem: string, details: Readonly<Record<string, unknown>> = {}): void {
    this.#port.badRequests.record(this.#address, problem, details);
    // The rest of the request is not read, so the connection cannot be used again.
    this.#respond(status, 'text/plain; charset=utf-8', `${problem}\n`, undefined, true);
  }

  #send(message: ServerMessage, cookie?: string): void {
    this.#respond(200, 'text/xml', encodeServerMessage(message), cookie, this.#port.stopping);
  }

  #respond(
    status: number,
    contentType: string,
    text: string,
    cookie: string | undefined,
    closes: boolean,
  ): void {
    this.#share.release();
    const response = this.#response;
    if (response.destroyed) return;
    const length = Buffer.byteLength(text, 'utf8');
    const headers: Record<string, string | number> = {
      'content-type': contentType,
      'content-length': length,
    };
    if (cookie !== undefined) headers['set-cookie'] = `${COOKIE_NAME}=${cookie}; Path=${PHONE_PATH}; Secure`;
    if (closes) headers['connection'] = 'close';
    response.writeHead(status, headers);
    // A text leaves together with the headers, in one TLS record; bytes would leave in another one.
    response.end(text, length === text.length ? 'latin1' : 'utf8');
  }

  #giveUp(error: unknown): void {
    this.#share.release();
    this.#port.log.error({ err: error }, 'a request to the phone port could not be answered');
    this.#response.destroy();
  }
}

/** While the database is away, no message can be answered: one line a second says so as well as a thousand. */
function logFailure(port: ExchangePort, error: unknown, details: object): void {
  const nowMs = performance.now();
  if (port.failureLoggedMs !== 0 && nowMs - port.failureLoggedMs < LOG_FAILURE_MS) {
    port.failuresNotLogged += 1;
    return;
  }
  const more = port.failuresNotLogged;
  port.log.error({ err: error, ...details, more }, 'a message of a phone could not be answered');
  port.failureLoggedMs = nowMs;
  port.failuresNotLogged = 0;
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
