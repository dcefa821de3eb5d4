import type { Relation } from '../relations.ts';

/** Ports on one and the same host: only one service can have each. */
export const portRelations: readonly Relation[] = [
  {
    // Both are ports of the phone, and SIP goes over UDP as RTP does.
    kind: 'different',
    parameters: ['7.3.2/local-phone-port', '7.4.1/rtp-base-port'],
    source: 'OSEM 7.3.2, OSEM 7.4.1',
  },
  {
    kind: 'different',
    parameters: ['7.3.4/system-h-225-port', '7.3.4/system-cornet-tls-port', '7.3.4/system-h-225-tls-port'],
    source: 'OSEM 7.3.4',
  },
  {
    kind: 'different',
    parameters: ['7.3.5/standby-h-225-port', '7.3.5/standby-cornet-tls-port', '7.3.5/standby-h-225-tls-port'],
    source: 'OSEM 7.3.5',
  },
  {
    kind: 'different',
    parameters: ['7.5.1/ldap-server-default-port', '7.5.1/ldap-server-secure-port'],
    source: 'OSEM 7.5.1',
  },
];
