import type { Relation } from '../relations.ts';

/** Between columns of one camera. */
export const directVideoRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.5.8/direct-video-enabled', in: [true] },
    parameters: [
      '7.5.8/camera-name',
      '7.5.8/camera-protocol',
      '7.5.8/camera-address',
      '7.5.8/camera-url',
      '7.5.8/camera-port',
      '7.5.8/camera-username',
      '7.5.8/camera-password',
    ],
    source: 'OSEM 7.5.8',
  },
];
