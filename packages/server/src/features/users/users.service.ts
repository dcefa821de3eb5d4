import type { ClientBase, Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import type { FieldFault } from '../plug-and-play/index.ts';
import { checkLicense } from './license.ts';
import { readUserNumber, readUserPassword } from './user-fields.ts';
import { toUser } from './user-view.ts';
import {
  clientExists,
  countUsers,
  deleteUsers,
  findByNumber,
  findLoggedOn,
  findUser,
  holdUsers,
  insertUsers,
  updateUsers,
} from './users.queries.ts';
import type { NewUser, User, UserChange } from './users.schema.ts';

export interface UserDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: Pick<EventHub, 'changed'>;
  readonly secrets: SecretBox;
}

/**
 * Registers a mobile user.
 *
 * @throws AppError `request.invalid`, `user.exists`, `user.no_license`, `client.not_found`
 */
export async function registerUser(
  { pool, clock, events, secrets }: UserDeps,
  given: NewUser,
  by: string,
): Promise<User> {
  const { e164, password } = readFields({ e164: given.e164, password: given.password });
  const user = await inTransaction(pool, async (tx) => {
    checkLicense((await countUsers(tx)) + 1);
    const baseClientId = given.baseClientId ?? null;
    await refuseUnknownClient(tx, baseClientId);
    const stored = { e164: e164 ?? '', password: secrets.seal(password ?? ''), baseClientId };
    const [id] = await insertUsers(tx, [stored], by, clock.now());
    if (id === undefined) throw userExists(stored.e164);
    return getUser(tx, id);
  });
  events.changed('users', [user.id]);
  return user;
}

/**
 * Changes a mobile user; what is absent stays as it is.
 *
 * @throws AppError `user.not_found`, `request.outdated`, `user.logged_on`, and those of `registerUser`
 */
export async function changeUser(
  { pool, clock, events, secrets }: UserDeps,
  id: string,
  change: UserChange,
  options: { readonly ifMatch: string | undefined; readonly by: string },
): Promise<User> {
  const { e164, password } = readFields(change);
  const user = await inTransaction(pool, async (tx) => {
    await holdUsers(tx, [id]);
    const before = await getUser(tx, id);
    checkIfMatch(options.ifMatch, before);
    if (e164 !== undefined && e164 !== before.e164) {
      // The phone goes by the number that it knows.
      await refuseLoggedOn(tx, [id]);
      if ((await findByNumber(tx, [e164])).length > 0) throw userExists(e164);
    }
    await refuseUnknownClient(tx, change.baseClientId ?? null);
    const { baseClientId } = change;
    await updateUsers(
      tx,
      [
        {
          id,
          ...(e164 === undefined ? {} : { e164 }),
          ...(password === undefined ? {} : { password: secrets.seal(password) }),
          ...(baseClientId === undefined ? {} : { baseClientId }),
        },
      ],
      options.by,
      clock.now(),
    );
    return getUser(tx, id);
  });
  events.changed('users', [id]);
  return user;
}

/**
 * Deletes a mobile user with all that phones keep for it.
 *
 * @throws AppError `user.not_found`, `user.logged_on`, `request.precondition_required`, `request.outdated`
 */
export async function removeUser(
  { pool, events }: UserDeps,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await holdUsers(tx, [id]);
    checkIfMatch(ifMatch, await getUser(tx, id));
    await refuseLoggedOn(tx, [id]);
    await deleteUsers(tx, [id]);
  });
  events.changed('users', [id]);
}

/**
 * Deletes mobile users with all that phones keep for them: all or none.
 *
 * @returns how many there were
 * @throws AppError `user.logged_on`, `request.outdated`
 */
export async function removeUsers(
  { pool, events }: UserDeps,
  ids: readonly string[],
  versions: SeenVersions | undefined,
): Promise<number> {
  const deleted = await inTransaction(pool, async (tx) => {
    checkSeenVersions(versions, await holdUsers(tx, ids));
    await refuseLoggedOn(tx, ids);
    return deleteUsers(tx, ids);
  });
  if (deleted > 0) events.changed('users', ids);
  return deleted;
}

/** @throws AppError `user.not_found` */
export async function getUser(db: Pool | ClientBase, id: string): Promise<User> {
  const row = await findUser(db, id);
  if (row === undefined) throw userNotFound(id);
  return toUser(row);
}

export function userNotFound(id: string): AppError {
  return new AppError(
    'user.not_found',
    `There is no mobile user with the id ${id}: it may have been deleted.`,
  );
}

/** The words of the guide (5.1) come first. */
function userExists(e164: string): AppError {
  const text = {
    en: `E164 user already exists: ${e164} is registered.`,
    de: `E164-Benutzer ist bereits vorhanden: ${e164} ist registriert.`,
  };
  const error: FieldError = { field: 'e164', message: text.en, code: 'user.exists', text };
  return new AppError('user.exists', text.en, { errors: [error] });
}

/** Users who are named in a refusal. */
const MAX_NAMED = 5;

async function refuseLoggedOn(tx: ClientBase, ids: readonly string[]): Promise<void> {
  const loggedOn = await findLoggedOn(tx, ids);
  if (loggedOn.length === 0) return;
  const named = loggedOn.slice(0, MAX_NAMED);
  const errors = named.map(({ e164, deviceId, model }): FieldError => {
    const text = {
      en: `The mobile user ${e164} is logged on at ${deviceId} (${model}): log the user off first.`,
      de: `Der mobile Benutzer ${e164} ist an ${deviceId} (${model}) angemeldet: Melden Sie ihn zuerst ab.`,
    };
    return { field: 'ids', message: text.en, code: 'user.logged_on', text };
  });
  const more = loggedOn.length > named.length ? ` (and ${loggedOn.length - named.length} more)` : '';
  throw new AppError('user.logged_on', `${errors[0]?.message}${more}`, { errors });
}

async function refuseUnknownClient(tx: ClientBase, id: string | null): Promise<void> {
  if (id === null || (await clientExists(tx, id))) return;
  throw new AppError('client.not_found', `There is no client with the id ${id}: it may have been deleted.`);
}

/** @throws AppError `request.invalid` with every field that is wrong */
function readFields(given: { readonly e164?: string; readonly password?: string }): {
  e164?: string;
  password?: string;
} {
  const errors: FieldError[] = [];
  const read = (
    field: 'e164' | 'password',
    reader: (text: string) => { readonly value: string } | FieldFault,
  ): string | undefined => {
    const text = given[field];
    if (text === undefined) return undefined;
    const result = reader(text);
    if ('value' in result) return result.value;
    errors.push({ field, message: result.text.en, code: result.rule, text: { ...result.text } });
    return undefined;
  };
  const e164 = read('e164', readUserNumber);
  const password = read('password', readUserPassword);
  if (errors.length > 0) throw invalidRequest(errors);
  return { ...(e164 === undefined ? {} : { e164 }), ...(password === undefined ? {} : { password }) };
}
