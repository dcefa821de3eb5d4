import type { UserRow } from './users.queries.ts';
import type { User } from './users.schema.ts';

/** A mobile user as the API shows it. */
export function toUser(row: UserRow): User {
  return {
    id: row.id,
    e164: row.e164,
    status: row.clientId === null ? 'logged-off' : 'logged-on',
    baseDevice: device(row.baseClientId, row.baseDeviceId, row.baseE164, row.baseModel),
    loggedOnAt: device(row.clientId, row.deviceId, row.deviceE164, row.model),
    since: row.loggedOnAt?.toISOString() ?? null,
    lastLogonAt: row.lastLogonAt?.toISOString() ?? null,
    lastLogoffAt: row.lastLogoffAt?.toISOString() ?? null,
    profileBytes: row.profileBytes,
    valueCount: row.valueCount,
    leavingJobId: row.leavingJobId,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
  };
}

function device(
  clientId: string | null,
  deviceId: string | null,
  e164: string | null,
  model: string | null,
): User['baseDevice'] {
  return clientId === null || deviceId === null
    ? null
    : { clientId, deviceId, e164: e164 ?? '', model: model ?? '' };
}
