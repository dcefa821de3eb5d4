import type { CurrentState, FieldProblem, Problem } from './types.ts';

/**
 * A request that did not succeed.
 *
 * `code` is the server's stable code (`feature.reason`), or `network.unreachable` when no answer came,
 * or `server.unexpected` when the answer was not one of the API's.
 */
export class ApiError extends Error {
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | null;
  readonly requestId: string | null;
  /** What is there now, when somebody else was faster. */
  readonly current: CurrentState | null;

  constructor(options: {
    code: string;
    status: number;
    message: string;
    fields?: readonly FieldProblem[];
    retryAfterSeconds?: number | null;
    requestId?: string | null;
    current?: CurrentState | null;
    cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'ApiError';
    this.code = options.code;
    this.status = options.status;
    this.fields = options.fields ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.requestId = options.requestId ?? null;
    this.current = options.current ?? null;
  }

  /** The server's sentences for one field, in its order. */
  fieldMessages(field: string): string[] {
    return this.fields.filter((entry) => entry.field === field).map((entry) => entry.message);
  }
}

function isProblem(body: unknown): body is Problem {
  return (
    typeof body === 'object' &&
    body !== null &&
    'code' in body &&
    typeof body.code === 'string' &&
    'status' in body &&
    typeof body.status === 'number'
  );
}

/** Seconds of a `Retry-After` header (RFC 9110 section 10.2.3: seconds or an HTTP date), or null. */
export function parseRetryAfter(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null;
  if (/^\d+$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - nowMs) / 1000));
}

/** Turns an unsuccessful answer into an {@link ApiError}; a body that is no problem document is tolerated. */
export function toApiError(response: Response, body: unknown): ApiError {
  const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), Date.now());
  if (isProblem(body)) {
    return new ApiError({
      code: body.code,
      status: body.status,
      message: body.detail || body.title,
      fields: body.errors ?? [],
      retryAfterSeconds,
      requestId: body.requestId,
      current: body.current ?? null,
    });
  }
  return unexpectedAnswer(response.status, retryAfterSeconds);
}

/** An answer that is none of the API's: something else stands between browser and server, or versions differ. */
export function unexpectedAnswer(status = 0, retryAfterSeconds: number | null = null): ApiError {
  return new ApiError({
    code: 'server.unexpected',
    status,
    message: 'The answer was not one of this server.',
    retryAfterSeconds,
  });
}
