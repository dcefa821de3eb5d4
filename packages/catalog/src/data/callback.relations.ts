import type { Relation } from '../relations.ts';

/** Rules of guide section 7.7.11. */
export const callbackRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.7.11/callback-on-busy-allowed-for-user', in: [true] },
    parameters: ['7.7.11/callback-on-busy-code', '7.7.11/callback-on-busy-enabled'],
    source: 'OSEM 7.7.11',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.11/callback-on-ring-allowed-for-user', in: [true] },
    parameters: ['7.7.11/callback-on-ring-code', '7.7.11/callback-on-ring-enabled'],
    source: 'OSEM 7.7.11',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.7.11/cancel-callback-allowed-for-user', in: [true] },
    parameters: ['7.7.11/cancel-callback-code'],
    source: 'OSEM 7.7.11',
  },
];
