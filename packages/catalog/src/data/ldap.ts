import { counted, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const SECONDS = { one: { en: 'second', de: 'Sekunde' }, many: { en: 'seconds', de: 'Sekunden' } };

/** Section 7.5.1 of the guide. */
export const ldap: readonly Parameter[] = [
  ...inSection('7.5.1', [
    {
      id: 'ldap-server-address',
      item: 'ldap-server-address',
      type: 'host',
      label: { en: 'LDAP server address', de: 'LDAP-Serveradresse' },
      help: {
        en: 'Address of the LDAP server that holds the corporate phone book.',
        de: 'Adresse des LDAP-Servers mit dem Firmentelefonbuch.',
      },
      index: { kind: 'single', tolerated: 1 },
      source: 'G 27, GS3, SIM',
    },
    {
      id: 'ldap-server-default-port',
      item: 'ldap-server-port',
      type: 'integer',
      label: { en: 'LDAP server default port', de: 'LDAP-Server-Port' },
      help: {
        en: 'Port of the LDAP server for connections without TLS.',
        de: 'Port des LDAP-Servers für Verbindungen ohne TLS.',
      },
      default: 389,
      min: 1,
      max: 65535,
      format: 'port',
      source: 'GS3, SIM',
    },
    {
      id: 'ldap-server-secure-port',
      item: 'ldap-secure-port',
      type: 'integer',
      label: { en: 'LDAP server secure port', de: 'LDAP-Server-Port (TLS)' },
      help: {
        en: 'Port of the LDAP server for connections with TLS, usually 636.',
        de: 'Port des LDAP-Servers für Verbindungen mit TLS, üblicherweise 636.',
      },
      min: 1,
      max: 65535,
      format: 'port',
      certainty: 'inferred',
      source: 'OSEM 7.5.1',
    },
    {
      id: 'ldap-server-transport-type',
      item: 'ldap-transport',
      type: 'enum',
      label: { en: 'LDAP server transport type', de: 'LDAP-Transport' },
      help: {
        en: 'Transport of the connection to the LDAP server, with TLS encrypted.',
        de: 'Transport der Verbindung zum LDAP-Server, mit TLS verschlüsselt.',
      },
      values: [
        { value: 'udp', wire: '2', label: { en: 'UDP', de: 'UDP' }, certainty: 'inferred' },
        { value: 'tcp', wire: '0', label: { en: 'TCP', de: 'TCP' } },
        { value: 'tls', wire: '1', label: { en: 'TLS', de: 'TLS' } },
      ],
      default: 'tls',
      source: 'GS3, SIM',
    },
    {
      id: 'ldap-server-authentication-type',
      item: 'ldap-authentication',
      type: 'enum',
      label: { en: 'LDAP server authentication type', de: 'LDAP-Authentisierung' },
      help: {
        en: 'How the phone authenticates itself to the LDAP server.',
        de: 'Art, wie sich das Telefon beim LDAP-Server authentisiert.',
      },
      values: [
        { value: 'anonymous', wire: '0', label: { en: 'Anonymous', de: 'Anonym' } },
        { value: 'simple', wire: '1', label: { en: 'Simple', de: 'Einfach' } },
        { value: 'digest', wire: '2', label: { en: 'Digest', de: 'Digest' }, certainty: 'inferred' },
      ],
      default: 'anonymous',
      source: 'GS3, SIM',
    },
    {
      id: 'ldap-username',
      item: 'ldap-user',
      type: 'text',
      label: { en: 'LDAP username', de: 'LDAP-Benutzername' },
      help: {
        en: 'User name for the LDAP server when it asks for one.',
        de: 'Benutzername für den LDAP-Server, falls er eine Anmeldung verlangt.',
      },
      emptyWire: 'NULL',
      source: 'GS3',
    },
    {
      id: 'ldap-password',
      item: 'ldap-pwd',
      type: 'password',
      label: { en: 'LDAP password', de: 'LDAP-Kennwort' },
      help: {
        en: 'Password for the LDAP server when it asks for one.',
        de: 'Kennwort für den LDAP-Server, falls er eine Anmeldung verlangt.',
      },
      secret: true,
      emptyWire: 'NULL',
      source: 'GS3',
    },
    {
      id: 'ldap-avatar-server-address',
      item: 'ldap-avatar-server-address',
      type: 'host',
      label: { en: 'LDAP avatar server address', de: 'LDAP-Avatar-Serveradresse' },
      help: {
        en: 'Address of the server from which the phone gets the pictures of contacts.',
        de: 'Adresse des Servers, von dem das Telefon die Bilder der Kontakte lädt.',
      },
      certainty: 'inferred',
      limits: { models: ['CP200', 'CP400', 'CP600'], firmware: { family: 'CP', from: 'V1 R2' } },
      source: 'OSEM 7.5.1',
    },
    {
      id: 'ldap-search-trigger-timeout',
      item: 'ldap-search-trigger-timeout',
      type: 'enum',
      label: { en: 'LDAP search trigger timeout', de: 'Startverzögerung der LDAP-Suche' },
      help: {
        en: 'Seconds after the last key press until the phone starts to search.',
        de: 'Sekunden nach dem letzten Tastendruck, nach denen das Telefon die Suche startet.',
      },
      values: counted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 60], SECONDS),
      default: '3',
      source: 'SIM',
    },
    {
      id: 'ldap-manual-search-only',
      item: 'ldap-manual-search-only',
      type: 'boolean',
      label: { en: 'LDAP manual search only', de: 'Nur manuelle LDAP-Suche' },
      help: {
        en: 'Stops the phone from looking up the partners of calls by itself and leaves searching to the user.',
        de: 'Das Telefon sucht die Teilnehmer von Anrufen nicht selbsttätig im Verzeichnis, nur der Benutzer sucht darin.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.5.1',
    },
    {
      id: 'ldap-search-firstname-and-lastname',
      item: 'ldap-search-firstname-lastname',
      type: 'boolean',
      label: { en: 'LDAP search firstname and lastname', de: 'LDAP-Suche nach Vor- und Nachname' },
      help: {
        en: 'Finds contacts by their first names as well as by their last names.',
        de: 'Findet Kontakte nicht nur über den Nachnamen, sondern auch über den Vornamen.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.5.1',
    },
  ]),
];
