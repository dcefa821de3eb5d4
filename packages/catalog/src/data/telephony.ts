import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.3.1 of the guide. */
export const telephony: readonly Parameter[] = [
  ...inSection('7.3.1', [
    {
      id: 'name-update-source',
      item: 'name-update-source',
      type: 'enum',
      label: { en: 'Name update source', de: 'Quelle für Namen' },
      help: {
        en: 'Decides which source may replace the name of the other party on the display.',
        de: 'Bestimmt, aus welcher Quelle der angezeigte Name des Gesprächspartners ergänzt wird.',
      },
      values: [
        { value: 'none', wire: '0', label: { en: 'No source', de: 'Keine' }, certainty: 'inferred' },
        { value: 'ldap', wire: '1', label: { en: 'LDAP only', de: 'Nur LDAP' }, certainty: 'inferred' },
        {
          value: 'signaling',
          wire: '2',
          label: { en: 'Signalling only', de: 'Nur Signalisierung' },
          certainty: 'inferred',
        },
        {
          value: 'ldap-and-signaling',
          wire: '3',
          label: { en: 'LDAP and Signalling', de: 'LDAP und Signalisierung' },
          certainty: 'inferred',
        },
      ],
      default: 'none',
      certainty: 'inferred',
      source: 'OSEM 7.3.1',
    },
    {
      id: 'emergency-number',
      item: 'emergency-e164',
      type: 'text',
      label: { en: 'Emergency Number', de: 'Notrufnummer' },
      help: {
        en: 'Number that the emergency entry of the phone dials.',
        de: 'Rufnummer, die das Telefon im Notfall wählt.',
      },
      format: 'dial-target',
      source: 'GS3',
    },
    {
      id: 'not-used-timeout',
      item: 'not-used-timeout',
      type: 'integer',
      label: { en: 'Not used timeout', de: 'Zeitüberschreitung bei Inaktivität' },
      help: {
        en: 'Minutes without a key press after which the phone leaves menus and signs the user out of them.',
        de: 'Minuten ohne Bedienung, nach denen das Telefon Menüs verlässt und den Benutzer dort abmeldet.',
      },
      default: 2,
      min: 0,
      unit: 'minutes',
      source: 'GS3',
    },
  ]),
];
