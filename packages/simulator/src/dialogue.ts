import { randomUUID } from 'node:crypto';
import {
  type ActionName,
  decodeServerMessage,
  encodePhoneMessage,
  type FragmentLimits,
  type InitialReason,
  type Item,
  type PhoneMessage,
  ProtocolError,
  type Reason,
  type ReplyStatus,
  type ServerMessage,
  splitReply,
} from '@deskfleet/protocol';
import { type Clock, stopwatchMs } from './clock.ts';
import type { FaultPlan } from './faults.ts';
import type { FirmwareTraits } from './models/traits.ts';
import type { ServerAddress } from './wire/connection.ts';
import { PhoneConnection } from './wire/connection.ts';
import { openHalfConnection } from './wire/half-open.ts';
import type { HttpAnswer } from './wire/http-answer.ts';
import type { StrayConnections } from './wire/stray-connections.ts';
import { type TransportErrorKind, toTransportError } from './wire/transport-error.ts';

/** Where a phone's messages go. */
export interface ServerUrl extends ServerAddress {
  readonly path: string;
}

/** Reference section 2. */
export const SERVICE_PATH = '/DeploymentService/LoginService';

/** Why an exchange did not bring a useful answer; `http-503` and the like name the status. */
export type ExchangeErrorKind =
  | TransportErrorKind
  | `http-${number}`
  | 'invalid-xml'
  | 'foreign-nonce'
  | 'unknown-action';

/** One message of a phone and what came back. */
export interface Exchange {
  /** When it was sent; milliseconds since 1970 of the phone's clock. */
  readonly at: number;
  /** Counts the phone's dialogues from 1. */
  readonly dialogue: number;
  readonly reason: Reason;
  /** The action that a `reply-to` answers. */
  readonly repliesTo?: string;
  readonly status?: ReplyStatus;
  readonly nonce: string;
  readonly message: PhoneMessage;
  /** Sent once before, byte for byte. */
  readonly isRepeated: boolean;
  readonly answer?: ServerMessage;
  readonly error?: { readonly kind: ExchangeErrorKind; readonly text: string };
  /** Real time from sending to the complete answer or the failure. */
  readonly durationMs: number;
}

/** What the server's answer means for the phone. */
export type AnswerEvent =
  | { readonly event: ActionName; readonly answer: ServerMessage }
  | { readonly event: 'unknown-action'; readonly actionText: string }
  | { readonly event: 'invalid-answer'; readonly kind: ExchangeErrorKind; readonly text: string }
  | { readonly event: 'no-answer'; readonly kind: ExchangeErrorKind; readonly text: string };

/** What a dialogue needs of its phone. */
export interface DialogueOptions {
  readonly number: number;
  readonly reason: InitialReason;
  readonly clock: Clock;
  readonly server: ServerUrl;
  readonly localAddress?: string;
  readonly traits: FirmwareTraits;
  readonly faults: FaultPlan;
  readonly answerTimeoutMs: number;
  readonly nonce: 'per-message' | 'per-dialogue';
  /** Cookie of an earlier dialogue, sent by firmware that keeps it. */
  readonly oldCookie: string | undefined;
  /** Connections beside the dialogue's own one that a fault opened. */
  readonly strays: StrayConnections;
  readonly onExchange: (exchange: Exchange) => void;
  readonly onAnswer: (dialogue: Dialogue, answer: AnswerEvent) => void;
}

/** What a message says; the dialogue adds nonce and maxItems. */
export type MessageContent = Pick<PhoneMessage, 'items' | 'fragment'> &
  (
    | { readonly reason: InitialReason | 'clean-up' }
    | {
        readonly reason: 'reply-to';
        readonly action: ActionName;
        readonly status: ReplyStatus;
        /** Spelling of an action that the phone does not know, instead of `action`. */
        readonly unknownAction?: string;
      }
  );

interface Outgoing {
  readonly content: MessageContent;
  readonly message: PhoneMessage;
  readonly xml: string;
  wasSent: boolean;
}

/**
 * The chain of messages from an initial reason to its end: connection, cookie, nonces, and repetition of the last
 * message. It knows the wire; what to say is the phone's business.
 */
export class Dialogue {
  readonly number: number;
  readonly reason: InitialReason;
  readonly server: ServerUrl;
  /** Failed attempts for the message under way. */
  attempts = 0;
  readonly #options: DialogueOptions;
  readonly #connection: PhoneConnection;
  readonly #dialogueNonce: string | undefined;
  /** Pieces of a reply that the server has not asked for yet, and the action they answer. */
  #pieces: Item[][] = [];
  #piecesOf: ActionName = 'ReadAllItems';
  #outgoing: Outgoing | undefined;
  #lastNonce: string | undefined;
  #cookie: string | undefined;
  #isOver = false;

