import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.5.4 of the guide. */
export const addressing: readonly Parameter[] = [
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
      id: 'directed-pickup-uri',
      item: 'pickup-directed-uri',
      type: 'text',
      label: { en: 'Directed Pickup URI', de: 'URI der gezielten Übernahme' },
      help: {
        en: 'Address or code with which the phone picks up the call of a certain other phone.',
        de: 'Adresse oder Kennzahl, mit der das Telefon den Anruf eines bestimmten Telefons übernimmt.',
      },
      format: 'dial-target',
      certainty: 'inferred',
      source: 'OSEM 7.5.4',
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
    {
      id: 'blf-resource-uri',
      item: 'blf-resource-uri',
      type: 'text',
      label: { en: 'BLF Resource URI', de: 'URI der BLF-Liste' },
      help: {
        en: 'Address of the list on the server that names the phones to monitor by busy lamp keys.',
        de: 'Adresse der Liste auf dem Server, die die per Besetztlampenfeld überwachten Telefone nennt.',
      },
      format: 'dial-target',
      emptyWire: 'NULL',
      certainty: 'inferred',
      source: 'OSEM 7.5.4',
    },
  ]),
];
