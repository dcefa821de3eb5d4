import type { Relation } from '../relations.ts';

export const sipRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.3.2/session-timer-enabled', in: [true] },
    parameters: ['7.3.2/session-timer'],
    source: 'OSEM 7.3.2',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.3.2/gateway-enabled', in: [true] },
    parameters: ['7.3.2/gateway-address', '7.3.2/gateway-port'],
    source: 'OSEM 7.3.2',
  },
  {
    // UDP knows no connections.
    kind: 'used-while',
    condition: { parameter: '7.3.2/transport-protocol', in: ['tcp', 'tls'] },
    parameters: ['7.3.2/connection-type'],
    source: 'OSEM 7.3.2',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.3.3/backup-server-transport-type', in: ['tcp', 'tls'] },
    parameters: ['7.3.3/backup-server-connection-type'],
    source: 'OSEM 7.3.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.3.3/register-at-backup-server', in: [true] },
    parameters: ['7.3.3/backup-server-registration-timer'],
    source: 'OSEM 7.3.3',
  },
];
