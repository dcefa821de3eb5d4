import { counted, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const MINUTES = { one: { en: 'min', de: 'Min.' }, many: { en: 'min', de: 'Min.' } };

/** Sections 7.9.4, 7.9.6, 7.9.7 of the guide. */
export const diagnostics: readonly Parameter[] = [
  ...inSection('7.9.4', [
    {
      id: 'ssh-access-for-admin-user-enabled',
      item: 'ssh-enable',
      type: 'boolean',
      label: { en: 'SSH access for admin user enabled', de: 'SSH-Zugang für Administrator' },
      help: {
        en: 'Lets the administrator open a shell on the phone by SSH.',
        de: 'Erlaubt dem Administrator den Zugang zum Telefon über SSH.',
      },
      default: false,
      source: 'PENT, DLSIR',
    },
    {
      id: 'ssh-session-password',
      item: 'ssh-password',
      type: 'password',
      label: { en: 'SSH session password', de: 'Kennwort der SSH-Sitzung' },
      help: {
        en: 'Password that is asked for when the SSH session opens.',
        de: 'Kennwort, das beim Aufbau der SSH-Sitzung abgefragt wird.',
      },
      secret: true,
      source: 'PENT',
    },
    {
      id: 'ssh-session-connect-timer',
      item: 'ssh-timer-connect',
      type: 'enum',
      label: { en: 'SSH session connect timer', de: 'Zeit für SSH-Verbindungsaufbau' },
      help: {
        en: 'Minutes after activation in which the SSH session must be opened.',
        de: 'Minuten nach der Freigabe, in denen die SSH-Sitzung aufgebaut sein muss.',
      },
      values: counted([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], MINUTES),
      default: '3',
      source: 'PENT',
    },
    {
      id: 'ssh-session-lifetime',
      item: 'ssh-timer-session',
      type: 'enum',
      label: { en: 'SSH session lifetime', de: 'Dauer der SSH-Sitzung' },
      help: {
        en: 'Minutes after which the phone ends the SSH session.',
        de: 'Minuten, nach denen das Telefon die SSH-Sitzung beendet.',
      },
      values: counted([5, 10, 20, 30, 60], MINUTES),
      source: 'PENT',
    },
  ]),

  ...inSection('7.9.6', [
    {
      id: 'snmp-trap-sending-enabled',
      item: 'snmp-traps-active',
      type: 'boolean',
      label: { en: 'SNMP trap sending enabled', de: 'SNMP-Traps senden' },
      help: { en: 'Sends SNMP traps when errors occur.', de: 'Sendet bei Fehlern SNMP-Traps.' },
      default: true,
      source: 'GS3',
    },
    {
      id: 'snmp-trap-address',
      item: 'snmp-trap-addr',
      type: 'host',
      label: { en: 'SNMP trap address', de: 'SNMP-Trap-Adresse' },
      help: {
        en: 'Address of the server that takes SNMP traps.',
        de: 'Adresse des Servers, der SNMP-Traps entgegennimmt.',
      },
      emptyWire: 'NULL',
      source: 'GS3, GS5',
    },
    {
      id: 'snmp-trap-port',
      item: 'snmp-trap-port',
      type: 'integer',
      label: { en: 'SNMP trap port', de: 'SNMP-Trap-Port' },
      help: {
        en: 'Port of the server that takes SNMP traps.',
        de: 'Port des Servers, der SNMP-Traps entgegennimmt.',
      },
      default: 162,
      min: 1,
      max: 65535,
      format: 'port',
      source: 'GS3, GS5',
    },
    {
      id: 'snmp-trap-password',
      item: 'snmp-trap-pwd',
      type: 'password',
      label: { en: 'SNMP trap password', de: 'SNMP-Trap-Kennwort' },
      help: {
        en: 'Community string that the phone sends with SNMP traps.',
        de: 'Community-String, den das Telefon mit SNMP-Traps sendet.',
      },
      secret: true,
      source: 'GS3',
    },
    {
      id: 'snmp-queries-enabled',
      item: 'snmp-queries-allowed',
      type: 'boolean',
      label: { en: 'SNMP queries enabled', de: 'SNMP-Abfragen aktiv' },
      help: {
        en: 'Lets a management system read the phone by SNMP.',
        de: 'Erlaubt einem Managementsystem, das Telefon über SNMP abzufragen.',
      },
      default: false,
      source: 'GS3, DLSIR',
    },
    {
      id: 'snmp-queries-password',
      item: 'snmp-pwd',
      type: 'password',
      label: { en: 'SNMP queries password', de: 'Kennwort für SNMP-Abfragen' },
      help: {
        en: 'Community string that a management system must present.',
        de: 'Community-String, den ein Managementsystem bei Abfragen vorweisen muss.',
      },
      secret: true,
      source: 'GS3',
    },
    {
      id: 'diagnostic-trap-sending-enabled',
      item: 'diagnostic-traps-active',
      type: 'boolean',
      label: { en: 'Diagnostic trap sending enabled', de: 'Diagnose-Traps senden' },
      help: { en: 'Sends SNMP traps with diagnostic data.', de: 'Sendet SNMP-Traps mit Diagnosedaten.' },
      default: true,
      source: 'GS3',
    },
    {
      id: 'diagnostic-trap-address',
      item: 'diagnostic-trap-addr',
      type: 'host',
      label: { en: 'Diagnostic trap address', de: 'Diagnose-Trap-Adresse' },
      help: {
        en: 'Address of the server that takes diagnostic traps.',
        de: 'Adresse des Servers, der Diagnose-Traps entgegennimmt.',
      },
      source: 'GS3',
    },
    {
      id: 'diagnostic-trap-port',
      item: 'diagnostic-trap-port',
      type: 'integer',
      label: { en: 'Diagnostic trap port', de: 'Diagnose-Trap-Port' },
      help: {
        en: 'Port of the server that takes diagnostic traps.',
        de: 'Port des Servers, der Diagnose-Traps entgegennimmt.',
      },
      default: 162,
      min: 1,
      max: 65535,
      format: 'port',
      source: 'GS3, GS5',
    },
    {
      id: 'diagnostic-trap-password',
      item: 'diagnostic-trap-pwd',
      type: 'password',
      label: { en: 'Diagnostic trap password', de: 'Diagnose-Trap-Kennwort' },
      help: {
        en: 'Community string that the phone sends with diagnostic traps.',
        de: 'Community-String, den das Telefon mit Diagnose-Traps sendet.',
      },
      secret: true,
      source: 'GS3',
    },
  ]),

  ...inSection('7.9.7', [
    {
      id: 'qos-trap-sending-enabled',
      item: 'qdc-qcu-active',
      type: 'boolean',
      label: { en: 'QoS trap sending enabled', de: 'QoS-Traps senden' },
      help: {
        en: 'Sends SNMP traps with data on speech quality.',
        de: 'Sendet SNMP-Traps mit Daten zur Sprachqualität.',
      },
      default: true,
      source: 'GS3',
    },
    {
      id: 'qos-trap-address',
      item: 'qdc-collection-unit-addr',
      type: 'host',
      label: { en: 'QoS trap address', de: 'QoS-Trap-Adresse' },
      help: {
        en: 'Address of the unit that collects data on speech quality.',
        de: 'Adresse der Stelle, die Daten zur Sprachqualität sammelt.',
      },
      source: 'GS3',
    },
    {
      id: 'qos-trap-port',
      item: 'qdc-collection-unit-port',
      type: 'integer',
      label: { en: 'QoS trap port', de: 'QoS-Trap-Port' },
      help: {
        en: 'Port of the unit that collects data on speech quality.',
        de: 'Port der Stelle, die Daten zur Sprachqualität sammelt.',
      },
      default: 12010,
      min: 1,
      max: 65535,
      format: 'port',
      source: 'GS3',
    },
    {
      id: 'qos-trap-password',
      item: 'qdc-trap-pwd',
      type: 'password',
      label: { en: 'QoS trap password', de: 'QoS-Trap-Kennwort' },
      help: {
        en: 'Community string that the phone sends with QoS traps.',
        de: 'Community-String, den das Telefon mit QoS-Traps sendet.',
      },
      secret: true,
      source: 'GS3',
    },
  ]),
];
