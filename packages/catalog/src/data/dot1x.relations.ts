import type { Relation } from '../relations.ts';

export const dot1xRelations: readonly Relation[] = [
  {
    // PEAP carries MSCHAP inside; EAP-TLS takes the certificate of the phone instead.
    kind: 'used-while',
    condition: { parameter: '7.6.2/802-1x-authentication-type', in: ['any-supported', 'peap'] },
    parameters: ['7.6.2/mschap-identity', '7.6.2/mschap-password'],
    source: 'OSEM 7.6.2',
  },
];
