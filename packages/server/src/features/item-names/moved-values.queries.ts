import { type Catalog, fitsIndex, type IndexRule, type Parameter } from '@deskfleet/catalog';
import type { ClientBase } from 'pg';
import { moveOrders } from '../jobs/index.ts';
import { moveContent } from '../templates/index.ts';
import { moveUserValues } from '../users/index.ts';
import { moveDesired, type ValueMove } from '../values/index.ts';

const NO_INDEX = -1;

/**
 * Brings what is wanted, and orders that are under way, from one state of the catalog to another. Drift and the history follow
 * in portions: see `followCorrections`.
 *
 * @returns whether anything has to follow
 */
export async function moveWantedValues(
  tx: ClientBase,
  before: Catalog,
  after: Catalog,
  parameterIds: readonly string[],
): Promise<boolean> {
  const moves = parameterIds.flatMap((id) => {
    const old = before.findParameter(id);
    const now = after.findParameter(id);
    return old === undefined || now === undefined ? [] : movesOf(old, now, before);
  });
  if (moves.length === 0) return false;
  await moveDesired(tx, moves);
  await moveContent(tx, moves);
  await moveUserValues(tx, moves);
  await moveOrders(tx, moves);
  await tx.query(
    `insert into value_moves (moves, last_change) select $1, coalesce(max(id), 0) from value_changes`,
    [JSON.stringify(moves)],
  );
  return true;
}

/** Moves that drift and history have still to follow, and how far they have come. */
export interface MovesUnderWay {
  readonly id: string;
  readonly moves: readonly ValueMove[];
  /** Clients up to this id have been compared. */
  readonly clientAfter: string;
  /** Entries of the history up to this id have been renamed. */
  readonly changeAfter: string;
  readonly lastChange: string;
}

/** The oldest moves that are under way, for one node at a time: they are followed in the order of the corrections. */
export async function takeMoves(tx: ClientBase): Promise<MovesUnderWay | undefined> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('follow corrections', 0))`);
  const { rows } = await tx.query<MovesUnderWay>(
    `select id, moves, client_after as "clientAfter", change_after as "changeAfter", last_change as "lastChange"
     from value_moves order by id limit 1`,
  );
  return rows[0];
}

/** Notes how far moves have come. */
export async function noteMoves(
  tx: ClientBase,
  { id, clientAfter, changeAfter }: Pick<MovesUnderWay, 'id' | 'clientAfter' | 'changeAfter'>,
): Promise<void> {
  await tx.query('update value_moves set client_after = $2, change_after = $3 where id = $1', [
    id,
    clientAfter,
    changeAfter,
  ]);
}

/** Lets moves that come later see changes that earlier ones have split off. */
export async function extendLaterMoves(
  tx: ClientBase,
  id: string,
  changeIds: readonly string[],
): Promise<void> {
  if (changeIds.length === 0) return;
  await tx.query(
    `update value_moves set last_change = greatest(last_change, (select max(c) from unnest($2::bigint[]) as c)) where id > $1`,
    [id, changeIds],
  );
}

export async function endMoves(tx: ClientBase, id: string): Promise<void> {
  await tx.query('delete from value_moves where id = $1', [id]);
}

/** Clients of a greater id that want a moved value and may have it otherwise, in the order of their ids. */
export async function findMovedClients(
  tx: ClientBase,
  moves: readonly ValueMove[],
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select distinct client_id as id from desired_values
     where drift and value is not null and item = any($1::text[]) and client_id > $2
     order by client_id limit $3`,
    [moves.map(({ newItem }) => newItem), after, limit],
  );
  return rows.map(({ id }) => id);
}

/** @param before where the old names are known */
export function movesOf(
  old: Parameter,
  now: Parameter,
  before: Pick<Catalog, 'parametersForItem'>,
): ValueMove[] {
  const codes = Object.fromEntries(
    (old.values ?? []).flatMap(({ value, wire }) => {
      const code = now.values?.find((choice) => choice.value === value)?.wire;
      return code === undefined || code === wire ? [] : [[wire, code]];
    }),
  );
  const isShared = before.parametersForItem(old.item).some((other) => other.id !== old.id);
  const common = {
    item: old.item,
    newItem: now.item,
    codes,
    softwareTypes: isShared ? softwareTypesOf(old) : null,
  };
  return instances(old.index, now.index)
    .filter(({ newIdx }) => old.item !== now.item || newIdx !== null || Object.keys(codes).length > 0)
    .map((instance) => ({ ...common, ...instance }));
}

function softwareTypesOf({ scopes }: Parameter): string[] {
  return [
    ...(scopes.includes('client-sip') ? ['SIP'] : []),
    ...(scopes.includes('client-hfa') ? ['HFA'] : []),
  ];
}

type Instances = Pick<ValueMove, 'first' | 'last' | 'newIdx'>;

/** Which instances become which; those of which nobody can tell stay where they are. */
function instances(old: IndexRule, now: IndexRule): Instances[] {
  const one = (idx: number, newIdx: number): Instances => ({
    first: idx,
    last: idx,
    newIdx: idx === newIdx ? null : newIdx,
  });
  const only = onlyIndex(now);
  switch (old.kind) {
    case 'fixed':
      return only === undefined ? [] : [one(old.index, only)];
    case 'single':
      return only === undefined ? [] : [one(NO_INDEX, only)];
    default: {
      const lone = fitsIndex(old, null) && fitsIndex(now, null) ? [one(NO_INDEX, NO_INDEX)] : [];
      const first = Math.max(old.kind === 'list' ? old.from : 0, now.kind === 'list' ? now.from : 0);
      const last = Math.min(lastIndex(old), lastIndex(now));
      if (now.kind === 'fixed')
        return [...lone, one(now.index, now.index)].filter(({ first: at }) => at <= lastIndex(old));
      return now.kind === 'single' || last < first ? lone : [...lone, { first, last, newIdx: null }];
    }
  }
}

/** Where a value without others beside it goes; undefined among keys. */
function onlyIndex(rule: IndexRule): number | undefined {
  switch (rule.kind) {
    case 'single':
      return NO_INDEX;
    case 'fixed':
      return rule.index;
    case 'list':
      return rule.optional === true ? NO_INDEX : rule.from;
    case 'keys':
      return undefined;
  }
}

const MAX_INDEX = 65_535;

function lastIndex(rule: IndexRule): number {
  return rule.kind === 'list' ? (rule.to ?? MAX_INDEX) : MAX_INDEX;
}
