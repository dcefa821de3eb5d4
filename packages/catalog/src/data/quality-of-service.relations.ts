import type { Relation } from '../relations.ts';

/** Rules of guide section 7.6.7. */
export const qualityOfServiceRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.6.7/layer-2-enabled', in: [true] },
    parameters: [
      '7.6.7/layer-2-voice',
      '7.6.7/layer-2-signalling',
      '7.6.7/layer-2-default',
      '7.6.7/layer-2-video',
    ],
    source: 'OSEM 7.6.7',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.7/layer-3-enabled', in: [true] },
    parameters: [
      '7.6.7/layer-3-voice',
      '7.6.7/layer-3-signalling',
      '7.6.7/layer-3-video',
      '7.6.7/mlpp-immediate',
      '7.6.7/mlpp-flash',
      '7.6.7/mlpp-flash-override',
    ],
    source: 'OSEM 7.6.7',
  },
];
