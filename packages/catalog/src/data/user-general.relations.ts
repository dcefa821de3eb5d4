import type { Relation } from '../relations.ts';

/** Rules of guide section 7.7.1. */
export const userGeneralRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.7.1/enable-display-id', in: [true] },
    parameters: ['7.7.1/display-id'],
    source: 'OSEM 7.7.1',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.1/auto-hide-call-menu', in: [true] },
    parameters: ['7.7.1/auto-hide-call-menu-time'],
    source: 'OSEM 7.7.1',
  },
];
