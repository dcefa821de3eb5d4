import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.7.4 of the guide. */
export const userTones: readonly Parameter[] = [
  ...inSection('7.7.4', [
    {
      id: 'ringer',
      item: 'ringer-audio-file',
      type: 'text',
      label: { en: 'Ringer', de: 'Klingeltondatei' },
      help: {
        en: 'Name of the audio file on the phone that is played as ringtone; empty for a pattern.',
        de: 'Name der Audiodatei auf dem Telefon, die als Klingelton dient; leer für ein Klingelmuster.',
      },
      source: 'GS3, DLSIR',
    },
    {
      id: 'pattern-melody',
      item: 'ringer-melody',
      type: 'integer',
      label: { en: 'Pattern melody', de: 'Melodie des Klingelmusters' },
      help: {
        en: 'Number of the melody that the ringing pattern plays.',
        de: 'Nummer der Melodie, die das Klingelmuster spielt.',
      },
      default: 2,
      min: 1,
      max: 8,
      scopes: ['client-sip', 'user', 'template'],
      source: 'GS3, SIM',
    },
    {
      id: 'pattern-sequence',
      item: 'ringer-tone-sequence',
      type: 'integer',
      label: { en: 'Pattern sequence', de: 'Tonfolge des Klingelmusters' },
      help: {
        en: 'Number of the rhythm in which the ringing pattern plays.',
        de: 'Nummer der Tonfolge, in der das Klingelmuster spielt.',
      },
      default: 2,
      min: 1,
      max: 6,
      scopes: ['client-sip', 'user', 'template'],
      source: 'GS3, SIM',
    },
    {
      id: 'open-listening',
      item: 'loudspeaker-function-mode',
      type: 'enum',
      label: { en: 'Open listening', de: 'Lauthören' },
      help: {
        en: 'How the user changes between handset, open listening and hands-free talking.',
        de: 'Art, wie zwischen Hörer, Lauthören und Freisprechen gewechselt wird.',
      },
      values: [
        {
          value: 'standard',
          wire: '0',
          label: { en: 'Standard Mode', de: 'Standard' },
          certainty: 'inferred',
        },
        { value: 'us', wire: '1', label: { en: 'US mode', de: 'US-Modus' }, certainty: 'inferred' },
      ],
      default: 'us',
      scopes: ['client-sip', 'user', 'template'],
      source: 'GS3, SIM',
    },
    {
      id: 'headset-socket',
      item: 'headset-socket',
      type: 'enum',
      label: { en: 'Headset socket', de: 'Headset-Buchse' },
      help: {
        en: 'Kind of device that is plugged into the headset socket.',
        de: 'Art des Geräts, das an der Headset-Buchse angeschlossen ist.',
      },
      values: [
        {
          value: 'wired',
          wire: '0',
          label: { en: 'Wired headset', de: 'Kabelgebundenes Headset' },
          certainty: 'inferred',
        },
        {
          value: 'cordless',
          wire: '1',
          label: { en: 'Cordless', de: 'Schnurloses Headset' },
          certainty: 'inferred',
        },
        {
          value: 'conference-unit',
          wire: '2',
          label: { en: 'Conference unit', de: 'Konferenzeinheit' },
          certainty: 'inferred',
        },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.7.4',
    },
    {
      id: 'key-click-volume',
      item: 'key-click-volume',
      type: 'enum',
      label: { en: 'Key click volume', de: 'Tastenklick-Lautstärke' },
      help: {
        en: 'Loudness of the click when a key is pressed.',
        de: 'Lautstärke des Klicks beim Drücken einer Taste.',
      },
      values: [
        { value: 'off', wire: '0', label: { en: 'Off', de: 'Aus' } },
        { value: 'low', wire: '1', label: { en: 'Low', de: 'Leise' }, certainty: 'inferred' },
        { value: 'medium', wire: '2', label: { en: 'Medium', de: 'Mittel' }, certainty: 'inferred' },
        { value: 'high', wire: '3', label: { en: 'High', de: 'Laut' }, certainty: 'inferred' },
      ],
      default: 'off',
      source: 'SIM',
    },
    {
      id: 'key-click-keys',
      item: 'click-keys',
      type: 'enum',
      label: { en: 'Key click keys', de: 'Tasten mit Tastenklick' },
      help: {
        en: 'Keys that click when they are pressed.',
        de: 'Tasten, deren Druck mit einem Klick bestätigt wird.',
      },
      values: [
        {
          value: 'dialpad',
          wire: '0',
          label: { en: 'Dialpad only', de: 'Nur Wähltastatur' },
          certainty: 'inferred',
        },
        { value: 'all', wire: '1', label: { en: 'All keys', de: 'Alle Tasten' }, certainty: 'inferred' },
      ],
      default: 'dialpad',
      source: 'SIM',
    },
    {
      id: 'music-on-hold-enabled',
      item: 'moh-enabled',
      type: 'boolean',
      label: { en: 'Music on hold enabled', de: 'Wartemusik aktiv' },
      help: {
        en: 'Plays music to a partner who is on hold or parked.',
        de: 'Spielt gehaltenen und geparkten Gesprächspartnern Musik vor.',
      },
      default: true,
      scopes: ['client-sip', 'user', 'template'],
      source: 'SIM, DLSIR',
    },
  ]),
];
