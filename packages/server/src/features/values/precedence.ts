import { type Catalog, sameWire } from '@deskfleet/catalog';
import type { DesiredOrigin } from '../../infra/db/index.ts';

/**
 * Who may want a value, highest precedence first: a mobile user while logged on, the client's own edit, templates of its
 * groups, templates chosen for it, what it got at its first registration (architecture section 5). The view
 * `effective_values` says the same in SQL; a test holds the two together.
 */
export const origins = [
  'user',
  'edit',
  'group',
  'template',
  'onboarding',
] as const satisfies readonly DesiredOrigin[];

/** What one origin wants of a value. */
export interface Wish {
  readonly origin: DesiredOrigin;
  /** Decides among wishes of one origin, the smaller one first. */
  readonly ranking: number;
  /** Id of the template, group or user; decides where the ranking does not. 0: the client itself. */
  readonly sourceId: string;
}

/** What decides whether a wish counts at all. */
export interface Circumstances {
  /** A mobile user is logged on to the phone. */
  readonly userLoggedOn: boolean;
}

/** Whether a wish counts at the moment; one that does not keeps its place and wins nothing. */
export function counts({ origin }: Pick<Wish, 'origin'>, { userLoggedOn }: Circumstances): boolean {
  return origin !== 'user' || userLoggedOn;
}

/** Whether an origin may want this value at all: a mobile user only what is of user scope. */
export function mayWant(
  origin: DesiredOrigin,
  item: string,
  index: number | null,
  catalog: Catalog,
): boolean {
  return (
    origin !== 'user' || catalog.findParameterForValue(item, index, 'user')?.scopes.includes('user') === true
  );
}

/** Negative when `a` goes before `b`. */
export function compareWishes(a: Wish, b: Wish): number {
  return (
    origins.indexOf(a.origin) - origins.indexOf(b.origin) ||
    a.ranking - b.ranking ||
    Number(a.sourceId) - Number(b.sourceId)
  );
}

/** Wishes for one value by precedence, and which of them is the desired value. */
export function settle<Kind extends Wish>(
  wishes: readonly Kind[],
  circumstances: Circumstances,
): { readonly sorted: readonly Kind[]; readonly winner: Kind | undefined } {
  const sorted = wishes.toSorted(compareWishes);
  return { sorted, winner: sorted.find((wish) => counts(wish, circumstances)) };
}

/** A value as desired or reported: null is a secret. */
export type ComparedValue = string | null;

/**
 * Whether a phone has something else than what is desired; undefined when nobody can tell: secrets are never reported,
 * and a phone may not tell a value. Two ways to write the same value are no difference.
 */
export function differs(
  item: string,
  index: number | null,
  desired: ComparedValue,
  reported: ComparedValue | undefined,
  catalog: Catalog,
): boolean | undefined {
  if (desired === null || reported === null || reported === undefined) return undefined;
  if (desired === reported) return false;
  const parameter = catalog.findParameterForValue(item, index);
  return parameter === undefined || !sameWire(parameter, desired, reported);
}

export const valueStates = ['unmanaged', 'in-sync', 'drift', 'waiting', 'refused'] as const;
export type ValueState = (typeof valueStates)[number];

/**
 * How a desired value and the phone stand to each other. A refused one stays desired, and refused until the phone has it or
 * something else is wanted.
 *
 * @param winner undefined: nothing is desired
 * @param isOpen an open order still has to bring it
 */
export function stateOf(
  winner: { readonly drift: boolean; readonly refusedStatus: string | null } | undefined,
  isOpen: boolean,
): ValueState {
  if (winner === undefined) return 'unmanaged';
  if (!winner.drift) return 'in-sync';
  if (winner.refusedStatus !== null) return 'refused';
  return isOpen ? 'waiting' : 'drift';
}
