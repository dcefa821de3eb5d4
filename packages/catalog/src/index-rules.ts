import type { IndexRule } from './parameter.ts';

/** Whether an index belongs to a rule; null is the item without index. */
export function fitsIndex(rule: IndexRule, index: number | null): boolean {
  switch (rule.kind) {
    case 'single':
      return index === null || index === rule.tolerated;
    case 'fixed':
      return index === rule.index;
    case 'keys':
      return index !== null && isKeyNumber(index);
    case 'list':
      if (index === null) return rule.optional === true;
      return Number.isInteger(index) && index >= rule.from && index <= (rule.to ?? Number.MAX_SAFE_INTEGER);
  }
}

/**
 * Whether a number can be that of a function key (phones reference, section 2): keys of the phone 1.., of key modules
 * 301.., 401.. and so on, each with 1000 added on the second level; fixed keys 4001...
 */
export function isKeyNumber(number: number): boolean {
  if (!Number.isInteger(number)) return false;
  if (number > 4000 && number < 4100) return true;
  const key = number > 1000 && number < 2000 ? number - 1000 : number;
  const module = Math.floor(key / 100);
  return key % 100 !== 0 && (module === 0 || (module >= 3 && module <= 9));
}
