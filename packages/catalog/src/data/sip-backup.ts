import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';
import { SIP_CONNECTION_TYPES } from './signaling-choices.ts';

/** Section 7.3.3 of the guide. */
export const sipBackup: readonly Parameter[] = [
  ...inSection('7.3.3', [
    {
      id: 'backup-server-address',
      item: 'backup-addr',
      type: 'host',
      label: { en: 'Backup server address', de: 'Adresse des Ersatzservers' },
      help: {
        en: 'Address of the SIP server that takes over when the main server fails.',
        de: 'Adresse des SIP-Servers, der beim Ausfall des Hauptservers übernimmt.',
      },
      emptyWire: 'NULL',
      source: 'GS3, GS5',
    },
    {
      id: 'backup-server-port',
      item: 'backup-port',
      type: 'integer',
      label: { en: 'Backup server port', de: 'Port des Ersatzservers' },
      help: {
        en: 'Port on which the backup server takes messages from the phone.',
        de: 'Port, auf dem der Ersatzserver Nachrichten des Telefons annimmt.',
      },
      min: 0,
      max: 65535,
      format: 'port',
      certainty: 'inferred',
      source: 'OSEM 7.3.3',
    },
    {
      id: 'gateway-for-backup-server',
      item: 'backup-outbound-proxy',
      type: 'boolean',
      label: { en: 'Gateway for backup server', de: 'Gateway für Ersatzserver' },
      help: {
        en: 'Sends SIP messages to the backup server through the gateway, too.',
        de: 'Leitet auch SIP-Nachrichten an den Ersatzserver über das Gateway.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.3.3',
    },
    {
      id: 'backup-server-registration-timer',
      item: 'backup-reg-ttl',
      type: 'integer',
      label: { en: 'Backup server registration timer', de: 'Registrierungsdauer am Ersatzserver' },
      help: {
        en: 'Seconds after which the phone renews its registration at the backup server.',
        de: 'Sekunden, nach denen das Telefon seine Registrierung am Ersatzserver erneuert.',
      },
      min: 0,
      unit: 'seconds',
      certainty: 'inferred',
      source: 'OSEM 7.3.3',
    },
    {
      id: 'register-at-backup-server',
      item: 'backup-registration',
      type: 'boolean',
      label: { en: 'Register at backup server', de: 'Am Ersatzserver registrieren' },
      help: {
        en: 'Registers the phone at the backup server as well.',
        de: 'Registriert das Telefon zusätzlich am Ersatzserver.',
      },
      default: false,
      source: 'GS3',
    },
    {
      id: 'backup-server-transport-type',
      item: 'backup-transport',
      type: 'enum',
      label: { en: 'Backup server transport type', de: 'Transportprotokoll zum Ersatzserver' },
      help: {
        en: 'Transport that carries SIP signaling to the backup server.',
        de: 'Transportprotokoll für die SIP-Signalisierung zum Ersatzserver.',
      },
      values: [
        { value: 'udp', wire: '0', label: { en: 'UDP', de: 'UDP' }, certainty: 'inferred' },
        { value: 'tcp', wire: '1', label: { en: 'TCP', de: 'TCP' }, certainty: 'inferred' },
        { value: 'tls', wire: '2', label: { en: 'TLS', de: 'TLS' }, certainty: 'inferred' },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.3.3',
    },
    {
      id: 'backup-server-connection-type',
      item: 'backup-connection-type',
      type: 'enum',
      label: { en: 'Backup server connection type', de: 'Verbindungsart zum Ersatzserver' },
      help: {
        en: 'Keeps one connection to the backup server, or also opens a port on which others can reach the phone.',
        de: 'Hält nur die eigene Verbindung zum Ersatzserver oder öffnet auch einen Port für ankommende.',
      },
      values: SIP_CONNECTION_TYPES,
      certainty: 'inferred',
      source: 'OSEM 7.3.3',
    },
  ]),
];
