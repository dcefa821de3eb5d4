import type { KeyNumbering } from '../../../api/types.ts';

/** Where a key is: on the phone itself, on one of its key modules, or among the keys with a printed function. */
export interface KeyPlace {
  unit: 'phone' | 'module' | 'fixed';
  /** Number of the module from 1; 0 for the phone. */
  module: number;
  /** From 1, as it is counted on the unit. */
  position: number;
  level: 1 | 2;
}

/** The place that a key's number stands for. */
export function placeOf(number: number, numbering: KeyNumbering): KeyPlace {
  const { secondLevel, firstModule, moduleStep, fixedFrom, fixedTo } = numbering;
  if (number >= fixedFrom && number <= fixedTo)
    return { unit: 'fixed', module: 0, position: number - fixedFrom + 1, level: 1 };
  const level = number > secondLevel ? 2 : 1;
  const base = level === 2 ? number - secondLevel : number;
  if (base <= firstModule) return { unit: 'phone', module: 0, position: base, level };
  const module = Math.floor((base - firstModule) / moduleStep) + 1;
  return { unit: 'module', module, position: base % moduleStep, level };
}

/** The number of the key at a place. */
export function numberAt(place: KeyPlace, numbering: KeyNumbering): number {
  const { secondLevel, firstModule, moduleStep, fixedFrom } = numbering;
  if (place.unit === 'fixed') return fixedFrom + place.position - 1;
  const base = place.module === 0 ? 0 : firstModule + (place.module - 1) * moduleStep;
  return base + place.position + (place.level === 2 ? secondLevel : 0);
}
