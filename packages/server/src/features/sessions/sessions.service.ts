import type { ServerContext } from '../../infra/context.ts';
import type { Db } from '../../infra/db/index.ts';
import type { Caller } from '../../infra/http/caller.ts';
import { makeBearerToken, makeCookieToken, tokenHash } from './session-token.ts';
import {
  allowEverything,
  deleteOtherSessions,
  deleteSession,
  deleteSurplusSessions,
  findSession,
  insertSession,
  prolongSession,
} from './sessions.queries.ts';

type SessionTools = Pick<ServerContext, 'db' | 'clock' | 'events'>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A session ends when nothing is called for `idleMs`, and `absoluteMs` after signing in whatever happens. */
const lifetimes = {
  normal: { idleMs: 12 * HOUR_MS, absoluteMs: 7 * DAY_MS },
  kept: { idleMs: 30 * DAY_MS, absoluteMs: 90 * DAY_MS },
} as const;
/** Calls within this time after the last one prolong nothing: reading must not write every time. */
const PROLONG_AFTER_MS = 60_000;
/** Programs that sign in for every call must not pile up sessions. */
const MAX_SESSIONS = 200;
const MAX_USER_AGENT = 300;

/** A session about to begin. */
export interface NewSession {
  readonly account: {
    readonly id: string;
    readonly username: string;
    readonly mustChangePassword: boolean;
  };
  /** For a browser's cookie, or as bearer token for a program. */
  readonly kind: 'browser' | 'token';
  readonly keepSignedIn: boolean;
  readonly address: string;
  readonly userAgent: string;
}

/** A session that has begun, with its token: this is the only time that it is to be had. */
export interface SessionGrant {
  readonly sessionId: string;
  /** Known to nobody but whoever signed in; the database keeps only its digest. */
  readonly token: string;
  /** End if nothing is called any more. */
  readonly expiresAt: Date;
  /** End whatever happens. */
  readonly endsAt: Date;
}

/** Opens a session for an account that has proved who it is. */
export async function createSession(
  tools: SessionTools & Pick<ServerContext, 'secrets'>,
  session: NewSession,
): Promise<SessionGrant> {
  const now = tools.clock.now();
  const endsAt = new Date(now.getTime() + lifetimeOf(session).absoluteMs);
  const token =
    session.kind === 'browser'
      ? makeCookieToken()
      : makeBearerToken(tools.secrets, { accountId: session.account.id, issuedAt: now, expiresAt: endsAt });
  const expiresAt = expiry({ ...session, createdAt: now }, now);
  const { sessionId, surplus } = await tools.db.transaction().execute(async (trx) => ({
    sessionId: await insertSession(trx, {
      tokenHash: tokenHash(token),
      accountId: session.account.id,
      username: session.account.username,
      mustChangePassword: session.account.mustChangePassword,
      kind: session.kind,
      keepSignedIn: session.keepSignedIn,
      address: session.address,
      userAgent: session.userAgent.slice(0, MAX_USER_AGENT),
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    }),
    surplus: await deleteSurplusSessions(trx, session.account.id, MAX_SESSIONS, now),
  }));
  if (surplus.length > 0) tools.events.changed('sessions', surplus);
  return { sessionId, token, expiresAt, endsAt };
}

/** Who a token belongs to, unless its session has ended. Calling prolongs the session. */
export async function findSessionByToken(
  tools: Pick<SessionTools, 'db' | 'clock'>,
  token: string,
): Promise<Caller | undefined> {
  const now = tools.clock.now();
  const session = await findSession(tools.db, tokenHash(token), now);
  if (session === undefined) return undefined;
  const { id, accountId, username, mustChangePassword } = session;
  const caller = { sessionId: id, accountId, username, mustChangePassword };
  if (now.getTime() - session.lastSeenAt.getTime() < PROLONG_AFTER_MS) {
    return { ...caller, expiresAt: session.expiresAt };
  }
  const expiresAt = expiry(session, now);
  await prolongSession(tools.db, id, { lastSeenAt: now, expiresAt });
  return { ...caller, expiresAt };
}

/** Signs out: the token is worth nothing from now on, on every node. */
export async function endSession(
  tools: Pick<SessionTools, 'db' | 'events'>,
  sessionId: string,
): Promise<void> {
  await deleteSession(tools.db, sessionId);
  tools.events.changed('sessions', [sessionId]);
}

/**
 * Ends every session of an account but one, which may do everything from now on: for after a change of the password.
 *
 * @returns the ended sessions: announce them as `sessions` after the commit
 */
export async function endOtherSessions(trx: Db, accountId: string, keepId: string): Promise<string[]> {
  await allowEverything(trx, keepId);
  return deleteOtherSessions(trx, accountId, keepId);
}

function lifetimeOf(session: { readonly keepSignedIn: boolean }) {
  return session.keepSignedIn ? lifetimes.kept : lifetimes.normal;
}

function expiry(session: { readonly keepSignedIn: boolean; readonly createdAt: Date }, now: Date): Date {
  const { idleMs, absoluteMs } = lifetimeOf(session);
  return new Date(Math.min(now.getTime() + idleMs, session.createdAt.getTime() + absoluteMs));
}
