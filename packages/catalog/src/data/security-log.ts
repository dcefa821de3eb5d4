import { counted, inferred, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const PERCENT = { one: { en: '%', de: '%' }, many: { en: '%', de: '%' } };

/** The guide prints no space, German has one. */
const LEVELS = inferred(counted([10, 20, 30, 35, 40, 45, 50, 55, 60, 65, 70, 80, 90], PERCENT)).map(
  (choice) => ({ ...choice, label: { ...choice.label, en: choice.label.en.replace(' ', '') } }),
);

/** Section 7.9.5 of the guide. */
export const securityLog: readonly Parameter[] = inSection('7.9.5', [
  {
    id: 'archive-at-percentage-level',
    item: 'slog-archive-level',
    type: 'enum',
    label: { en: 'Archive at percentage level', de: 'Archivieren ab Füllstand' },
    help: {
      en: 'How full the security log may become before it is archived.',
      de: 'Gibt an, wie voll das Sicherheitsprotokoll werden darf, bevor es archiviert wird.',
    },
    values: LEVELS,
    default: '50',
    certainty: 'inferred',
    source: 'OSEM 7.9.5',
  },
  {
    id: 'automatic-archiving-enabled',
    item: 'slog-auto-archive',
    type: 'boolean',
    label: { en: 'Automatic archiving enabled', de: 'Automatische Archivierung aktiv' },
    help: {
      en: 'Has the security log archived without a request of the administrator.',
      de: 'Lässt das Sicherheitsprotokoll ohne Zutun des Administrators archivieren.',
    },
    default: false,
    certainty: 'inferred',
    source: 'OSEM 7.9.5',
  },
  {
    id: 'security-log-file-maximum-lines',
    item: 'slog-max-lines',
    type: 'integer',
    label: { en: 'Security log file maximum lines', de: 'Höchstzahl der Protokollzeilen' },
    help: {
      en: 'Lines that the security log holds before old ones are overwritten.',
      de: 'Zeilen, die das Sicherheitsprotokoll fasst, bevor alte überschrieben werden.',
    },
    default: 500,
    min: 1,
    certainty: 'inferred',
    source: 'OSEM 7.9.5',
  },
  {
    id: 'last-archived',
    item: 'slog-last-archived',
    type: 'text',
    label: { en: 'Last archived', de: 'Zuletzt archiviert' },
    help: {
      en: 'Date and time at which the security log was archived last.',
      de: 'Datum und Uhrzeit, zu der das Sicherheitsprotokoll zuletzt archiviert wurde.',
    },
    purpose: 'report',
    scopes: ['client-sip', 'client-hfa'],
    certainty: 'inferred',
    source: 'OSEM 7.9.5',
  },
]);
