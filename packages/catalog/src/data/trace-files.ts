import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.9.1 of the guide. */
export const traceFiles: readonly Parameter[] = inSection('7.9.1', [
  {
    id: 'trace-file-size',
    item: 'trace-file-size',
    type: 'integer',
    label: { en: 'Trace file size', de: 'Größe der Trace-Datei' },
    help: {
      en: 'Bytes after which the phone puts the trace file aside and begins a new one.',
      de: 'Anzahl der Bytes, nach der das Telefon die Trace-Datei beiseitelegt und eine neue beginnt.',
    },
    min: 1,
    unit: 'bytes',
    certainty: 'inferred',
    source: 'OSEM 7.9.1, ADM-OS',
  },
  {
    id: 'trace-timeout-min',
    item: 'trace-timeout',
    type: 'integer',
    label: { en: 'Trace Timeout (min)', de: 'Trace-Dauer (Minuten)' },
    help: {
      en: 'Minutes after which the phone sets all trace levels back to off; 0 means never.',
      de: 'Minuten, nach denen das Telefon alle Trace-Stufen wieder ausschaltet; 0 bedeutet nie.',
    },
    min: 0,
    unit: 'minutes',
    certainty: 'inferred',
    source: 'OSEM 7.9.1, ADM-OS',
  },
  {
    id: 'clear-trace-file',
    item: 'trace-clear',
    type: 'boolean',
    label: { en: 'Clear trace file', de: 'Trace-Datei vorher leeren' },
    help: {
      en: 'Begins each trace with an empty file instead of adding to the last one.',
      de: 'Beginnt jeden Trace mit einer leeren Datei, statt die letzte fortzusetzen.',
    },
    default: false,
    certainty: 'inferred',
    source: 'OSEM 7.9.1, ADM-OS',
  },
  {
    id: 'core-files-enabled',
    item: 'core-files-enabled',
    type: 'boolean',
    label: { en: 'Core files enabled', de: 'Speicherabbilder aktiv' },
    help: {
      en: 'Keeps an image of the memory when a program of the phone crashes, so that the cause can be found.',
      de: 'Bewahrt beim Absturz eines Programms im Telefon ein Speicherabbild auf, mit dem sich die Ursache finden lässt.',
    },
    default: true,
    certainty: 'inferred',
    source: 'OSEM 7.9.1',
  },
]);
