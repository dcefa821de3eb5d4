import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Sections 7.5.4, 7.5.5, 7.5.6 of the guide. */
export const features: readonly Parameter[] = [
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
