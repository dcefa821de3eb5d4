import { counted, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const SECONDS = { one: { en: 'second', de: 'Sekunde' }, many: { en: 'seconds', de: 'Sekunden' } };

/** Sections 7.5.1, 7.5.4, 7.5.5, 7.5.6 of the guide. */
export const features: readonly Parameter[] = [
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
        en: 'Port on which the LDAP server listens.',
        de: 'Port, auf dem der LDAP-Server erreichbar ist.',
      },
      default: 389,
      min: 1,
      max: 65535,
      format: 'port',
      source: 'GS3, SIM',
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
  ]),

  ...inSection('7.5.4', [
    {
      id: 'message-waiting-server-uri',
      item: 'mwi-e164',
      type: 'text',
      label: { en: 'Message Waiting Server URI', de: 'URI des Nachrichtenservers' },
      help: {
        en: 'Address of the server that tells of new voice messages.',
        de: 'Adresse des Servers, der neue Sprachnachrichten meldet.',
      },
      format: 'dial-target',
      source: 'GS3, SIM',
    },
    {
      id: 'conference-uri',
      item: 'conference-factory-uri',
      type: 'text',
      label: { en: 'Conference URI', de: 'Konferenz-URI' },
      help: {
        en: 'Address with which the phone opens conferences on the server.',
        de: 'Adresse, über die das Telefon Konferenzen auf dem Server eröffnet.',
      },
      format: 'dial-target',
      source: 'GS3',
    },
    {
      id: 'group-pickup-uri',
      item: 'pickup-group-uri',
      type: 'text',
      label: { en: 'Group Pickup URI', de: 'URI der Gruppenübernahme' },
      help: {
        en: 'Address or code with which the phone picks up calls of its group.',
        de: 'Adresse oder Kennzahl, mit der das Telefon Anrufe seiner Gruppe übernimmt.',
      },
      format: 'dial-target',
      source: 'GS3',
    },
    {
      id: 'blf-pickup-code',
      item: 'blf-code',
      type: 'text',
      label: { en: 'BLF Pickup Code', de: 'BLF-Übernahmekennzahl' },
      help: {
        en: 'Code that picks up a call at a phone monitored by a busy lamp key.',
        de: 'Kennzahl, die einen Anruf am per Besetztlampenfeld überwachten Telefon übernimmt.',
      },
      format: 'dial-target',
      source: 'GS3, G 138',
    },
  ]),

  ...inSection('7.5.5', [
    {
      id: 'call-recording-audible-indication',
      item: 'call-record-audible-indication',
      type: 'boolean',
      label: { en: 'Call Recording Audible Indication', de: 'Hörbarer Hinweis auf Aufzeichnung' },
      help: {
        en: 'Plays a tone when the recording of a call begins.',
        de: 'Spielt einen Ton, sobald die Aufzeichnung eines Gesprächs beginnt.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'call-recording-continuous-audible-indication',
      item: 'call-record-audible-indication-continuous',
      type: 'boolean',
      label: {
        en: 'Call Recording Continuous Audible Indication',
        de: 'Wiederholter Hinweis auf Aufzeichnung',
      },
      help: {
        en: 'Repeats the tone as long as a call is recorded.',
        de: 'Wiederholt den Ton, solange ein Gespräch aufgezeichnet wird.',
      },
      default: false,
      source: 'SIM',
    },
  ]),

  ...inSection('7.5.6', [
    {
      id: 'refuse-call-allowed',
      item: 'refuse-call',
      type: 'boolean',
      label: { en: 'Refuse Call Allowed', de: 'Anruf abweisen erlaubt' },
      help: {
        en: 'Lets the user reject incoming calls.',
        de: 'Der Benutzer darf ankommende Anrufe abweisen.',
      },
      default: false,
      source: 'GS3, SIM',
    },
    {
      id: 'built-in-call-forwarding-allowed',
      item: 'feature-availability',
      type: 'boolean',
      label: { en: 'Built In Call Forwarding Allowed', de: 'Rufumleitung am Telefon erlaubt' },
      help: {
        en: 'Lets the user set call forwarding with the functions of the phone.',
        de: 'Der Benutzer darf Rufumleitungen mit den Funktionen des Telefons einrichten.',
      },
      index: { kind: 'fixed', index: 2 },
      source: 'GS5',
    },
    {
      id: 'do-not-disturb-allowed',
      item: 'feature-availability',
      type: 'boolean',
      label: { en: 'Do Not Disturb Allowed', de: 'Anrufschutz erlaubt' },
      help: {
        en: 'Lets the user switch on do not disturb.',
        de: 'Der Benutzer darf den Anrufschutz einschalten.',
      },
      index: { kind: 'fixed', index: 11 },
      source: 'GS5',
    },
    {
      id: 'dss-allowed',
      item: 'feature-availability',
      type: 'boolean',
      label: { en: 'DSS Allowed', de: 'Direktruftasten erlaubt' },
      help: { en: 'Allows direct station selection keys.', de: 'Erlaubt Direktruftasten (DSS).' },
      index: { kind: 'fixed', index: 30 },
      source: 'GS5',
    },
    {
      id: 'feature-toggle-allowed',
      item: 'feature-availability',
      type: 'boolean',
      label: { en: 'Feature Toggle Allowed', de: 'Funktionsumschaltung erlaubt' },
      help: {
        en: 'Allows keys that switch a feature of the server on and off.',
        de: 'Erlaubt Tasten, die ein Leistungsmerkmal des Servers ein- und ausschalten.',
      },
      index: { kind: 'fixed', index: 31 },
      source: 'GS5',
    },
    {
      id: 'line-overview-allowed',
      item: 'feature-availability',
      type: 'boolean',
      label: { en: 'Line Overview Allowed', de: 'Leitungsübersicht erlaubt' },
      help: {
        en: 'Shows the user an overview of all lines.',
        de: 'Der Benutzer kann sich alle Leitungen in einer Übersicht anzeigen lassen.',
      },
      index: { kind: 'fixed', index: 33 },
      source: 'GS5',
    },
  ]),
];
