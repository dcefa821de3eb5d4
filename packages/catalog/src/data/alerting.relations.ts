import type { Relation } from '../relations.ts';

/** Section 7.4.5 of the guide. */
export const alertingRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.4.5/group-pickup-tone-type', in: ['beep', 'ring-burst', 'ring-continuous'] },
    parameters: ['7.4.5/group-pickup-tone-interval'],
    source: 'OSEM 7.4.5',
  },
];
