import type { Pool } from 'pg';
import type { OpenTarget } from '../../features/jobs/index.ts';
import { findMobileUsersById, findPlaces, findProfile } from '../../features/users/index.ts';
import type { LogoffWork, LogonWork } from '../dialogue/dialogue.ts';

/** A target of a job that logs mobile users on or off. */
export type UserTarget = Extract<OpenTarget, { type: 'logon' | 'logoff' }>;

export function isUserTarget(target: OpenTarget): target is UserTarget {
  return target.type === 'logon' || target.type === 'logoff';
}

/** What is ordered for mobile users, by target; costs nothing where nothing is. */
export async function loadUserWork(
  pool: Pool,
  targets: readonly OpenTarget[],
): Promise<Map<string, LogonWork | LogoffWork>> {
  const work = new Map<string, LogonWork | LogoffWork>();
  const ofUsers = targets.filter(isUserTarget);
  if (ofUsers.length === 0) return work;
  const users = await findMobileUsersById(
    pool,
    ofUsers.map(({ user }) => user.id),
  );
  const places = await findPlaces(
    pool,
    ofUsers.map(({ clientId }) => clientId),
  );
  for (const { targetId, clientId, type, user: ordered } of ofUsers) {
    const user = users.get(ordered.id);
    const e164 = user?.e164 ?? ordered.e164;
    const isHere = user !== undefined && user.clientId === clientId;
    if (type === 'logoff') {
      work.set(targetId, { kind: type, targetId, userId: ordered.id, e164, isHere });
      continue;
    }
    const place = places.get(clientId);
    const occupiedBy = place?.userId == null || place.userId === ordered.id ? undefined : (place.e164 ?? '');
    work.set(targetId, {
      kind: type,
      targetId,
      userId: ordered.id,
      e164,
      place:
        user === undefined ? 'deleted' : isHere ? 'here' : user.clientId === null ? 'nowhere' : 'elsewhere',
      confirmed: isHere && user.confirmed,
      elsewhere: user?.deviceId ?? '',
      occupiedBy,
      mobilityEnabled: place?.enabled === true,
      profile: user === undefined ? [] : await findProfile(pool, user),
    });
  }
  return work;
}
