import type { Relation } from '../relations.ts';

export const dateTimeRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.1.4/automatic-daylight-saving-enabled', in: [true] },
    parameters: ['7.1.4/daylight-saving-zone'],
    source: 'OSEM 7.1.4',
  },
];
