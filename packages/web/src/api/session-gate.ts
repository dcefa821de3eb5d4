import { ApiError } from './problem.ts';

/**
 * Holds requests back while nobody is signed in.
 *
 * A request that the server refuses because the session ended waits here until somebody has signed in again in
 * place, and is then sent once more: what was typed or ordered is not lost by a time-out.
 */
export interface SessionGate {
  /** Resolves after the next sign-in; rejects when the user gives up. */
  waitForSignIn(): Promise<void>;
  open(): void;
  /** Lets every waiting request fail: the user signed out instead. */
  abandon(): void;
  isClosed(): boolean;
  subscribe(listener: () => void): () => void;
}

interface Waiter {
  resolve: () => void;
  reject: (reason: Error) => void;
}

function signedOut(): ApiError {
  return new ApiError({
    code: 'session.signed_out',
    status: 401,
    message: 'Signed out while the request waited.',
  });
}

export function createSessionGate(): SessionGate {
  const listeners = new Set<() => void>();
  let waiters: Waiter[] = [];
  let closed = false;

  const settle = (finish: (waiter: Waiter) => void): void => {
    const settled = waiters;
    waiters = [];
    closed = false;
    for (const waiter of settled) finish(waiter);
    for (const listener of listeners) listener();
  };

  return {
    waitForSignIn() {
      return new Promise((resolve, reject) => {
        waiters.push({ resolve, reject });
        if (closed) return;
        closed = true;
        for (const listener of listeners) listener();
      });
    },
    open: () => settle((waiter) => waiter.resolve()),
    abandon: () => settle((waiter) => waiter.reject(signedOut())),
    isClosed: () => closed,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The app's one gate. */
export const sessionGate: SessionGate = createSessionGate();
