import { counted, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const SECONDS = { one: { en: 'second', de: 'Sekunde' }, many: { en: 'seconds', de: 'Sekunden' } };
const MINUTES = { one: { en: 'minute', de: 'Minute' }, many: { en: 'minutes', de: 'Minuten' } };

/** Section 7.7.3 of the guide. */
export const userDisplay: readonly Parameter[] = [
  ...inSection('7.7.3', [
    {
      id: 'inactivity-timeout',
      item: 'inactivity-timeout',
      type: 'enum',
      label: { en: 'Inactivity Timeout', de: 'Zeit bis zum Ruhebildschirm' },
      help: {
        en: 'Minutes without a key press until the idle screen appears.',
        de: 'Minuten ohne Bedienung, bis der Ruhebildschirm erscheint.',
      },
      values: counted([1, 5, 10, 20, 30, 60, 120], MINUTES),
      default: '5',
      source: 'GS3, SIM',
    },
    {
      id: 'screensaver-enabled',
      item: 'screensaver-enabled',
      type: 'boolean',
      label: { en: 'Screensaver enabled', de: 'Bildschirmschoner aktiv' },
      help: {
        en: 'Shows pictures in turn while the phone is idle.',
        de: 'Zeigt im Ruhezustand wechselnde Bilder.',
      },
      default: true,
      scopes: ['client-hfa', 'user', 'template'],
      source: 'SIM, GS5',
    },
    {
      id: 'screensaver-image-timeout',
      item: 'screensaver-image-timeout',
      type: 'enum',
      label: { en: 'Screensaver image timeout', de: 'Bildwechsel des Bildschirmschoners' },
      help: {
        en: 'Seconds for which the screen saver shows one picture.',
        de: 'Sekunden, für die der Bildschirmschoner ein Bild zeigt.',
      },
      values: counted([5, 10, 20, 30, 60], SECONDS),
      default: '10',
      source: 'SIM',
    },
  ]),
];
