import type { Relation } from '../relations.ts';

/** Rules of guide section 7.7.4. */
export const userTonesRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.7.4/ringer', in: [null] },
    parameters: ['7.7.4/pattern-melody', '7.7.4/pattern-sequence'],
    source: 'GS3, DLSIR',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.4/key-click-volume', in: ['low', 'medium', 'high'] },
    parameters: ['7.7.4/key-click-keys'],
    source: 'OSEM 7.7.4',
  },
];
