import type { Relation } from '../relations.ts';

/** Section 7.5.1 of the guide. */
export const ldapRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.5.1/ldap-server-transport-type', in: ['udp', 'tcp'] },
    parameters: ['7.5.1/ldap-server-default-port'],
    source: 'OSEM 7.5.1',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.5.1/ldap-server-transport-type', in: ['tls'] },
    parameters: ['7.5.1/ldap-server-secure-port'],
    source: 'OSEM 7.5.1',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.5.1/ldap-server-authentication-type', in: ['simple', 'digest'] },
    parameters: ['7.5.1/ldap-username', '7.5.1/ldap-password'],
    source: 'OSEM 7.5.1',
  },
];
