import type { Relation } from '../relations.ts';

/** Sections 7.9.1 to 7.9.7 of the guide. */
export const diagnosticsRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.9.3/remote-trace-enabled', in: [true] },
    parameters: ['7.9.3/remote-trace-server-address', '7.9.3/remote-trace-server-port'],
    source: 'OSEM 7.9.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.4/ssh-access-for-admin-user-enabled', in: [true] },
    parameters: [
      '7.9.4/ssh-session-password',
      '7.9.4/ssh-session-connect-timer',
      '7.9.4/ssh-session-lifetime',
    ],
    source: 'OSEM 7.9.4',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.4/remote-ssh-enabled', in: [true] },
    parameters: [
      '7.9.4/remote-ssh-server-address',
      '7.9.4/remote-ssh-server-port',
      '7.9.4/remote-ssh-username',
      '7.9.4/remote-ssh-hpt-forwarding-enabled',
      '7.9.4/remote-ssh-wbm-forwarding-enabled',
      '7.9.4/remote-ssh-known-hosts',
    ],
    source: 'OSEM 7.9.4',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.5/automatic-archiving-enabled', in: [true] },
    parameters: ['7.9.5/archive-at-percentage-level'],
    source: 'OSEM 7.9.5',
  },
  // No rule for the address, port and password of SNMP traps: diagnostic and QoS traps may go there as well.
  {
    kind: 'used-while',
    condition: { parameter: '7.9.6/snmp-queries-enabled', in: [true] },
    parameters: ['7.9.6/snmp-queries-password'],
    source: 'OSEM 7.9.6',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.6/diagnostic-trap-sending-enabled', in: [true] },
    parameters: [
      '7.9.6/diagnostic-trap-address',
      '7.9.6/diagnostic-trap-port',
      '7.9.6/diagnostic-trap-password',
    ],
    source: 'OSEM 7.9.6',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.7/qos-trap-sending-enabled', in: [true] },
    parameters: ['7.9.7/qos-trap-address', '7.9.7/qos-trap-port', '7.9.7/qos-trap-password'],
    source: 'OSEM 7.9.7',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.7/qos-report-mode', in: ['threshold-eor', 'eor'] },
    parameters: ['7.9.7/qos-report-interval-seconds'],
    source: 'OSEM 7.9.7, ADM-CP',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.7/qos-report-mode', in: ['threshold-eos', 'eos'] },
    parameters: ['7.9.7/qos-session-length-100-ms-steps'],
    source: 'OSEM 7.9.7, ADM-CP',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.9.7/qos-report-mode', in: ['threshold-eos', 'threshold-eor'] },
    parameters: [
      '7.9.7/qos-maximum-jitter-ms',
      '7.9.7/qos-average-round-trip-delay-ms',
      '7.9.7/lost-packets-threshold-compressing-codecs',
      '7.9.7/consecutive-lost-packets-compressing-codecs',
      '7.9.7/consecutive-good-packets-compressing-codecs',
      '7.9.7/lost-packets-threshold-non-compressing-codecs',
      '7.9.7/consecutive-lost-packets-non-compressing-codecs',
      '7.9.7/consecutive-good-packets-non-compressing-codecs',
    ],
    source: 'OSEM 7.9.7, ADM-CP',
  },
];
