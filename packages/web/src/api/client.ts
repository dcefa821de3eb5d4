import createClient from 'openapi-fetch';
import { REQUESTED_WITH, SESSION_PATH, takeEarlySession } from './early-session.ts';
import { ApiError, toApiError } from './problem.ts';
import { sessionGate } from './session-gate.ts';
import type { paths } from './types.ts';

async function codeOf(response: Response): Promise<string | null> {
  try {
    const body: unknown = await response.clone().json();
    return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : null;
  } catch {
    return null;
  }
}

async function send(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname;
  // The session's own calls must see their 401 at once: they are how the app learns who is signed in.
  if (path === SESSION_PATH) {
    return (request.method === 'GET' ? takeEarlySession() : null) ?? fetch(request);
  }
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401 || (await codeOf(response)) !== 'session.required') return response;
  await sessionGate.waitForSignIn();
  return fetch(again);
}

/** Typed by the API's description; resolves to data or error, see {@link answer}. */
export const api = createClient<paths>({ baseUrl: '', headers: REQUESTED_WITH, fetch: send });

/**
 * The data of a call.
 *
 * @throws {ApiError} with the server's code and sentence, or `network.unreachable`.
 */
export async function answer<T>(
  call: Promise<{ data?: T | undefined; error?: unknown; response: Response }>,
): Promise<T> {
  let result: Awaited<typeof call>;
  try {
    result = await call;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError({
      code: 'network.unreachable',
      status: 0,
      message: 'The server did not answer.',
      cause,
    });
  }
  if (!result.response.ok || result.data === undefined) {
    throw toApiError(result.response, result.error);
  }
  return result.data;
}

/** Waits for a call that answers without content. @throws {ApiError} as {@link answer} does. */
export async function done(call: Promise<{ error?: unknown; response: Response }>): Promise<void> {
  await answer(call.then((result) => ({ ...result, data: true as const })));
}
