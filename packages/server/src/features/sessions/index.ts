export { clearSessionCookie, sessionCookieOf, setSessionCookie } from './session-cookie.ts';
export { guardSessions } from './sessions.guard.ts';
export { findSessionEnd } from './sessions.queries.ts';
export {
  createSession,
  endOtherSessions,
  endSession,
  findSessionByToken,
  type NewSession,
  type SessionGrant,
} from './sessions.service.ts';
