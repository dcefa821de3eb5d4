import { REQUESTED_WITH } from './early-session.ts';
import { ApiError, toApiError, unexpectedAnswer } from './problem.ts';
import { sessionGate } from './session-gate.ts';
import type { UploadStep } from './types.ts';

/** Bytes of a file that is uploaded. */
export interface Portion {
  /** Where they belong in the file. */
  offset: number;
  bytes: Blob;
  /** How many of them are on their way already. */
  onProgress: (bytes: number) => void;
}

/**
 * Sends a portion of a file; unlike `fetch`, the browser tells how far it has come.
 *
 * @throws {ApiError} with the server's code and sentence, or `network.unreachable`
 */
export async function sendPortion(path: string, portion: Portion, signal: AbortSignal): Promise<UploadStep> {
  const { status, body } = await send(path, portion, signal);
  if (status === 200) return body as UploadStep;
  const problem = toApiError(new Response(null, { status }), body);
  if (problem.code !== 'session.required') throw problem;
  await sessionGate.waitForSignIn();
  return sendPortion(path, portion, signal);
}

function send(
  path: string,
  { offset, bytes, onProgress }: Portion,
  signal: AbortSignal,
): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    signal.addEventListener('abort', abort, { once: true });
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
    request.addEventListener('error', () =>
      reject(new ApiError({ code: 'network.unreachable', status: 0, message: 'The server did not answer.' })),
    );
    request.addEventListener('load', () => {
      try {
        resolve({ status: request.status, body: JSON.parse(request.responseText) as unknown });
      } catch {
        reject(unexpectedAnswer(request.status));
      }
    });
    request.open('PATCH', path);
    for (const [name, value] of Object.entries(REQUESTED_WITH)) request.setRequestHeader(name, value);
    request.setRequestHeader('content-type', 'application/offset+octet-stream');
    request.setRequestHeader('upload-offset', String(offset));
    if (signal.aborted) reject(new DOMException('given up', 'AbortError'));
    else request.send(bytes);
  });
}
