import { keyNumbering } from './key-layouts.ts';
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
  const { secondLevel, moduleStep, firstModule, fixedFrom, fixedTo } = keyNumbering;
  if (number >= fixedFrom && number <= fixedTo) return true;
  const key = number > secondLevel && number < 2 * secondLevel ? number - secondLevel : number;
  const isModule = key > firstModule && key < secondLevel;
  return key % moduleStep !== 0 && key > 0 && (key < moduleStep || isModule);
}
