import type { ClientBase, Pool } from 'pg';
import type { Db } from '../../infra/db/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { lockClients } from '../clients/index.ts';
import { announceJob, type JobDeps, type OrderedUser, storeJob } from '../jobs/index.ts';
import { getMobilitySettings } from '../settings/index.ts';
import {
  findPhones,
  findUsersToOrder,
  type PhoneForUser,
  type UserToOrder,
} from './mobility-orders.queries.ts';
import { deleteUsers, holdUsers, markLeaving } from './users.queries.ts';
import { userNotFound } from './users.service.ts';

export type OrderDeps = JobDeps & { readonly pool: Pool; readonly db: Db };

/** When an administrator wants it. */
export interface OrderTiming {
  readonly initiator: { readonly id: string | null; readonly name: string };
  readonly scheduledAt?: Date;
  readonly timeoutSeconds?: number;
}

/** Who is to be logged on, and where. */
export interface WantedLogons {
  readonly users: readonly { readonly userId: string; readonly clientId?: string }[];
  /** Users who cannot be logged on now are left out. */
  readonly skipUnfit?: boolean;
}

/**
 * Orders a forced logon: at the phone that is named, else at the base device.
 *
 * @returns the id of the job
 * @throws AppError `user.not_found`, `user.logged_on`, `user.no_phone`
 */
export async function orderLogons(
  deps: OrderDeps,
  { users: wanted, skipUnfit = false }: WantedLogons,
  timing: OrderTiming,
): Promise<string> {
  const { forcedLogonSeconds } = await getMobilitySettings(deps);
  return order(deps, forcedLogonSeconds, timing, async (tx) => {
    const users = await findUsersToOrder(
      tx,
      wanted.map(({ userId }) => userId),
    );
    const chosen = wanted.map(({ userId, clientId }) => {
      const user = users.get(userId);
      if (user === undefined) throw userNotFound(userId);
      return { user, clientId: clientId ?? user.baseClientId };
    });
    const clientIds = chosen.flatMap(({ clientId }) => clientId ?? []);
    await lockClients(tx, clientIds);
    const phones = await findPhones(tx, clientIds);
    const ordered: Record<string, OrderedUser> = {};
    const errors: FieldError[] = [];
    for (const [place, { user, clientId }] of chosen.entries()) {
      const phone = clientId === null ? undefined : phones.get(clientId);
      const refusal = refuseLogon(user, phone, ordered);
      if (refusal !== undefined) errors.push({ field: `users.${place}`, ...refusal });
      else if (clientId !== null) ordered[clientId] = { id: user.id, e164: user.e164 };
    }
    const [first] = errors;
    if (first !== undefined && !(skipUnfit && Object.keys(ordered).length > 0)) {
      const code = first.code === 'user.logged_on' ? 'user.logged_on' : 'user.no_phone';
      throw new AppError(code, first.message, { errors: errors.slice(0, 100) });
    }
    return { type: 'logon', users: ordered };
  });
}

/**
 * Orders a forced logoff of those who are logged on.
 *
 * @returns the id of the job
 * @throws AppError `user.not_logged_on`
 */
export async function orderLogoffs(
  deps: OrderDeps,
  ids: readonly string[],
  timing: OrderTiming,
): Promise<string> {
  const { forcedLogoffSeconds } = await getMobilitySettings(deps);
  return order(deps, forcedLogoffSeconds, timing, async (tx) => {
    const ordered = placesOf((await findUsersToOrder(tx, ids)).values());
    if (Object.keys(ordered).length === 0) {
      throw new AppError(
        'user.not_logged_on',
        'None of the mobile users is logged on: there is nobody to log off.',
      );
    }
    return { type: 'logoff', users: ordered };
  });
}

/**
 * Deletes mobile users with all that phones keep for them. Those who are logged on are logged off by one job; each of them is
 * deleted in the transaction in which the phone lets the user go. Who is still logged on when the job ends stays.
 *
 * @returns how many are gone now, and the id of the job, if there is one
 * @throws AppError `request.outdated`
 */
