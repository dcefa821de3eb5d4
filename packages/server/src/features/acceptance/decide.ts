import { type AddressRange, isInRange, readAddressRange } from '../../infra/addresses/index.ts';
import type { AcceptanceRules, Decision } from './acceptance.schema.ts';

/** What of an unknown phone decides on it. */
export interface UnknownPhone {
  /** Where it calls from. */
  readonly address: string;
  readonly model: string;
}

interface ReadRule {
  readonly range: AddressRange | undefined;
  readonly isModel: (model: string) => boolean;
  readonly decision: Decision;
}

/** Prepares rules for being asked often. */
export function decider({ unknownPhones, rules }: AcceptanceRules): (phone: UnknownPhone) => Decision {
  const read = rules.flatMap(({ addresses, model, decision }): ReadRule[] => {
    const range = addresses === null ? undefined : readAddressRange(addresses);
    // Stored ones were checked; one that cannot be read any more decides on nobody.
    if (addresses !== null && range === undefined) return [];
    return [{ range, isModel: modelTest(model), decision }];
  });
  return ({ address, model }) =>
    read.find((rule) => (rule.range === undefined || isInRange(rule.range, address)) && rule.isModel(model))
      ?.decision ?? unknownPhones;
}

function modelTest(pattern: string | null): (model: string) => boolean {
  if (pattern === null) return () => true;
  const wanted = pattern.trim().toLowerCase();
  if (!wanted.endsWith('*')) return (model) => model.toLowerCase() === wanted;
  const start = wanted.slice(0, -1);
  return (model) => model.toLowerCase().startsWith(start);
}
