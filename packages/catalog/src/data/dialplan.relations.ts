import type { Relation } from '../relations.ts';

/** Section 7.3.10 of the guide. */
export const dialplanRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.3.10/dialplan-enabled', in: [true] },
    parameters: [
      '7.3.10/dialplan-id',
      '7.3.10/dialplan-entry.digit-string',
      '7.3.10/dialplan-entry.action',
      '7.3.10/dialplan-entry.minimum-length',
      '7.3.10/dialplan-entry.maximum-length',
      '7.3.10/dialplan-entry.timeout',
      '7.3.10/dialplan-entry.terminating-character',
      '7.3.10/dialplan-entry.special-indication',
      '7.3.10/dialplan-entry.comment',
    ],
    source: 'OSEM 7.3.10',
  },
  {
    kind: 'ascending',
    parameters: ['7.3.10/dialplan-entry.minimum-length', '7.3.10/dialplan-entry.maximum-length'],
    source: 'OSEM 7.3.10',
  },
];
