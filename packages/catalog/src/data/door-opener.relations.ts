import type { Relation } from '../relations.ts';

/** Each between columns of one door opener. */
export const doorOpenerRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.5.7/door-opener-type', in: ['call', 'http', 'https'] },
    parameters: [
      '7.5.7/door-opener-name',
      '7.5.7/door-opener-phone-number',
      '7.5.7/door-opener-pin',
      '7.5.7/door-opener-fpk-confirmation',
      '7.5.7/door-opener-video-camera',
    ],
    source: 'OSEM 7.5.7',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.5.7/door-opener-type', in: ['http', 'https'] },
    parameters: [
      '7.5.7/door-opener-method',
      '7.5.7/door-opener-address',
      '7.5.7/door-opener-port',
      '7.5.7/door-opener-username',
      '7.5.7/door-opener-password',
      '7.5.7/door-opener-path',
      '7.5.7/door-opener-url-parameters',
    ],
    source: 'OSEM 7.5.7',
  },
  {
    kind: 'used-while',
    condition: {
      parameter: '7.5.7/door-opener-video-camera',
      in: ['camera-1', 'camera-2', 'camera-3', 'camera-4'],
    },
    parameters: ['7.5.7/door-opener-automatic-door-video'],
    source: 'OSEM 7.5.7',
  },
];
