import type { Pool } from 'pg';
import type { Db } from '../../infra/db/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { lockClients } from '../clients/index.ts';
import { announceJob, type JobDeps, type OrderedUser, storeJob } from '../jobs/index.ts';
import { getMobilitySettings } from '../settings/index.ts';
import { findPhones, findUsersToOrder, type PhoneForUser } from './mobility-orders.queries.ts';
import { userNotFound } from './users.service.ts';

export type OrderDeps = JobDeps & { readonly pool: Pool; readonly db: Db };

/** When an administrator wants it. */
export interface OrderTiming {
  readonly initiator: { readonly id: string | null; readonly name: string };
  readonly scheduledAt?: Date;
  readonly timeoutSeconds?: number;
}

/**
 * Orders a forced logon: at the phone that is named, else at the base device.
 *
 * @returns the id of the job
 * @throws AppError `user.not_found`, `user.logged_on`, `user.no_phone`
 */
export async function orderLogons(
  deps: OrderDeps,
  wanted: readonly { readonly userId: string; readonly clientId?: string }[],
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
    const taken = new Set<string>();
    const errors = chosen.flatMap(({ user, clientId }, place) => {
      const refusal = refuseLogon(user, clientId === null ? undefined : phones.get(clientId), taken);
      if (clientId !== null) taken.add(clientId);
      return refusal === undefined ? [] : [{ field: `users.${place}`, ...refusal }];
    });
    const [first] = errors;
    if (first !== undefined) {
      const code = first.code === 'user.logged_on' ? 'user.logged_on' : 'user.no_phone';
      throw new AppError(code, first.message, { errors: errors.slice(0, 100) });
    }
    const ordered: Record<string, OrderedUser> = {};
    for (const { user, clientId } of chosen) {
      if (clientId !== null) ordered[clientId] = { id: user.id, e164: user.e164 };
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
    const users = await findUsersToOrder(tx, ids);
    const ordered: Record<string, OrderedUser> = {};
    for (const { id, e164, clientId } of users.values()) {
      if (clientId !== null) ordered[clientId] = { id, e164 };
    }
    if (Object.keys(ordered).length === 0) {
      throw new AppError(
        'user.not_logged_on',
        'None of the mobile users is logged on: there is nobody to log off.',
      );
    }
    return { type: 'logoff', users: ordered };
  });
}

async function order(
  deps: OrderDeps,
  waitSeconds: number,
  { scheduledAt, ...timing }: OrderTiming,
  decide: (
    tx: Parameters<Parameters<typeof inTransaction>[1]>[0],
  ) => Promise<{ type: 'logon' | 'logoff'; users: Readonly<Record<string, OrderedUser>> }>,
): Promise<string> {
  const later =
    scheduledAt ??
    (waitSeconds === 0 ? undefined : new Date(deps.clock.now().getTime() + waitSeconds * 1_000));
  const { stored, clientIds } = await inTransaction(deps.pool, async (tx) => {
    const { type, users } = await decide(tx);
    const clients = Object.keys(users);
    const job = { ...timing, ...(later === undefined ? {} : { scheduledAt: later }), type, users };
    return { stored: await storeJob(tx, deps, { ...job, clientIds: clients }), clientIds: clients };
  });
  await announceJob(deps, { clientIds }, stored);
  return stored.jobId;
}

function refuseLogon(
  user: { readonly e164: string; readonly deviceId: string | null },
  phone: PhoneForUser | undefined,
  taken: ReadonlySet<string>,
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
  if (phone.userE164 !== null || taken.has(phone.clientId)) {
    const who = phone.userE164 ?? '';
    return refusal('user.no_phone', {
      en: `Another mobile user ${who === '' ? 'of this order' : who} has ${name}: choose another phone.`,
      de: `Ein anderer mobiler Benutzer ${who === '' ? 'dieses Auftrags' : who} hat ${name}: Wählen Sie ein anderes Telefon.`,
    });
  }
  return undefined;
}
