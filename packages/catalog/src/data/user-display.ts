import { counted, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const SECONDS = { one: { en: 'second', de: 'Sekunde' }, many: { en: 'seconds', de: 'Sekunden' } };
const MINUTES = { one: { en: 'minute', de: 'Minute' }, many: { en: 'minutes', de: 'Minuten' } };

/** Section 7.7.3 of the guide. */
export const userDisplay: readonly Parameter[] = [
  ...inSection('7.7.3', [
    {
      id: 'inactivity-screen-type',
      item: 'inactivity-screen-type',
      type: 'enum',
      label: { en: 'Inactivity screen type', de: 'Art des Ruhebildschirms' },
      help: {
        en: 'What the display shows once the phone has been left alone for a while.',
        de: 'Inhalt, den das Display nach längerer Zeit ohne Bedienung zeigt.',
      },
      values: [
        { value: 'menu', wire: '0', label: { en: 'Menu Screen', de: 'Menü' }, certainty: 'inferred' },
        { value: 'slideshow', wire: '1', label: { en: 'Slideshow', de: 'Diashow' }, certainty: 'inferred' },
        { value: 'time', wire: '2', label: { en: 'Time screen', de: 'Uhrzeit' }, certainty: 'inferred' },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.7.3',
    },
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
    {
      id: 'pixelsaver-timeout',
      item: 'pixelsaver-timeout-xt',
      type: 'enum',
      label: { en: 'Pixelsaver timeout', de: 'Zeit bis zum Pixelschoner' },
      help: {
        en: 'Pair of times without use after which the display is darkened to spare it.',
        de: 'Zeitenpaar ohne Bedienung, nach dem das Display zu seiner Schonung abgedunkelt wird.',
      },
      values: [
        {
          value: '1-5-min',
          wire: '1',
          label: { en: '1 min/ 5 min', de: '1 min / 5 min' },
          certainty: 'inferred',
        },
        {
          value: '5-20-min',
          wire: '5',
          label: { en: '5 min/ 20 min', de: '5 min / 20 min' },
          certainty: 'inferred',
        },
        {
          value: '30-min-2-h',
          wire: '30',
          label: { en: '30 min/ 2 hrs', de: '30 min / 2 h' },
          certainty: 'inferred',
        },
        {
          value: '45-min-4-h',
          wire: '45',
          label: { en: '45 min/ 4 hrs', de: '45 min / 4 h' },
          certainty: 'inferred',
        },
        {
          value: '60-min-8-h',
          wire: '60',
          label: { en: '60 min/ 8 hrs', de: '60 min / 8 h' },
          certainty: 'inferred',
        },
      ],
      default: '5-20-min',
      certainty: 'inferred',
      source: 'SIM',
    },
    {
      id: 'display-brightness',
      item: 'display-brightness',
      type: 'enum',
      label: { en: 'Display Brightness', de: 'Displayhelligkeit' },
      help: { en: 'How brightly the display shines.', de: 'Legt fest, wie hell das Display leuchtet.' },
      values: [
        { value: 'minus-3', wire: '0', label: { en: '-3', de: '-3' }, certainty: 'inferred' },
        { value: 'minus-2', wire: '1', label: { en: '-2', de: '-2' }, certainty: 'inferred' },
        { value: 'minus-1', wire: '2', label: { en: '-1', de: '-1' }, certainty: 'inferred' },
        { value: 'default', wire: '3', label: { en: 'Default', de: 'Standard' } },
        { value: 'plus-1', wire: '4', label: { en: '+1', de: '+1' }, certainty: 'inferred' },
        { value: 'plus-2', wire: '5', label: { en: '+2', de: '+2' }, certainty: 'inferred' },
        { value: 'plus-3', wire: '6', label: { en: '+3', de: '+3' }, certainty: 'inferred' },
      ],
      default: 'default',
      certainty: 'inferred',
      source: 'DLSIR',
    },
    {
      id: 'key-module-display-text-level',
      item: 'key-module-display-text-level',
      type: 'enum',
      label: { en: 'Key module display text level', de: 'Schriftgröße am Beistellgerät' },
      help: {
        en: "Size of the texts on a key module's display.",
        de: 'Größe der Texte in der Anzeige eines Beistellgeräts.',
      },
      values: [
        { value: 'normal', wire: '0', label: { en: 'Normal', de: 'Normal' }, certainty: 'inferred' },
        { value: 'medium', wire: '1', label: { en: 'Medium', de: 'Mittel' }, certainty: 'inferred' },
        { value: 'high', wire: '2', label: { en: 'High', de: 'Groß' }, certainty: 'inferred' },
        { value: 'max', wire: '3', label: { en: 'Max', de: 'Maximal' }, certainty: 'inferred' },
      ],
      default: 'normal',
      certainty: 'inferred',
      source: 'OSEM 7.7.3',
    },
    {
      id: 'landing-screen',
      item: 'landing-screen',
      type: 'enum',
      label: { en: 'Landing screen', de: 'Startbildschirm' },
      help: {
        en: 'View that the phone opens first when somebody starts to use it.',
        de: 'Ansicht, die das Telefon zu Beginn der Bedienung zeigt.',
      },
      values: [
        {
          value: 'conversations',
          wire: '0',
          label: { en: 'Conversations', de: 'Gespräche' },
          certainty: 'inferred',
        },
        {
          value: 'favourites',
          wire: '1',
          label: { en: 'Favourites', de: 'Favoriten' },
          certainty: 'inferred',
        },
        { value: 'main-menu', wire: '2', label: { en: 'Main Menu', de: 'Hauptmenü' }, certainty: 'inferred' },
      ],
      scopes: ['client-sip', 'user', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.7.3',
    },
  ]),
];
