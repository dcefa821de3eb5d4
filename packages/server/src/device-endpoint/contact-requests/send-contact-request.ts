import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type CallBack, encodeContactMe } from '@deskfleet/protocol';
import type { ContactAddress } from '../../features/clients/index.ts';

/** A phone that takes longer is taken for one that cannot be reached. */
const ANSWER_TIMEOUT_MS = 8_000;

/** Why a phone was not asked: for people, as a part of a sentence, and what kind it is of. */
export interface ContactProblem {
  readonly problem: { readonly en: string; readonly de: string };
  readonly kind: 'refused' | 'timed-out' | 'no-route' | 'failed';
}

export type ContactOutcome = { readonly asked: true } | ({ readonly asked: false } & ContactProblem);

/** Where a phone is to call; it may depend on the address from which we reach it. */
export type CallBackChoice = CallBack | ((ownAddress: string) => CallBack);

/**
 * Asks a phone to call (protocol reference section 3.1). 204 is the only success. Redirects are not followed and an
 * answer's body is not read.
 *
 * @param options.callBack where to call; absent: the server that the phone knows.
 */
export function sendContactRequest(
  contact: ContactAddress,
  options: {
    readonly callBack?: CallBackChoice;
    readonly timeoutMs?: number;
  } = {},
): Promise<ContactOutcome> {
  const { callBack, timeoutMs = ANSWER_TIMEOUT_MS } = options;
  const open = contact.protocol === 'https' ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const request = open(
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
          connection: 'close',
        },
      },
      (response) => {
        response.destroy();
        resolve(response.statusCode === 204 ? { asked: true } : { asked: false, ...refusal(response) });
      },
    );
    request.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ asked: false, ...refusal(response) });
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ asked: false, ...problemOf(error, timeoutMs) }),
    );
    // Whatever else may end a request without a word: nobody would ever know its end.
    request.on('close', () => resolve({ asked: false, problem: BROKEN_OFF, kind: 'failed' }));
    const send = (choice: CallBack | undefined) => {
      const body = encodeContactMe(choice);
      request.setHeader('content-length', Buffer.byteLength(body));
      request.end(body);
    };
    if (typeof callBack !== 'function') {
      send(callBack);
      return;
    }
    // Our own address towards the phone is known when the connection stands.
    request.on('socket', (socket) => {
      socket.once('connect', () => send(callBack(socket.localAddress ?? '')));
    });
  });
}

const BROKEN_OFF = { en: 'it broke off the connection', de: 'es hat die Verbindung abgebrochen' };

function refusal(response: IncomingMessage): ContactProblem {
  const { statusCode } = response;
  return {
    problem: {
      en: `it answered with HTTP status ${statusCode}`,
      de: `es hat mit dem HTTP-Status ${statusCode} geantwortet`,
    },
    kind: 'failed',
  };
}

function problemOf(error: NodeJS.ErrnoException, timeoutMs: number): ContactProblem {
  switch (error.code) {
    case 'ECONNREFUSED':
      return {
        problem: { en: 'the connection was refused', de: 'die Verbindung wurde abgelehnt' },
        kind: 'refused',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        problem: { en: 'there is no route to it', de: 'es gibt keinen Weg dorthin' },
        kind: 'no-route',
      };
    case 'ECONNRESET':
    case 'EPIPE':
      return { problem: BROKEN_OFF, kind: 'failed' };
    case 'ABORT_ERR':
    case 'ETIMEDOUT':
      return { problem: noAnswerWithin(timeoutMs / 1_000), kind: 'timed-out' };
    default:
      return { problem: otherProblem(error), kind: 'failed' };
  }
}

function noAnswerWithin(seconds: number): ContactProblem['problem'] {
  return {
    en: `it did not answer within ${seconds} s`,
    de: `es hat nicht innerhalb von ${seconds.toLocaleString('de-DE')} s geantwortet`,
  };
}

function otherProblem({ code, name }: NodeJS.ErrnoException): ContactProblem['problem'] {
  if (code?.startsWith('HPE_') === true) {
    return { en: 'its answer is no HTTP', de: 'seine Antwort ist kein HTTP' };
  }
  return {
    en: `the request failed (${code ?? name})`,
    de: `die Anfrage ist fehlgeschlagen (${code ?? name})`,
  };
}
