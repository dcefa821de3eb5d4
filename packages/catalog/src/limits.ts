import { CatalogError } from './catalog-error.ts';
import type { Parameter } from './parameter.ts';

/** A phone as far as limits look at it; empty texts are what nobody knows. */
export interface Phone {
  /** As clients show it, e.g. `CP400`. */
  readonly model: string;
  /** E.g. `V1 R7.4.0`. */
  readonly softwareVersion: string;
}

/** Why the parameter cannot be set on this phone; undefined when it can be, or nobody knows. */
export function validatePhone(parameter: Parameter, phone: Phone): CatalogError | undefined {
  const { models, firmware } = parameter.limits ?? {};
  if (models !== undefined && phone.model !== '' && !models.includes(phone.model)) {
    return new CatalogError(parameter, { kind: 'models', models }, null);
  }
  if (firmware !== undefined && phone.model.startsWith(firmware.family)) {
    const [is, from] = [releaseOf(phone.softwareVersion), releaseOf(firmware.from)];
    if (is !== undefined && from !== undefined && compare(is, from) < 0) {
      return new CatalogError(parameter, { kind: 'firmware', firmware }, null);
    }
  }
  return undefined;
}

/** Version, sub-version and release of `V1.2 R3…`; limits name no more than these. */
function releaseOf(version: string): readonly number[] | undefined {
  const found = /^V(\d{1,6})(?:\.(\d{1,6}))? *R(\d{1,6})/i.exec(version.trim());
  return found?.slice(1).map((part) => Number(part ?? 0));
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [place, part] of a.entries()) {
    const difference = part - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