export async function removeWithLogoff(
  deps: OrderDeps,
  ids: readonly string[],
  versions: SeenVersions | undefined,
  timing: OrderTiming,
): Promise<{ readonly deleted: number; readonly jobId: string | null }> {
  const { forcedLogoffSeconds } = await getMobilitySettings(deps);
  const { deleted, order } = await inTransaction(deps.pool, async (tx) => {
    checkSeenVersions(versions, await holdUsers(tx, ids));
    const users = [...(await findUsersToOrder(tx, ids)).values()];
    const leaving = users.filter(({ clientId }) => clientId !== null).map(({ id }) => id);
    const others = users.filter(({ clientId }) => clientId === null).map(({ id }) => id);
    const gone = await deleteUsers(tx, others);
    if (leaving.length === 0) return { deleted: gone, order: undefined };
    const logoff = { type: 'logoff', users: placesOf(users) } as const;
    const stored = await storeOrder(tx, deps, logoff, forcedLogoffSeconds, timing);
    await markLeaving(tx, leaving, stored.jobId);
    return { deleted: gone, order: stored };
  });
  deps.events.changed('users', ids);
  if (order !== undefined) await announceJob(deps, order, order);
  return { deleted, jobId: order?.jobId ?? null };
}

/** Users by the client at which they are logged on. */
function placesOf(users: Iterable<UserToOrder>): Record<string, OrderedUser> {
  const places: Record<string, OrderedUser> = {};
  for (const { id, e164, clientId } of users) if (clientId !== null) places[clientId] = { id, e164 };
  return places;
}

interface MobilityWork {
  readonly type: 'logon' | 'logoff';
  /** By client. */
  readonly users: Readonly<Record<string, OrderedUser>>;
}

async function order(
  deps: OrderDeps,
  waitSeconds: number,
  timing: OrderTiming,
  decide: (tx: ClientBase) => Promise<MobilityWork>,
): Promise<string> {
  const stored = await inTransaction(deps.pool, async (tx) =>
    storeOrder(tx, deps, await decide(tx), waitSeconds, timing),
  );
  await announceJob(deps, stored, stored);
  return stored.jobId;
}

/** @param waitSeconds how long an order without a time of its own is put off */
async function storeOrder(
  tx: ClientBase,
  deps: OrderDeps,
  work: MobilityWork,
  waitSeconds: number,
  { scheduledAt, ...timing }: OrderTiming,
) {
  const later =
    scheduledAt ??
    (waitSeconds === 0 ? undefined : new Date(deps.clock.now().getTime() + waitSeconds * 1_000));
  const clientIds = Object.keys(work.users);
  const when = later === undefined ? {} : { scheduledAt: later };
  return { ...(await storeJob(tx, deps, { ...timing, ...when, ...work, clientIds })), clientIds };
}

function refuseLogon(
  user: { readonly e164: string; readonly deviceId: string | null },
  phone: PhoneForUser | undefined,
  ordered: Readonly<Record<string, OrderedUser>>,
): Omit<FieldError, 'field'> | undefined {
  const refusal = (code: string, text: { en: string; de: string }) => ({ message: text.en, code, text });
  if (user.deviceId !== null) {
    return refusal('user.logged_on', {
      en: `The mobile user ${user.e164} is logged on at ${user.deviceId} already: log the user off there first.`,
      de: `Der mobile Benutzer ${user.e164} ist bereits an ${user.deviceId} angemeldet: Melden Sie ihn dort zuerst ab.`,
    });
  }
  if (phone === undefined) {
    return refusal('user.no_phone', {
      en: `The mobile user ${user.e164} has no base device: choose a phone.`,
      de: `Der mobile Benutzer ${user.e164} hat kein Basisgerät: Wählen Sie ein Telefon.`,
    });
  }
  const name = `${phone.deviceId} (${phone.model})`;
  if (!phone.mobilityEnabled) {
    return refusal('user.no_phone', {
      en: `Mobility is not enabled on ${name}: enable it first, or choose another phone.`,
      de: `Auf ${name} ist Mobilität nicht aktiviert: Aktivieren Sie sie zuerst oder wählen Sie ein anderes Telefon.`,
    });
  }
  const who = phone.userE164 ?? ordered[phone.clientId]?.e164;
  if (who !== undefined) {
    return refusal('user.no_phone', {
      en: `The mobile user ${who} has or gets ${name}: choose another phone.`,
      de: `Der mobile Benutzer ${who} hat oder bekommt ${name}: Wählen Sie ein anderes Telefon.`,
    });
  }
  return undefined;
}
