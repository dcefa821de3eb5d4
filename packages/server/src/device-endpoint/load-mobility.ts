import { timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import {
  findMobileUsers,
  findMobilityParameters,
  findOwnProfile,
  findProfile,
  findUserData,
  type MobileUser,
  type MobilityWords,
} from '../features/users/index.ts';
import type { SecretBox } from '../infra/secrets/index.ts';
import type { MobilityFacts } from './dialogue/dialogue.ts';

export interface MobilityDeps {
  readonly pool: Pool;
  readonly secrets: SecretBox;
  /** Guide 13.5: mobility is operated with enhanced security. */
  readonly isEnhanced: () => boolean;
}

/** After too many wrong passwords in a row nobody logs on with this number for so long. */
const LOCK_MS = 5 * 60_000;
/** Wrong passwords in a row where the phone does not say how many it allows. */
const DEFAULT_ATTEMPTS = 10;

/**
 * What decides on a message that concerns mobile users. Passwords are compared here, so that the dialogue never sees them.
 *
 * @param containers those that are asked for
 */
export async function loadMobility(
  { pool, secrets, isEnhanced }: MobilityDeps,
  clientId: string,
  words: MobilityWords,
  containers: readonly string[],
  now: Date,
): Promise<MobilityFacts> {
  const { here, named } = await findMobileUsers(pool, clientId, words.e164);
  const isLogon = words.request === 'logon';
  const parameters = await findMobilityParameters(pool, clientId);
  return {
    clientId,
    words: { ...words, password: '' },
    here: here && { userId: here.id, e164: here.e164, confirmed: here.confirmed },
    named: named && {
      userId: named.id,
      e164: named.e164,
      clientId: named.clientId,
      passwordMatches: isLogon && isPassword(secrets, named, words.password),
      isLocked: isLocked(named, parameters.logonAttempts, now),
    },
    profile: isLogon && named !== undefined ? await findProfile(pool, named) : [],
    own: await findOwnProfile(pool, clientId, here?.id ?? '0'),
    data: here === undefined || containers.length === 0 ? [] : await findUserData(pool, here.id, containers),
    logoffPasswordMatches:
      parameters.passwordOnLogoff && words.request === 'logoff' && here !== undefined
        ? isPassword(secrets, here, words.password)
        : undefined,
    isPrivate: parameters.isPrivate,
    isEnhanced: isEnhanced(),
  };
}

function isPassword(secrets: SecretBox, { password }: MobileUser, typed: string): boolean {
  // Of equal length whatever was typed, so that the time says nothing.
  const [wanted, given] = [secrets.open(password), typed].map((text) =>
    Buffer.from(secrets.fingerprint(text)),
  );
  return wanted !== undefined && given !== undefined && timingSafeEqual(wanted, given);
}

function isLocked(
  { failedAttempts, lastFailedAt }: MobileUser,
  allowed: number | undefined,
  now: Date,
): boolean {
  if (lastFailedAt === null || allowed === Number.POSITIVE_INFINITY) return false;
  const recent = now.getTime() - lastFailedAt.getTime() < LOCK_MS;
  return recent && failedAttempts >= (allowed ?? DEFAULT_ATTEMPTS);
}
