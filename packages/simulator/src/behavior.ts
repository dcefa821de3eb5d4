/** How a phone that got no answer tries again. The scheme of real phones is not known (reference, section 19). */
export interface RetryPolicy {
  readonly firstDelayMs: number;
  /** Each delay is this many times the one before. */
  readonly factor: number;
  readonly maxDelayMs: number;
  /** Part of a delay, 0 to 1, that is left to chance, so that phones do not come again all at once. */
  readonly jitter: number;
  /** Attempts for one message; a start-up and a promised call back are tried for ever. */
  readonly attempts: number;
}

/** Times and choices of a phone that its firmware version does not decide. */
export interface PhoneBehavior {
  /** From power-on or restart to `start-up`. */
  readonly bootMs: number;
  /** How much longer than `bootMs` a start may take, by chance. */
  readonly bootJitterMs: number;
  /** From a change at the phone to `local-changes`. */
  readonly localChangeDelayMs: number;
  /** Shortest and longest wait after CleanUp with `overload` (reference, section 10.4). */
  readonly overloadDelayMs: readonly [shortest: number, longest: number];
  readonly retry: RetryPolicy;
  /** How long the phone waits for an answer, from connecting on. */
  readonly answerTimeoutMs: number;
  /** How long a file server may be silent. */
  readonly downloadTimeoutMs: number;
  /** A new nonce for each message, or one for a whole dialogue (reference, section 6). */
  readonly nonce: 'per-message' | 'per-dialogue';
  /** Most items in one piece of a reply, beside `dls-chunk-size`; absent: no limit. */
  readonly itemsPerPiece?: number;
  /** How a transfer by FTP, which is not simulated, is taken to end. */
  readonly ftpResult: 'ok' | 'failed';
  /** Bytes that the phone's link brings in a second; absent: as many as there are. */
  readonly downloadBytesPerSecond?: number;
  /** Whether files are refused during a call. That firmware is, unless it comes at once, is printed; of files nothing is. */
  readonly refusesFilesInCall: boolean;
  /** Items that make the phone restart after the dialogue in which they were written. */
  readonly restartItems: readonly string[];
  /** Contact-me proxy to poll from the start; absent: only when the server writes `dcmp-url`. */
  readonly dcmpUrl?: string;
  readonly dcmpIntervalMs: number;
}

export const DEFAULT_BEHAVIOR: PhoneBehavior = {
  bootMs: 2_000,
  bootJitterMs: 0,
  localChangeDelayMs: 2_000,
  overloadDelayMs: [2_000, 4_000],
  retry: { firstDelayMs: 2_000, factor: 2, maxDelayMs: 120_000, jitter: 0.2, attempts: 5 },
  answerTimeoutMs: 30_000,
  downloadTimeoutMs: 30_000,
  nonce: 'per-message',
  ftpResult: 'ok',
  refusesFilesInCall: false,
  restartItems: [],
  dcmpIntervalMs: 60_000,
};

/**
 * How long to wait before attempt number `attempt` (the first repetition is 1).
 * @param chance a number in [0, 1)
 */
export function retryDelayMs(policy: RetryPolicy, attempt: number, chance: number): number {
  const delay = Math.min(policy.maxDelayMs, policy.firstDelayMs * policy.factor ** (attempt - 1));
  return Math.round(delay * (1 - policy.jitter * chance));
}
