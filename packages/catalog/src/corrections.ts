import { catalogVersion, releasedCatalog } from './catalog.ts';
import { type Catalog, viewOf } from './catalog-view.ts';
import { contentHash } from './content-hash.ts';
import { deepFreeze } from './deep-freeze.ts';
import { fitsIndex, isKeyNumber } from './index-rules.ts';
import type { Choice, IndexRule, Parameter } from './parameter.ts';

/** What an installation knows better than this release; absent parts stay as released. */
export interface Correction {
  /** Name of the item on the wire. */
  readonly item?: string;
  readonly index?: IndexRule;
  /** Wire codes by the id of the choice; those that are not named stay. */
  readonly codes?: Readonly<Record<string, string>>;
}

/** Corrections by the id of their parameter. */
export type Corrections = ReadonlyMap<string, Correction>;

/**
 * The catalog with corrections. What an administrator has corrected counts as certain, for he has it from his phones. Ids
 * that no parameter has, and choices that it does not have, are left out of account: they may be of another release.
 */
export function correctedCatalog(corrections: Corrections): Catalog {
  const used = releasedCatalog.parameters.flatMap(({ id }) => {
    const correction = corrections.get(id);
    return correction === undefined ? [] : [[id, correction] as const];
  });
  if (used.length === 0) return releasedCatalog;
  const parameters = releasedCatalog.parameters.map((parameter) => {
    const correction = corrections.get(parameter.id);
    return correction === undefined ? parameter : deepFreeze(corrected(parameter, correction));
  });
  return viewOf(Object.freeze(parameters), contentHash([catalogVersion, used]));
}

function corrected(parameter: Parameter, { item, index, codes }: Correction): Parameter {
  const values =
    parameter.values?.map((choice): Choice => {
      const wire =
        codes !== undefined && Object.hasOwn(codes, choice.value) ? codes[choice.value] : undefined;
      return wire === undefined ? choice : { ...choice, wire, certainty: 'certain' };
    }) ?? null;
  return {
    ...parameter,
    values,
    item: item ?? parameter.item,
    index: index ?? parameter.index,
    certainty: item === undefined ? parameter.certainty : 'certain',
    codesCertainty:
      values === null ? null : values.some((one) => one.certainty === 'inferred') ? 'inferred' : 'certain',
  };
}

/** The part of a correction that says anything else than this release; undefined when it says nothing else. */
export function newsOf(parameter: Parameter, { item, index, codes }: Correction): Correction | undefined {
  const otherCodes = Object.entries(codes ?? {}).filter(
    ([value, wire]) => parameter.values?.find((choice) => choice.value === value)?.wire !== wire,
  );
  const news: Correction = {
    ...(item === undefined || item === parameter.item ? {} : { item }),
    ...(index === undefined || sameRule(index, parameter.index) ? {} : { index }),
    ...(otherCodes.length === 0 ? {} : { codes: Object.fromEntries(otherCodes) }),
  };
  return Object.keys(news).length === 0 ? undefined : news;
}

/** Whether two rules stand for the same instances. */
export function sameRule(one: IndexRule, other: IndexRule): boolean {
  return ruleText(one) === ruleText(other);
}

function ruleText(rule: IndexRule): string {
  return JSON.stringify(Object.entries(rule).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether some instance of an item belongs to both rules. */
export function rulesOverlap(one: IndexRule, other: IndexRule): boolean {
  if (fitsIndex(one, null) && fitsIndex(other, null)) return true;
  const listed = lonelyIndexes(one) ?? lonelyIndexes(other);
  if (listed !== undefined) return listed.some((index) => fitsIndex(one, index) && fitsIndex(other, index));
  if (one.kind === 'list' && other.kind === 'list') {
    return Math.max(one.from, other.from) <= Math.min(one.to ?? Infinity, other.to ?? Infinity);
  }
  // Key numbers begin at 1 and have no end that matters here.
  const list = one.kind === 'list' ? one : other.kind === 'list' ? other : undefined;
  if (list === undefined) return true;
  const last = Math.min(list.to ?? MOST_KEYS, MOST_KEYS);
  for (let index = list.from; index <= last; index += 1) if (isKeyNumber(index)) return true;
  return false;
}

const MOST_KEYS = 5_000;

/** The indexes of a rule that has one at most; undefined for the others. */
function lonelyIndexes(rule: IndexRule): readonly number[] | undefined {
  if (rule.kind === 'fixed') return [rule.index];
  if (rule.kind === 'single') return rule.tolerated === undefined ? [] : [rule.tolerated];
  return undefined;
}
