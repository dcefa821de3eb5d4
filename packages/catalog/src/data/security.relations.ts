import type { Relation } from '../relations.ts';

/** Sections 7.8.1 to 7.8.7 of the guide. */
export const securityRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.8.6/ocsp-check-enabled', in: [true] },
    parameters: ['7.8.6/ocsp-server-address-1', '7.8.6/ocsp-server-address-2'],
    source: 'OSEM 7.8.6, ADM-OS',
  },
  // Without a limit of tries nothing is ever suspended.
  {
    kind: 'used-while',
    condition: { parameter: '7.8.7/password-maximum-tries', in: ['2', '3', '4', '5'] },
    parameters: ['7.8.7/password-suspension-time-mins'],
    source: 'OSEM 7.8.7, ADM-OS',
  },
];
