import type { Parameter } from '../../api/types.ts';

/** What limits of the catalog look at. */
export interface PhoneKind {
  model: string;
  softwareVersion: string;
}

/** Why a phone does not have a parameter. */
export type LimitReason =
  | { kind: 'models'; models: readonly string[] }
  | { kind: 'firmware'; family: string; from: string };

/** How many of the phones do not have a parameter, and why the first of them does not. */
export interface RowLimit {
  reason: LimitReason;
  without: number;
  of: number;
  /** Models of those that do not have it. */
  models: readonly string[];
}

const FAMILIES = ['OpenStage', 'CP', 'IP'];

/** The family that a model belongs to, e.g. `CP` for `CP710`; undefined for others. */
function familyOf(model: string): string | undefined {
  return FAMILIES.find((family) => model.startsWith(family));
}

/** The numbers of a version, e.g. `V1 R7.4.0` as 1, 7, 4, 0. */
function versionNumbers(version: string): number[] {
  return [...version.matchAll(/\d+/g)].map(([digits]) => Number(digits));
}

function isOlder(version: readonly number[], from: readonly number[]): boolean {
  for (const [at, wanted] of from.entries()) {
    const difference = (version[at] ?? 0) - wanted;
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Why this phone does not have the parameter; null when nothing is known against it. */
export function limitReason(parameter: Parameter, phone: PhoneKind): LimitReason | null {
  const { models, firmware } = parameter.limits ?? {};
  if (models !== undefined && phone.model !== '' && !models.includes(phone.model)) {
    return { kind: 'models', models };
  }
  if (firmware === undefined || familyOf(phone.model) !== firmware.family) return null;
  const version = versionNumbers(phone.softwareVersion);
  // Test software without a number in its name is nobody's old version.
  if (version.length === 0) return null;
  return isOlder(version, versionNumbers(firmware.from)) ? { kind: 'firmware', ...firmware } : null;
}

/** The limit of a parameter for several phones; null when all of them have it. */
export function rowLimit(parameter: Parameter, phones: readonly PhoneKind[]): RowLimit | null {
  if (parameter.limits === null) return null;
  const without = phones
    .map((phone) => ({ phone, reason: limitReason(parameter, phone) }))
    .filter((entry) => entry.reason !== null);
  const reason = without[0]?.reason;
  if (reason === undefined || reason === null) return null;
  return {
    reason,
    without: without.length,
    of: phones.length,
    models: [...new Set(without.map(({ phone }) => phone.model))],
  };
}
