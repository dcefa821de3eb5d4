import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { encodeContactMe } from '@deskfleet/protocol';
import type { ContactAddress } from '../../features/clients/index.ts';

const TIMEOUT_MS = 8_000;

export type ContactOutcome = { readonly asked: true } | { readonly asked: false; readonly problem: string };

/**
 * Asks a phone to call (protocol reference section 3.1). 204 is the only success. Redirects are not followed and an
 * answer's body is not read.
 *
 * @param callBack where to call; absent: the server that the phone knows.
 */
export function sendContactRequest(
  contact: ContactAddress,
  callBack?: { readonly address: string; readonly port: number },
): Promise<ContactOutcome> {
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
        timeout: TIMEOUT_MS,
        signal: AbortSignal.timeout(TIMEOUT_MS),
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
        resolve(
          response.statusCode === 204
            ? { asked: true }
            : { asked: false, problem: `it answered with HTTP status ${response.statusCode}` },
        );
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ asked: false, problem: problemOf(error) }),
    );
    request.end(body);
  });
}

function problemOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no route to it';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'it broke off the connection';
    case 'ABORT_ERR':
    case 'ETIMEDOUT':
      return `it did not answer within ${TIMEOUT_MS / 1_000} s`;
    default:
      return error.name === 'TimeoutError' || error.name === 'AbortError'
        ? `it did not answer within ${TIMEOUT_MS / 1_000} s`
        : `the request failed (${error.code ?? error.name})`;
  }
}
