import { type ErrorCode, errorStatus } from './error-codes.ts';

export { type ErrorCode, errorStatus } from './error-codes.ts';

/** One refused input field, shown beside the field in the app. */
export interface FieldError {
  /** Path of the field in the request, e.g. `values.0.value`. */
  readonly field: string;
  /** One sentence that says what is wrong and what is allowed. */
  readonly message: string;
  /** Stable code of what is wrong, e.g. that of the catalog: `parameter.out_of_range`. */
  readonly code?: string;
  /** The sentence in both languages; `message` is the English one. */
  readonly text?: { readonly en: string; readonly de: string };
}

/** What somebody else has made of a thing in the meantime, so that the two can be compared. */
export interface CurrentState {
  /** The thing as a `GET` answers it now. */
  readonly state: object;
  /** Its entity tag, for the next try. */
  readonly etag: string;
  /** User name of who changed it last; null when nobody knows. */
  readonly changedBy: string | null;
  readonly changedAt: string;
}

export interface AppErrorOptions {
  readonly errors?: readonly FieldError[];
  /** Seconds after which trying again makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds?: number;
  readonly current?: CurrentState;
  readonly cause?: unknown;
}

/**
 * An error an administrator may read. `message` is one public sentence without secrets; what only
 * the log may know travels as `cause`.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly retryAfterSeconds: number | undefined;
  readonly current: CurrentState | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = errorStatus[code];
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.current = options.current;
  }
}
