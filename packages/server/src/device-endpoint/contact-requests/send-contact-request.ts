import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { encodeContactMe } from '@deskfleet/protocol';
import type { ContactAddress } from '../../features/clients/index.ts';

/** A phone that takes longer is taken for one that cannot be reached. */
const ANSWER_TIMEOUT_MS = 8_000;

export type ContactOutcome = { readonly asked: true } | { readonly asked: false; readonly problem: string };

/**
 * Asks a phone to call (protocol reference section 3.1). 204 is the only success. Redirects are not followed and an
 * answer's body is not read.
 *
 * @param options.callBack where to call; absent: the server that the phone knows.
 */
export function sendContactRequest(
  contact: ContactAddress,
  options: {
    readonly callBack?: { readonly address: string; readonly port: number };
    readonly timeoutMs?: number;
  } = {},
): Promise<ContactOutcome> {
  const { callBack, timeoutMs = ANSWER_TIMEOUT_MS } = options;
  const body = encodeContactMe(callBack);
  const send = contact.protocol === 'https' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = send(
      {
        host: contact.address,
        port: contact.port,
        path: contact.path,
        method: 'POST',
        agent: false,
        // The one limit, whatever of it is slow: a limit for silence would be lengthened by every sign that dribbles in.
        signal: AbortSignal.timeout(timeoutMs),
        // Phones show certificates of their own making (section 2.2).
        rejectUnauthorized: false,
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'content-length': Buffer.byteLength(body),
          connection: 'close',
        },
      },
      (response) => {
        response.destroy();
        resolve(response.statusCode === 204 ? { asked: true } : { asked: false, problem: refusal(response) });
      },
    );
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ asked: false, problem: refusal(response) });
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ asked: false, problem: problemOf(error, timeoutMs) }),
    );
    // Whatever else may end a request without a word: nobody would ever know its end.
    request.on('close', () => resolve({ asked: false, problem: BROKEN_OFF }));
    request.end(body);
  });
}

const BROKEN_OFF = 'it broke off the connection';

function refusal(response: IncomingMessage): string {
  return `it answered with HTTP status ${response.statusCode}`;
}

function problemOf(error: NodeJS.ErrnoException, timeoutMs: number): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no route to it';
    case 'ECONNRESET':
    case 'EPIPE':
      return BROKEN_OFF;
    case 'ABORT_ERR':
    case 'ETIMEDOUT':
      return `it did not answer within ${timeoutMs / 1_000} s`;
    default:
      return error.code?.startsWith('HPE_') === true
        ? 'its answer is no HTTP'
        : `the request failed (${error.code ?? error.name})`;
  }
}
