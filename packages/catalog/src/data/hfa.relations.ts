import type { Relation } from '../relations.ts';

export const hfaRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.3.4/signalling-transport', in: ['tls'] },
    parameters: ['7.3.4/tls-renegotiation', '7.3.4/system-cornet-tls-port', '7.3.4/system-h-225-tls-port'],
    source: 'OSEM 7.3.4',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.3.5/signalling-transport-standby', in: ['tls'] },
    parameters: ['7.3.5/standby-cornet-tls-port', '7.3.5/standby-h-225-tls-port'],
    source: 'OSEM 7.3.5',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.3.6/small-remote-site-redundancy-enabled', in: [true] },
    parameters: [
      '7.3.6/automatic-switchback',
      '7.3.6/retry-count-main',
      '7.3.6/retry-count-standby',
      '7.3.6/timeout-main',
      '7.3.6/timeout-standby',
      '7.3.6/tc-test-enabled',
      '7.3.6/tc-test-retry',
      '7.3.6/tc-test-expiry',
    ],
    source: 'OSEM 7.3.6',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.3.6/tc-test-enabled', in: [true] },
    parameters: ['7.3.6/tc-test-retry', '7.3.6/tc-test-expiry'],
    source: 'OSEM 7.3.6',
  },
];
