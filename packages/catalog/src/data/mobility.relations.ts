import type { Relation } from '../relations.ts';

export const mobilityRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.1.5/mobility-enabled', in: [true] },
    parameters: [
      '7.1.5/international-mobility-id',
      '7.1.5/mobile-password-on-logoff',
      '7.1.5/mobility-logon-attempts',
      '7.1.5/cancel-mobility-password',
      '7.1.5/mobility-mode',
    ],
    source: 'OSEM 7.1.5',
  },
];
