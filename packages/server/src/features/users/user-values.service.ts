import { itemKey } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { lockClients } from '../clients/index.ts';
import {
  type ChangeCause,
  type ClientValue,
  checkContent,
  findDesired,
  findWayBack,
  markValuesDue,
  type OrderedValue,
  recordElementChange,
  refOf,
  sealValues,
  setDesired,
  settle,
  toClientValue,
  type WayBack,
  type WishDetail,
} from '../values/index.ts';
import { keepOwnValues } from './mobility.queries.ts';
import {
  findClientOfUser,
  findUserValues,
  touchUser,
  type UserValueRow,
  writeUserValues,
} from './user-values.queries.ts';
import { holdUsers } from './users.queries.ts';
import type { User } from './users.schema.ts';
import { getUser, type UserDeps } from './users.service.ts';

type Deps = UserDeps & { readonly catalog: CatalogInUse };

/** Everything that is wanted for a user. @throws AppError `user.not_found` */
export async function listUserValues(
  { pool, catalog }: { readonly pool: Pool; readonly catalog: CatalogInUse },
  userId: string,
): Promise<{ user: User; items: ClientValue[] }> {
  const user = await getUser(pool, userId);
  const rows = await findUserValues(pool, userId);
  const items = rows.flatMap((row) =>
    toClientValue(
      undefined,
      settle([wishOf(row, user)], { userLoggedOn: true }),
      undefined,
      catalog.current(),
    ),
  );
  return { user, items };
}

function wishOf(row: UserValueRow, { id, e164 }: User): WishDetail {
  const { item, idx, value, setAt, setBy, drift, refusedStatus, refusedAt } = row;
  return {
    origin: 'user',
    ranking: 0,
    sourceId: id,
    source: { kind: 'user', id, name: e164 },
    ref: refOf(item, idx),
    value,
    setAt,
    setBy,
    drift,
    refusedStatus,
    refusedAt,
  };
}

/**
 * Changes what is wanted for a user: null withdraws. The phone where the user is logged on gets it at once, others with the
 * next logon.
 *
 * @throws AppError `user.not_found`, `request.outdated`, `job.invalid_value`
 */
export async function changeUserValues(
  { pool, clock, events, secrets, catalog }: Deps,
  userId: string,
  values: readonly OrderedValue[],
  options: {
    readonly ifMatch: string | undefined;
    readonly by: string;
    readonly accountId: string | null;
    /** Default: `configure`. */
    readonly cause?: ChangeCause;
  },
): Promise<void> {
  const now = clock.now();
  const clientId = await inTransaction(pool, async (tx) => {
    // Clients go before users, here and where phones log users on.
    const maybeThere = await findClientOfUser(tx, userId);
    await lockClients(tx, maybeThere === null ? [] : [maybeThere]);
    await holdUsers(tx, [userId]);
    checkIfMatch(options.ifMatch, await getUser(tx, userId));
    const existing = await findUserValues(tx, userId);
    const checked = checkContent(
      values,
      existing.map(({ item, idx, value }) => ({ item, index: refOf(item, idx).index ?? null, value })),
      catalog.current(),
      'user',
    );
    const wanted = sealValues(checked, secrets);
    await writeUserValues(tx, userId, wanted, options.by, now);
    const { by, cause = 'configure' } = options;
    const element = { kind: 'user', id: userId } as const;
    await recordElementChange(tx, { element, values: wanted, before: existing, by, cause, jobId: null }, now);
    await touchUser(tx, userId, options.by, now);
    const there = await findClientOfUser(tx, userId);
    if (there === null || there !== maybeThere) return null;
    await keepOwnValues(tx, there, wanted);
    const source = { origin: 'user', sourceId: userId, ranking: 0, catalog: catalog.current() } as const;
    await setDesired(
      tx,
      { clientIds: [there], values: wanted, accountId: options.accountId, jobId: null, source },
      now,
    );
    const inForce = (await findDesired(tx, [there])).get(there);
    const keys = wanted
      .map(({ name, index }) => itemKey(name, index))
      .filter((key) => inForce?.has(key) === true);
    await markValuesDue(tx, new Map([[there, keys]]), now);
    return there;
  });
  events.changed('users', [userId]);
  if (clientId !== null) events.changed('clients', [clientId]);
}

/**
 * Makes a user want again what was wanted before an entry of the history.
 *
 * @returns with the secrets that cannot be brought back
 * @throws AppError as `changeUserValues`, and `history.not_found`, `history.nothing_to_put_back`
 */
export async function putBackUserValues(
  deps: Deps & Pick<ServerContext, 'db'>,
  userId: string,
  entry: { readonly id: string; readonly withLater: boolean },
  options: Omit<Parameters<typeof changeUserValues>[3], 'cause'>,
): Promise<WayBack> {
  const { db, pool } = deps;
  await getUser(pool, userId);
  const current = await findUserValues(pool, userId);
  const way = await findWayBack(db, { kind: 'user', id: userId }, current, entry.id, entry.withLater);
  const values = way.values.map(({ name, ...value }) => ({ item: name, ...value }));
  await changeUserValues(deps, userId, values, { ...options, cause: 'put-back' });
  return way;
}
