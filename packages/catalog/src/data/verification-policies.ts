import { type ChoiceDefinition, inferred, inSection, type ParameterDefinition } from '../define.ts';
import type { LocalizedText, Parameter, Scope } from '../parameter.ts';

/** Something whose certificate the phone can check. */
interface Checked {
  /** Start of the id. */
  readonly id: string;
  readonly item: string;
  readonly name: LocalizedText;
  /** Completes "the certificate of …" and "das Zertifikat …". */
  readonly checked: LocalizedText;
  readonly scopes?: readonly Scope[];
}

const POLICIES: readonly ChoiceDefinition[] = [
  { value: 'none', wire: '0', label: { en: 'No verification', de: 'Keine Prüfung' } },
  { value: 'trusted', wire: '1', label: { en: 'Trusted', de: 'Vertrauenswürdig' }, certainty: 'inferred' },
  { value: 'full', wire: '2', label: { en: 'Full', de: 'Vollständig' }, certainty: 'inferred' },
];

/** Only for SIP the code of no verification has been seen. */
const OTHER_POLICIES = inferred(POLICIES);

const OTHERS: readonly Checked[] = [
  {
    id: 'hfa',
    item: 'hfa-tls-authentication-policy',
    name: { en: 'HFA', de: 'HFA' },
    checked: { en: 'the HFA gateway', de: 'des HFA-Gateways' },
    scopes: ['client-hfa', 'template'],
  },
  {
    id: '802-1x',
    item: 'dot1x-authentication-policy',
    name: { en: '802.1x', de: '802.1x' },
    checked: {
      en: 'the RADIUS server in sign-ins by 802.1x',
      de: 'des RADIUS-Servers bei Anmeldungen über 802.1x',
    },
  },
  {
    id: 'https',
    item: 'https-authentication-policy',
    name: { en: 'HTTPS', de: 'HTTPS' },
    checked: { en: 'servers that it fetches files from', de: 'von Servern, bei denen es Dateien abruft,' },
  },
  {
    id: 'ldap',
    item: 'ldap-authentication-policy',
    name: { en: 'LDAP', de: 'LDAP' },
    checked: { en: 'the LDAP server', de: 'des LDAP-Servers' },
  },
  {
    id: 'send-url',
    item: 'send-url-authentication-policy',
    name: { en: 'Send URL', de: 'Send URL' },
    checked: {
      en: 'servers whose addresses keys and events call up',
      de: 'von Servern, deren Adressen Tasten und Ereignisse aufrufen,',
    },
  },
  {
    id: 'dms',
    item: 'dms-authentication-policy',
    name: { en: 'DMS', de: 'DMS' },
    checked: { en: 'the device management system (DMS)', de: 'des Device Management Systems (DMS)' },
    scopes: ['client-sip', 'template'],
  },
  {
    id: 'xsi',
    item: 'xsi-authentication-policy',
    name: { en: 'XSI', de: 'XSI' },
    checked: { en: 'the Broadsoft XSI server', de: 'des Broadsoft-XSI-Servers' },
    scopes: ['client-sip', 'template'],
  },
  {
    id: 'exchange',
    item: 'exchange-authentication-policy',
    name: { en: 'Exchange', de: 'Exchange' },
    checked: { en: 'the Microsoft Exchange server', de: 'des Microsoft-Exchange-Servers' },
    scopes: ['template'],
  },
  {
    id: 'e-a-cockpit',
    item: 'ea-cockpit-authentication-policy',
    name: { en: 'E/A Cockpit', de: 'E/A-Cockpit' },
    checked: { en: 'the server of the E/A Cockpit', de: 'des E/A-Cockpit-Servers' },
    scopes: ['template'],
  },
  {
    id: 'openscape-uc',
    item: 'uc-authentication-policy',
    name: { en: 'OpenScape UC', de: 'OpenScape UC' },
    checked: { en: 'the OpenScape UC server', de: 'des OpenScape-UC-Servers' },
    scopes: ['template'],
  },
  {
    id: 'acs',
    item: 'acs-authentication-policy',
    name: { en: 'ACS', de: 'ACS' },
    checked: { en: 'the ACS server', de: 'des ACS-Servers' },
    scopes: ['client-sip', 'template'],
  },
  {
    id: 'wlan',
    item: 'wlan-authentication-policy',
    name: { en: 'WLAN', de: 'WLAN' },
    checked: { en: 'the RADIUS server in Wi-Fi networks', de: 'des RADIUS-Servers in WLAN-Netzen' },
    scopes: ['client-sip', 'template'],
  },
];

/** Section 7.8.4 of the guide. */
export const verificationPolicies: readonly Parameter[] = [
  ...inSection('7.8.4', [
    {
      id: 'sip-authentication-policy',
      item: 'sip-tls-authentication-policy',
      type: 'enum',
      label: { en: 'SIP authentication policy', de: 'Prüfrichtlinie für SIP' },
      help: {
        en: 'How strictly the phone checks the certificate of the SIP server.',
        de: 'Gibt an, wie streng das Telefon das Zertifikat des SIP-Servers prüft.',
      },
      values: POLICIES,
      default: 'none',
      scopes: ['client-sip', 'template'],
      source: 'DLSIR',
    },
    ...OTHERS.map(
      ({ id, item, name, checked, ...rest }): ParameterDefinition => ({
        id: `${id}-authentication-policy`,
        item,
        type: 'enum',
        label: { en: `${name.en} authentication policy`, de: `Prüfrichtlinie für ${name.de}` },
        help: {
          en: `How strictly the phone checks the certificate of ${checked.en}.`,
          de: `Gibt an, wie streng das Telefon das Zertifikat ${checked.de} prüft.`,
        },
        values: OTHER_POLICIES,
        ...rest,
        certainty: 'inferred',
        source: 'OSEM 7.8.4',
      }),
    ),
  ]),
];
