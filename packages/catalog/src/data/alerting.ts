import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.4.5 of the guide. */
export const alerting: readonly Parameter[] = [
  ...inSection('7.4.5', [
    {
      // OpenStage phones know beep and ringer, told apart by false and true; the other codes follow from the guide.
      id: 'group-pickup-tone-type',
      item: 'group-pickup-as-ringer',
      type: 'enum',
      label: { en: 'Group Pickup Tone type', de: 'Ton der Gruppenübernahme' },
      help: {
        en: 'Sound with which the phone tells of a call that the pickup group may take.',
        de: 'Ton, mit dem das Telefon auf einen Anruf hinweist, den die Übernahmegruppe annehmen kann.',
      },
      values: [
        { value: 'off', wire: '0', label: { en: 'Off', de: 'Aus' }, certainty: 'inferred' },
        { value: 'beep', wire: 'false', label: { en: 'Beep', de: 'Hinweiston' } },
        {
          value: 'ring-burst',
          wire: '2',
          label: { en: 'Ring burst', de: 'Kurzes Klingeln' },
          certainty: 'inferred',
        },
        {
          value: 'ring-continuous',
          wire: 'true',
          label: { en: 'Ring continuous', de: 'Dauerndes Klingeln' },
          certainty: 'inferred',
        },
      ],
      default: 'beep',
      certainty: 'inferred',
      source: 'GS3, SIM',
    },
    {
      id: 'group-pickup-tone-interval',
      item: 'group-pickup-tone-interval',
      type: 'integer',
      label: { en: 'Group Pickup Tone Interval', de: 'Abstand der Töne bei Gruppenübernahme' },
      help: {
        en: 'Seconds until the tone sounds again while a call waits for pickup; with 0 it does not pause.',
        de: 'Sekunden, nach denen der Ton bei einem anstehenden Anruf wiederholt wird; bei 0 ertönt er ohne Pause.',
      },
      default: 15,
      min: 0,
      max: 30,
      unit: 'seconds',
      certainty: 'inferred',
      source: 'OSEM 7.4.5',
    },
    {
      id: 'group-pickup-visual-alert-type',
      item: 'group-pickup-alert-type',
      type: 'enum',
      label: { en: 'Group Pickup Visual Alert Type', de: 'Anzeige der Gruppenübernahme' },
      help: {
        en: 'How the display tells of a call that the pickup group may take.',
        de: 'Art, wie das Display auf einen Anruf hinweist, den die Übernahmegruppe annehmen kann.',
      },
      values: [
        { value: 'prompt', wire: '0', label: { en: 'Prompt', de: 'Abfrage' }, certainty: 'inferred' },
        { value: 'notify', wire: '1', label: { en: 'Notify', de: 'Hinweis' }, certainty: 'inferred' },
        {
          value: 'fpk-only',
          wire: '2',
          label: { en: 'FPK only', de: 'Nur Funktionstaste' },
          certainty: 'inferred',
        },
      ],
      default: 'prompt',
      source: 'GS3, SIM',
    },
    {
      id: 'blf-alert-type',
      item: 'blf-tone-type',
      type: 'enum',
      label: { en: 'BLF Alert Type', de: 'BLF-Signalton' },
      help: {
        en: 'Sound with which a busy lamp key tells of a call at the monitored phone.',
        de: 'Ton, mit dem eine Besetztlampenfeld-Taste einen Anruf am überwachten Telefon meldet.',
      },
      values: [
        { value: 'beep', wire: '0', label: { en: 'Beep', de: 'Hinweiston' }, certainty: 'inferred' },
        {
          value: 'ring-burst',
          wire: '1',
          label: { en: 'Ring burst', de: 'Kurzes Klingeln' },
          certainty: 'inferred',
        },
        {
          value: 'ring-continuous',
          wire: '2',
          label: { en: 'Ring continuous', de: 'Dauerndes Klingeln' },
          certainty: 'inferred',
        },
      ],
      default: 'beep',
      source: 'G 138, SIM',
    },
  ]),
];
