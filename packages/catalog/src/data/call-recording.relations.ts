import type { Relation } from '../relations.ts';

export const callRecordingRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: {
      parameter: '7.5.5/call-recording-mode',
      in: ['manual', 'auto-start', 'all-calls', 'one-call'],
    },
    parameters: [
      '7.5.5/call-recorder-address',
      '7.5.5/call-recording-audible-indication',
      '7.5.5/call-recording-continuous-audible-indication',
    ],
    source: 'OSEM 7.5.5',
  },
];
