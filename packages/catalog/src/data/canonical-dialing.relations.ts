import type { Relation } from '../relations.ts';

/** Section 7.3.7 of the guide. */
export const canonicalDialingRelations: readonly Relation[] = [
  {
    kind: 'ascending',
    parameters: ['7.3.7/minimum-local-number-length', '7.3.7/maximum-local-number-length'],
    source: 'OSEM 7.3.7',
  },
];