  constructor(options: DialogueOptions) {
    const { clock, server, localAddress, traits, answerTimeoutMs } = options;
    this.number = options.number;
    this.reason = options.reason;
    this.server = server;
    this.#options = options;
    this.#cookie = options.oldCookie;
    this.#dialogueNonce = options.nonce === 'per-dialogue' ? createNonce() : undefined;
    this.#connection = new PhoneConnection({
      clock,
      server,
      ...(localAddress === undefined ? {} : { localAddress }),
      tls: traits.tls,
      understandsChunked: traits.understandsChunked,
      timeoutMs: answerTimeoutMs,
    });
  }

  /** The cookie to keep for later; undefined when the server set none. */
  get cookie(): string | undefined {
    return this.#cookie;
  }

  /** Whether the message under way is the first of the dialogue. */
  get isAtStart(): boolean {
    return this.#outgoing?.content.reason === this.reason;
  }

  /** Sends a new message. */
  send(content: MessageContent): void {
    this.attempts = 0;
    this.#outgoing = this.#compose(content);
    this.#transmit(this.#outgoing);
  }

  /**
   * Sends the items that an action asked for, in as many pieces as the limits demand (reference, section 11). The server
   * fetches all but the first with GetNextFragment.
   */
  reply(
    action: 'ReadAllItems' | 'ReadItems' | 'WriteItems',
    items: readonly Item[],
    limits: FragmentLimits,
  ): void {
    const [first = [], ...rest] = splitReply(items, limits);
    this.#pieces = rest;
    this.#piecesOf = action;
    const content = { reason: 'reply-to', action, status: 'accepted', items: first } as const;
    if (rest.length > 0) this.send({ ...content, fragment: 'next' });
    else if (action !== 'WriteItems' && this.#options.traits.marksUnsplitReplies) {
      this.send({ ...content, fragment: 'final' });
    } else this.send(content);
  }

  get hasMorePieces(): boolean {
    return this.#pieces.length > 0;
  }

  /** Sends the next piece of a reply; they all name the action that began it. */
  sendNextPiece(): void {
    const items = this.#pieces.shift() ?? [];
    const fragment = this.hasMorePieces ? 'next' : 'final';
    this.send({ reason: 'reply-to', action: this.#piecesOf, status: 'accepted', fragment, items });
  }

  /** Sends the last message again, byte for byte: its answer was lost. */
  repeat(): void {
    if (this.#outgoing !== undefined) this.#transmit(this.#outgoing);
  }

  /** Says the last message anew: the server put it off. */
  sayAgain(): void {
    if (this.#outgoing !== undefined) this.send(this.#outgoing.content);
  }

  /** Closes the connection as a phone does after CleanUp; answers that still come are not heard. */
  close(): void {
    this.#isOver = true;
    this.#connection.close();
  }

  /** Closes the connection for a pause; the dialogue goes on. */
  pause(): void {
    this.#connection.close();
  }

  /** The phone lost its power. */
  destroy(): void {
    this.#isOver = true;
    this.#connection.destroy();
  }

  #compose(content: MessageContent): Outgoing {
    const { traits, faults } = this.#options;
    const repeatedNonce = faults.strikes('wrong-nonce') ? this.#lastNonce : undefined;
    const nonce = repeatedNonce ?? this.#dialogueNonce ?? createNonce();
    this.#lastNonce = nonce;
    const { maxItems } = traits;
    const base = {
      nonce,
      items: content.items,
      ...(maxItems === undefined ? {} : { maxItems }),
      ...(content.fragment === undefined ? {} : { fragment: content.fragment }),
    };
    if (content.reason !== 'reply-to') {
      const message: PhoneMessage = { ...base, reason: content.reason };
      return { content, message, xml: encodePhoneMessage(message), wasSent: false };
    }
    const { action, status, unknownAction } = content;
    const message: PhoneMessage = { ...base, reason: 'reply-to', action, status };
    const xml = encodePhoneMessage(message);
    return {
      content,
      message,
      xml: unknownAction === undefined ? xml : xml.replace(`action="${action}"`, `action="${unknownAction}"`),
      wasSent: false,
    };
  }

  #transmit(outgoing: Outgoing): void {
    const { faults, clock } = this.#options;
    const at = clock.now();
    const startedAt = stopwatchMs();
    const isRepeated = outgoing.wasSent;
    outgoing.wasSent = true;
    if (faults.strikes('half-open')) {
      this.#options.strays.hold((onClose) => openHalfConnection(this.#wire(), HALF_OPEN_MS, clock, onClose));
    }
    if (faults.strikes('duplicate')) this.#sendTwin(outgoing);
    const sent = faults.strikes('garbage')
      ? this.#sendGarbage().then(() => this.#post(outgoing))
      : this.#post(outgoing);
    sent.then(
      (answer) => this.#hear(outgoing, { at, startedAt, isRepeated }, this.#interpret(outgoing, answer)),
      (error: unknown) => {
        const failure = toTransportError(error);
        const event: AnswerEvent = { event: 'no-answer', kind: failure.kind, text: failure.message };
        this.#hear(outgoing, { at, startedAt, isRepeated }, event);
      },
    );
  }

  #post(outgoing: Outgoing): Promise<HttpAnswer> {
    return this.#connection.exchange(this.#request(outgoing.xml), this.#options.faults.nextDelivery());
  }

  /** The same message on a connection of its own; nobody looks at the answer. */
  #sendTwin(outgoing: Outgoing): void {
    const twin = new PhoneConnection(this.#wire());
    this.#options.strays.hold((onClose) => {
      const done = () => {
        twin.close();
        onClose();
      };
      twin.exchange(this.#request(outgoing.xml), { way: 'whole' }).then(done, done);
      return () => twin.destroy();
    });
  }

  async #sendGarbage(): Promise<void> {
    const noise = new PhoneConnection(this.#wire());
    try {
      await noise.exchange(this.#request(GARBAGE), { way: 'whole' });
    } catch {
      // Whatever the server makes of garbage, the phone goes on.
    }
    noise.close();
  }

  #wire(): ConstructorParameters<typeof PhoneConnection>[0] {
    const { clock, server, localAddress, traits, answerTimeoutMs } = this.#options;
    return {
      clock,
      server,
      ...(localAddress === undefined ? {} : { localAddress }),
      tls: traits.tls,
      understandsChunked: traits.understandsChunked,
      timeoutMs: answerTimeoutMs,
    };
  }

  #request(xml: string): Buffer {
    const { server, traits } = this.#options;
    const host = server.host.includes(':') ? `[${server.host}]` : server.host;
    const cookie = this.#cookie === undefined ? '' : `Cookie: ${this.#cookie}\r\n`;
    const connection = traits.connection === 'close' ? 'Connection: close\r\n' : '';
    return Buffer.from(
      `POST ${server.path} HTTP/1.1\r\nHost: ${host}:${server.port}\r\nContent-Type: text/xml\r\n` +
        `Content-Length: ${Buffer.byteLength(xml)}\r\n${cookie}${connection}\r\n${xml}`,
    );
  }

  #interpret(outgoing: Outgoing, answer: HttpAnswer): AnswerEvent {
    this.#takeCookies(answer.setCookies);
    if (answer.status !== 200) {
      const text = `The server answered with HTTP status ${answer.status}.`;
      return { event: 'no-answer', kind: `http-${answer.status}`, text };
    }
    try {
      const { message } = decodeServerMessage(answer.body);
      if (message.nonce === outgoing.message.nonce) return { event: message.action, answer: message };
      return { event: 'invalid-answer', kind: 'foreign-nonce', text: 'the nonce of another message' };
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const actionText = error.code === 'unknown-action' ? findActionText(answer.body) : undefined;
      if (actionText !== undefined) return { event: 'unknown-action', actionText };
      return { event: 'invalid-answer', kind: 'invalid-xml', text: error.message };
    }
  }

  #takeCookies(setCookies: readonly string[]): void {
    if (setCookies.length === 0) return;
    const isWhole = this.#options.traits.cookie === 'whole';
    this.#cookie = setCookies
      .map((cookie) => (isWhole ? cookie : (cookie.split(';', 1)[0] ?? '')))
      .join('; ');
  }

  #hear(
    outgoing: Outgoing,
    sent: { readonly at: number; readonly startedAt: number; readonly isRepeated: boolean },
    event: AnswerEvent,
  ): void {
    if (this.#isOver) return;
    const { message, content } = outgoing;
    this.#options.onExchange({
      at: sent.at,
      dialogue: this.number,
      reason: message.reason,
      ...(content.reason === 'reply-to'
        ? { repliesTo: content.unknownAction ?? content.action, status: content.status }
        : {}),
      nonce: message.nonce,
      message,
      isRepeated: sent.isRepeated,
      ...('answer' in event ? { answer: event.answer } : { error: errorOf(event) }),
      durationMs: stopwatchMs() - sent.startedAt,
    });
    this.#options.onAnswer(this, event);
  }
}

const HALF_OPEN_MS = 20_000;
const GARBAGE = 'ÿ\u0001<WorkpointMessage><Message nonce="';

/** 32 upper-case hex digits, never the same twice, also not in another run with the same seed (reference, section 6). */
function createNonce(): string {
  return randomUUID().replaceAll('-', '').toUpperCase();
}

function errorOf(
  event: Exclude<AnswerEvent, { readonly answer: ServerMessage }>,
): NonNullable<Exchange['error']> {
  if (event.event === 'unknown-action') {
    return { kind: 'unknown-action', text: `The phone does not know the action ${event.actionText}.` };
  }
  return { kind: event.kind, text: event.text };
}

/** The unknown action as the server spelled it, so that the reply can name it. */
function findActionText(body: Buffer): string | undefined {
  return /<Action>\s*([\w-]{1,64})\s*<\/Action>/.exec(body.toString('utf8'))?.[1];
}
