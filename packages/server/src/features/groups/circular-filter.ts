import type { FieldError } from '../../infra/errors/index.ts';
import { type CheckedFilter, fitsPattern, toFieldError } from './group-filter.ts';

/** A value that members of a group get by one of its templates. */
export interface GivenValue {
  readonly templateName: string;
  readonly item: string;
  readonly value: string | null;
}

/** Items on the wire that a filter looks at. */
const SERVER_ADDRESS_ITEM = 'reg-addr';
const NUMBER_ITEM = 'e164';

/**
 * Where a group would drive out its own members: a template gives them what the filter does not find, so they leave, fall back
 * to what they had, join again, and so on.
 */
export function findCircles(filter: CheckedFilter, values: readonly GivenValue[]): FieldError[] {
  return values.flatMap(({ templateName, item, value }): FieldError[] => {
    const [field, patterns] =
      item === SERVER_ADDRESS_ITEM
        ? (['serverAddresses', filter.serverAddresses] as const)
        : item === NUMBER_ITEM
          ? (['e164', filter.e164] as const)
          : (['e164', []] as const);
    if (patterns.length === 0 || value === null || fitsPattern(value.toLowerCase(), patterns)) return [];
    return [
      toFieldError(`filter.${field}`, {
        code: 'filter.circular',
        en: `The filter looks for members by “${item}”, and the template “${templateName}” gives them “${value}” there, which it does not find: they would leave and join again without end.`,
        de: `Der Filter sucht Mitglieder nach „${item}“, und die Vorlage „${templateName}“ gibt ihnen dort „${value}“, was er nicht findet: Sie würden endlos austreten und wieder eintreten.`,
      }),
    ];
  });
}
