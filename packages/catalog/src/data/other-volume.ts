import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Volume and ringing: items without a place in the guide. */
export const otherVolume: readonly Parameter[] = [
  ...inSection('other.volume', [
    {
      id: 'handset-volume',
      item: 'handset-volume',
      type: 'integer',
      label: { en: 'Handset volume', de: 'Lautstärke des Hörers' },
      help: { en: 'Loudness in the handset.', de: 'Lautstärke im Hörer.' },
      default: 3,
      min: 0,
      source: 'SIM',
    },
    {
      id: 'headset-volume',
      item: 'headset-volume',
      type: 'integer',
      label: { en: 'Headset volume', de: 'Lautstärke des Headsets' },
      help: { en: 'Loudness in the headset.', de: 'Lautstärke im Headset.' },
      default: 8,
      min: 0,
      source: 'SIM',
    },
    {
      id: 'handsfree-volume',
      item: 'handsfree-volume',
      type: 'integer',
      label: { en: 'Hands-free volume', de: 'Lautstärke beim Freisprechen' },
      help: {
        en: 'Loudness of the loudspeaker when talking hands-free.',
        de: 'Lautstärke des Lautsprechers beim Freisprechen.',
      },
      default: 8,
      min: 0,
      source: 'SIM',
    },
    {
      id: 'open-listening-volume',
      item: 'open-listening-volume',
      type: 'integer',
      label: { en: 'Open listening volume', de: 'Lautstärke beim Lauthören' },
      help: {
        en: 'Loudness of the loudspeaker in open listening.',
        de: 'Lautstärke des Lautsprechers beim Lauthören.',
      },
      default: 3,
      min: 0,
      source: 'SIM',
    },
    {
      id: 'ringer-volume',
      item: 'ringer-volume',
      type: 'integer',
      label: { en: 'Ringer volume', de: 'Klingellautstärke' },
      help: { en: 'Loudness of the ringing.', de: 'Lautstärke des Klingelns.' },
      default: 1,
      min: 0,
      source: 'SIM',
    },
    {
      id: 'warn-tone-volume',
      item: 'warn-tone-volume',
      type: 'integer',
      label: { en: 'Attention tone volume', de: 'Lautstärke des Aufmerksamkeitstons' },
      help: { en: 'Loudness of attention tones.', de: 'Lautstärke von Aufmerksamkeitstönen.' },
      default: 1,
      min: 0,
      source: 'SIM',
    },
    {
      id: 'ringer-enabled',
      item: 'ringer-enabled',
      type: 'boolean',
      label: { en: 'Ringer', de: 'Klingel' },
      help: {
        en: 'Rings for incoming calls; off keeps the phone silent.',
        de: 'Klingelt bei ankommenden Anrufen; ausgeschaltet bleibt das Telefon stumm.',
      },
      default: true,
      source: 'SIM',
    },
  ]),
];
