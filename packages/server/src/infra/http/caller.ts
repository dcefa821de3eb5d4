import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/index.ts';

/** Who calls: the account that is signed in, and by which session. */
export interface Caller {
  readonly accountId: string;
  readonly username: string;
  readonly sessionId: string;
  /** Whether nothing but changing the password is allowed. */
  readonly mustChangePassword: boolean;
  /** End of the session if nothing is called any more. */
  readonly expiresAt: Date;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the guard of the sessions feature; read it with `callerOf`. */
    caller: Caller | null;
  }
}

/** @throws AppError `session.required` on a public route that nobody signed in for */
export function callerOf(request: FastifyRequest): Caller {
  if (request.caller === null) throw sessionRequired();
  return request.caller;
}

export function sessionRequired(): AppError {
  return new AppError('session.required', 'Sign in first: the session is missing or has ended.');
}
