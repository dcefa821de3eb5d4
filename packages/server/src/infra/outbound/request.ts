import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import type { OutboundAgent } from './agent.ts';

/** The other side takes too long: for its first word, or between two pieces of its answer. */
export class OutboundTimeoutError extends Error {
  override readonly name = 'OutboundTimeoutError';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`no answer within ${seconds} s`);
    this.seconds = seconds;
  }
}

export interface OutboundRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: OutgoingHttpHeaders;
  readonly signal?: AbortSignal | undefined;
  /** For the begin of the answer; default 15 s. */
  readonly answerTimeoutMs?: number;
  /** Between two pieces of the answer; default 15 s. */
  readonly silenceMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;

/**
 * Sends one request and gives its answer as it begins; redirects are answers like others. Whoever does not read the answer to its
 * end destroys it.
 *
 * @throws OutboundTimeoutError ForbiddenAddressError, and errors of the network and of TLS
 */
export function openAnswer(
  agent: OutboundAgent,
  url: URL,
  options: OutboundRequest = {},
): Promise<IncomingMessage> {
  const { answerTimeoutMs = DEFAULT_TIMEOUT_MS, silenceMs = DEFAULT_TIMEOUT_MS, signal } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: options.method ?? 'GET',
        agent,
        headers: { 'accept-encoding': 'identity', 'user-agent': 'Deskfleet', ...options.headers },
        ...(signal === undefined ? {} : { signal }),
      },
      (answer) => {
        clearTimeout(limit);
        sent.setTimeout(silenceMs, () => answer.destroy(new OutboundTimeoutError(silenceMs / 1_000)));
        resolve(answer);
      },
    );
    const limit = setTimeout(
      () => sent.destroy(new OutboundTimeoutError(answerTimeoutMs / 1_000)),
      answerTimeoutMs,
    );
    sent.on('error', (error) => {
      clearTimeout(limit);
      reject(error);
    });
    sent.on('upgrade', (_answer, socket) => socket.destroy());
    sent.end();
  });
}
