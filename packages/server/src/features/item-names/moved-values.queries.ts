import { type Catalog, fitsIndex, type IndexRule, type Parameter } from '@deskfleet/catalog';
import type { ClientBase } from 'pg';
import { moveOrders } from '../jobs/index.ts';
import { moveContent } from '../templates/index.ts';
import { moveUserValues } from '../users/index.ts';
import { moveDesired, moveHistory, type ValueMove } from '../values/index.ts';

const NO_INDEX = -1;

/**
 * Brings what is wanted or was, and orders that are under way, from one state of the catalog to another.
 *
 * @returns clients whose drift has to be looked at again
 */
export async function moveWantedValues(
  tx: ClientBase,
  before: Catalog,
  after: Catalog,
  parameterIds: readonly string[],
): Promise<string[]> {
  const moves = parameterIds.flatMap((id) => {
    const old = before.findParameter(id);
    const now = after.findParameter(id);
    return old === undefined || now === undefined ? [] : movesOf(old, now, before);
  });
  const clientIds = await moveDesired(tx, moves);
  await moveHistory(tx, moves);
  await moveContent(tx, moves);
  await moveUserValues(tx, moves);
  await moveOrders(tx, moves);
  return clientIds;
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
