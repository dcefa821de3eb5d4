import type { Relation } from '../relations.ts';

/** Section 7.4.6 of the guide. */
export const iceRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.4.1/media-negotiation-mode', in: ['ice'] },
    parameters: [
      '7.4.6/main-ice-server-type',
      '7.4.6/backup-ice-server-type',
      '7.4.6/update-sdp-enabled',
      '7.4.6/turn-ip-mapping-enabled',
      '7.4.6/check-pairs-maximum',
      '7.4.6/maximum-check-time-ms',
      '7.4.6/gathering-timeout-ms',
      '7.4.6/gathering-ta-timer-ms',
      '7.4.6/check-ta-timer-ms',
      '7.4.6/check-tr-timer-ms',
      '7.4.6/check-rto-timer-ms',
    ],
    source: 'OSEM 7.4.1, OSEM 7.4.6',
  },
  ...(['main', 'backup'] as const).map(
    (server): Relation => ({
      kind: 'used-while',
      condition: { parameter: `7.4.6/${server}-ice-server-type`, in: ['turn', 'stun'] },
      parameters: [
        `7.4.6/${server}-ice-server-address`,
        `7.4.6/${server}-ice-server-port`,
        `7.4.6/${server}-ice-server-username`,
        `7.4.6/${server}-ice-server-password`,
      ],
      source: 'OSEM 7.4.6',
    }),
  ),
];
