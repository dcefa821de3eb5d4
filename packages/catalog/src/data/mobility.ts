import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.1.5 of the guide. */
export const mobility: readonly Parameter[] = [
  ...inSection('7.1.5', [
    {
      id: 'mobility-enabled',
      item: 'mobility-enabled',
      type: 'boolean',
      label: { en: 'Mobility enabled', de: 'Mobilität aktiv' },
      help: {
        en: 'Lets mobile users log on at this phone.',
        de: 'Mobile Benutzer können sich an diesem Telefon anmelden.',
      },
      default: false,
      scopes: ['client-sip', 'client-hfa', 'template'],
      source: 'GS3, SIM',
    },
    {
      id: 'international-mobility-id',
      item: 'international-mobility-id',
      type: 'boolean',
      label: { en: 'International mobility ID', de: 'Internationale Mobility-ID' },
      help: {
        en: 'Puts the country code in front of the number that a mobile user logs on with.',
        de: 'Ergänzt bei der Anmeldung mobiler Benutzer die Rufnummer um die Landeskennzahl.',
      },
      default: false,
      scopes: ['template'],
      source: 'SIM',
    },
    {
      id: 'mobile-password-on-logoff',
      item: 'mobility-password-on-logoff',
      type: 'boolean',
      label: { en: 'Mobile password on logoff', de: 'Kennwort bei mobiler Abmeldung' },
      help: {
        en: 'Asks mobile users for their password when they log off.',
        de: 'Fragt mobile Benutzer auch beim Abmelden nach dem Kennwort.',
      },
      default: false,
      scopes: ['template'],
      source: 'GS3, SIM',
    },
    {
      id: 'mobility-state',
      item: 'sip-mobility-state',
      type: 'enum',
      label: { en: 'Mobility state', de: 'Mobilitätsstatus' },
      help: {
        en: 'Tells whether a mobile user is logged on at the phone.',
        de: 'Zeigt, ob am Telefon ein mobiler Benutzer angemeldet ist.',
      },
      values: [
        { value: 'logged-on', wire: '0', label: { en: 'Logged on', de: 'Angemeldet' } },
        { value: 'logged-off', wire: '1', label: { en: 'Logged off', de: 'Abgemeldet' } },
        { value: 'changing', wire: '2', label: { en: 'Changing', de: 'Im Übergang' } },
      ],
      default: 'logged-on',
      purpose: 'report',
      scopes: ['client-sip', 'client-hfa'],
      source: 'SIM',
    },
  ]),
];
