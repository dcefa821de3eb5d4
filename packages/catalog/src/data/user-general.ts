import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.7.1 of the guide. */
export const userGeneral: readonly Parameter[] = [
  ...inSection('7.7.1', [
    {
      id: 'language',
      item: 'language-iso',
      type: 'text',
      label: { en: 'Language', de: 'Sprache' },
      help: {
        en: "Language of the phone's menus as an ISO code, such as de or en.",
        de: 'Sprache der Telefonmenüs als ISO-Code, etwa de oder en.',
      },
      default: 'en',
      format: 'language',
      source: 'GS3, SIM',
    },
    {
      id: 'country',
      item: 'country-iso',
      type: 'text',
      label: { en: 'Country', de: 'Land' },
      help: {
        en: 'Country as an ISO code, which sets tones and the speech coding law.',
        de: 'Land als ISO-Code; es bestimmt Hörtöne und Sprachkodierung.',
      },
      default: 'US',
      format: 'country',
      source: 'GS3, GS5, SIM',
    },
    {
      id: 'enable-display-id',
      item: 'use-display-id',
      type: 'boolean',
      label: { en: 'Enable display ID', de: 'Anzeigekennung verwenden' },
      help: {
        en: 'Shows the display ID instead of the number on the idle screen.',
        de: 'Zeigt im Ruhezustand die Anzeigekennung statt der Rufnummer.',
      },
      default: false,
      scopes: ['client-sip', 'user', 'template'],
      source: 'GS3, SIM, DLSIR',
    },
    {
      id: 'display-id',
      item: 'display-id-unicode',
      type: 'text',
      label: { en: 'Display ID', de: 'Anzeigekennung' },
      help: {
        en: 'Text that the idle screen shows to name the phone.',
        de: 'Text, mit dem sich das Telefon im Ruhezustand zu erkennen gibt.',
      },
      maxLength: 24,
      scopes: ['client-sip', 'user', 'template'],
      source: 'GS3, SIM, DLSIR',
    },
    {
      id: 'missed-call-led',
      item: 'missed-call-led',
      type: 'enum',
      label: { en: 'Missed call LED', de: 'LED für verpasste Anrufe' },
      help: {
        en: 'Lamps that tell of new missed calls.',
        de: 'Leuchten, die neue verpasste Anrufe anzeigen.',
      },
      values: [
        {
          value: 'mwi-key',
          wire: '0',
          label: { en: 'MWI key only', de: 'Nur MWI-Taste' },
          certainty: 'inferred',
        },
        {
          value: 'mwi-key-and-alertbar',
          wire: '1',
          label: { en: 'MWI key and AlertBar LED', de: 'MWI-Taste und AlertBar-LED' },
          certainty: 'inferred',
        },
        {
          value: 'alertbar',
          wire: '2',
          label: { en: 'AlertBar LED', de: 'AlertBar-LED' },
          certainty: 'inferred',
        },
        { value: 'none', wire: '3', label: { en: 'No LED', de: 'Keine LED' } },
      ],
      default: 'alertbar',
      scopes: ['client-sip', 'user', 'template'],
      source: 'DLSIR',
    },
    {
      id: 'il-alerts-enabled',
      item: 'IL-alert-notification-enabled',
      type: 'boolean',
      label: { en: 'IL alerts enabled', de: 'IL-Hinweise aktiv' },
      help: {
        en: 'Tells the user by popup and tone when the IL level of a call changes.',
        de: 'Meldet dem Benutzer mit Einblendung und Ton, wenn sich die IL-Stufe eines Gesprächs ändert.',
      },
      default: true,
      scopes: ['client-sip', 'user', 'template'],
      source: 'SIM',
    },
  ]),
];
