import { ConnectionError, type PhoneConnection } from './connection.ts';
import { inventoryPieces, startUp, UNCHANGED } from './messages.ts';
import type { LoadPhone } from './phones.ts';
import { type RequestInstance, RequestTemplate } from './request-template.ts';

/** A dialogue as a phone leads it: what it sends, and which action it gets each time. */
export interface Script {
  readonly steps: readonly { readonly request: RequestTemplate; readonly expected: string }[];
}

/** Start-up of a phone on which nothing changed (protocol reference, section 12.1). */
export const greeting: Script = {
  steps: [{ request: RequestTemplate.of(startUp(false), false), expected: 'CleanUp' }],
};

/** Start-up after which everything is read, in pieces (sections 12.2 and 12.9). */
export const fullInventory: Script = withReading(true);

/** A phone that nobody knows says that nothing changed, for it does not know either (section 12.3). */
export const firstContact: Script = withReading(false);

function withReading(configurationChanged: boolean): Script {
  return {
    steps: [
      { request: RequestTemplate.of(startUp(configurationChanged), false), expected: 'ReadAllItems' },
      ...inventoryPieces().map((piece) => ({
        request: RequestTemplate.of(piece, true),
        expected: piece.fragment === 'next' ? 'GetNextFragment' : 'CleanUp',
      })),
    ],
  };
}

/** An answer that a phone could not go on with; the message is a word for the statistics of errors. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

let messages = 0;

/** Leads dialogues of one script, one after the other. */
export class ScriptRunner {
  readonly #steps: readonly { readonly request: RequestInstance; readonly expected: string }[];
  readonly #onAnswer: (step: number, ms: number) => void;

  /**
   * @param options.constantAnswer the server answers CleanUp to everything: the script is sent all the same
   * @param options.onAnswer called with the place of the message in the script
   */
  constructor(
    script: Script,
    options: {
      readonly constantAnswer?: boolean;
      readonly onAnswer?: (step: number, ms: number) => void;
    } = {},
  ) {
    this.#onAnswer = options.onAnswer ?? (() => {});
    this.#steps = script.steps.map(({ request, expected }) => {
      const instance = request.instance();
      instance.fill('counter', UNCHANGED);
      return { request: instance, expected: options.constantAnswer === true ? 'CleanUp' : expected };
    });
  }

  /**
   * @param counters contents of the changing item: of the start-up, and of the inventory
   * @param sinceMs when the first message was due, on the clock of `performance.now()`
   * @throws ConnectionError, UnexpectedAnswer
   */
  async run(
    connection: PhoneConnection,
    phone: LoadPhone,
    counters: { readonly startUp?: number; readonly inventory?: number },
    sinceMs: number,
  ): Promise<void> {
    let cookie: string | undefined;
    let dueMs = sinceMs;
    for (const [place, { request, expected }] of this.#steps.entries()) {
      messages += 1;
      request.fill('nonce', messages.toString(16).toUpperCase().padStart(32, '0'));
      if (place === 0) {
        request.fill('mac', phone.mac);
        request.fill('e164', phone.e164);
        request.fill('model', phone.model);
        if (counters.startUp !== undefined) request.fill('counter', counterText(counters.startUp));
      } else {
        if (cookie !== undefined) request.fill('cookie', cookie);
        if (counters.inventory !== undefined) request.fill('counter', counterText(counters.inventory));
      }
      const reply = await connection.exchange(request.bytes);
      if (reply.status !== 200) throw new UnexpectedAnswer(`HTTP status ${reply.status}`);
      if (reply.action !== expected) {
        throw new UnexpectedAnswer(`${reply.action || 'no action'} instead of ${expected}`);
      }
      cookie = reply.cookie ?? cookie;
      const nowMs = performance.now();
      this.#onAnswer(place, nowMs - dueMs);
      dueMs = nowMs;
    }
  }
}

/** As it stands in a message. */
export function counterText(counter: number): string {
  return String(counter).padStart(UNCHANGED.length, '0');
}

/** The word under which an error is counted. */
export function errorWord(error: unknown): string {
  if (error instanceof ConnectionError || error instanceof UnexpectedAnswer) return error.message;
  throw error;
}
