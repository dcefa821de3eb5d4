import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.5.5 of the guide. */
export const callRecording: readonly Parameter[] = [
  ...inSection('7.5.5', [
    {
      id: 'call-recorder-address',
      item: 'call-recorder-address',
      type: 'text',
      label: { en: 'Call Recorder Address', de: 'Adresse des Gesprächsrekorders' },
      help: {
        en: 'Address like recorder@example.com of the central recorder to which the phone sends calls.',
        de: 'Adresse wie recorder@example.com des zentralen Rekorders, an den das Telefon Gespräche sendet.',
      },
      format: 'dial-target',
      certainty: 'inferred',
      source: 'OSEM 7.5.5',
    },
    {
      id: 'call-recording-mode',
      item: 'call-record-mode',
      type: 'enum',
      label: { en: 'Call Recording Mode', de: 'Aufzeichnungsart' },
      help: {
        en: 'Which calls are recorded, and who starts it; Disabled needs SIP firmware V1 R8 or later.',
        de: 'Welche Gespräche aufgezeichnet werden und wer dies startet; Abgeschaltet erst ab SIP-Firmware V1 R8.',
      },
      values: [
        { value: 'manual', wire: '0', label: { en: 'Manual', de: 'Manuell' }, certainty: 'inferred' },
        {
          value: 'auto-start',
          wire: '1',
          label: { en: 'Auto Start', de: 'Automatischer Start' },
          certainty: 'inferred',
        },
        {
          value: 'all-calls',
          wire: '2',
          label: { en: 'All Calls', de: 'Alle Gespräche' },
          certainty: 'inferred',
        },
        {
          value: 'disabled',
          wire: '3',
          label: { en: 'Disabled', de: 'Abgeschaltet' },
          certainty: 'inferred',
        },
        {
          value: 'one-call',
          wire: '4',
          label: { en: 'One call', de: 'Ein Gespräch' },
          certainty: 'inferred',
        },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.5.5',
    },
    {
      id: 'call-recording-mode:auto-start',
      item: 'call-record-auto-start',
      type: 'boolean',
      label: { en: 'Recording starts by itself (old form)', de: 'Automatischer Start (alte Form)' },
      help: {
        en: 'Starts the recording of calls by itself on firmware that has no recording mode.',
        de: 'Startet die Aufzeichnung selbsttätig bei Firmware, die keine Aufzeichnungsart kennt.',
      },
      default: false,
      certainty: 'inferred',
      source: 'SIM',
    },
    {
      id: 'call-recording-mode:all-calls',
      item: 'call-record-all-calls',
      type: 'boolean',
      label: { en: 'Recording of all calls (old form)', de: 'Aufzeichnung aller Gespräche (alte Form)' },
      help: {
        en: 'Records every call on firmware that has no recording mode.',
        de: 'Zeichnet alle Gespräche auf bei Firmware, die keine Aufzeichnungsart kennt.',
      },
      default: false,
      certainty: 'inferred',
      source: 'SIM',
    },
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
];
