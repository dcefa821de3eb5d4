import { type ChoiceDefinition, counted, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Numbers are taken to be their own codes, and no limit to be 0. */
const LOGON_ATTEMPTS: readonly ChoiceDefinition[] = [
  ...counted([1, 2, 5, 10], {
    one: { en: 'attempt', de: 'Versuch' },
    many: { en: 'attempts', de: 'Versuche' },
  }),
  { value: 'unlimited', wire: '0', label: { en: 'Unlimited', de: 'Unbegrenzt' } },
].map((choice) => ({ ...choice, certainty: 'inferred' }));

/** Section 7.1.5 of the guide. */
export const mobility: readonly Parameter[] = [
  ...inSection('7.1.5', [
    {
      id: 'hide-mobility-icon',
      item: 'hide-mobility-icon',
      type: 'boolean',
      label: { en: 'Hide mobility icon', de: 'Mobilitätssymbol ausblenden' },
      help: {
        en: 'Leaves the symbol for mobile users out of the display.',
        de: 'Zeigt das Symbol für mobile Benutzer im Display nicht an.',
      },
      default: false,
      scopes: ['user', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.1.5',
    },
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
      id: 'mobility-logon-attempts',
      item: 'mobility-logon-attempts',
      type: 'enum',
      label: { en: 'Mobility logon attempts', de: 'Versuche bei mobiler Anmeldung' },
      help: {
        en: 'How often a mobile user may try to log on before the phone refuses.',
        de: 'Legt fest, wie oft sich ein mobiler Benutzer vergeblich anmelden darf.',
      },
      values: LOGON_ATTEMPTS,
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.1.5',
    },
    {
      id: 'cancel-mobility-password',
      item: 'mobility-cancel-pwd',
      type: 'password',
      label: { en: 'Cancel mobility password', de: 'Kennwort zum Abbrechen der Mobilität' },
      help: {
        en: 'Password with which the mobility function can be switched off at the phone itself.',
        de: 'Kennwort, mit dem sich die Mobilitätsfunktion am Telefon selbst ausschalten lässt.',
      },
      secret: true,
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.1.5',
    },
    {
      id: 'mobility-mode',
      item: 'mobility-mode',
      type: 'enum',
      label: { en: 'Mobility mode', de: 'Mobilitätsmodus' },
      help: {
        en: 'Whether the phone also protects the personal data of mobile users.',
        de: 'Legt fest, ob das Telefon auch die persönlichen Daten mobiler Benutzer schützt.',
      },
      values: [
        { value: 'basic', wire: '0', label: { en: 'Basic', de: 'Einfach' }, certainty: 'inferred' },
        {
          value: 'data-privacy',
          wire: '1',
          label: { en: 'Data privacy', de: 'Datenschutz' },
          certainty: 'inferred',
        },
      ],
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.1.5',
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
