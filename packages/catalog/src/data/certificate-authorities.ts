import { inSection, type ParameterDefinition } from '../define.ts';
import type { LocalizedText, Parameter, Scope } from '../parameter.ts';

/** A purpose for which the phone trusts up to two authorities. */
interface Trust {
  /** Start of the ids. */
  readonly id: string;
  readonly item: string;
  /** Start of the English label, end of the German one. */
  readonly name: LocalizedText;
  /** Completes "that the phone trusts …" and "denen das Telefon … vertraut". */
  readonly when: LocalizedText;
  readonly scopes: readonly Scope[];
}

const NO_USER: readonly Scope[] = ['client-sip', 'client-hfa', 'template'];

/** In the order of the guide for SIP clients. */
const TRUSTS: readonly Trust[] = [
  {
    id: 'https-server',
    item: 'https-server-ca',
    name: { en: 'HTTPS server', de: 'HTTPS-Server' },
    when: { en: 'when it fetches files by HTTPS', de: 'beim Abruf von Dateien über HTTPS' },
    scopes: NO_USER,
  },
  {
    id: 'ldap-server',
    item: 'ldap-server-ca',
    name: { en: 'LDAP server', de: 'LDAP-Server' },
    when: { en: 'when it searches the LDAP directory', de: 'bei der Suche im LDAP-Verzeichnis' },
    scopes: NO_USER,
  },
  {
    id: 'voip-server',
    item: 'voip-server-ca',
    name: { en: 'VoIP server', de: 'VoIP-Server' },
    when: {
      en: 'on encrypted connections to the telephone system',
      de: 'bei verschlüsselten Verbindungen zur Telefonanlage',
    },
    scopes: NO_USER,
  },
  {
    id: 'send-url-server',
    item: 'send-url-server-ca',
    name: { en: 'Send URL server', de: 'Send-URL-Server' },
    when: {
      en: 'when it calls up a web address for a key or an event',
      de: 'beim Aufruf einer Webadresse durch eine Taste oder ein Ereignis',
    },
    scopes: ['client-sip', 'user'],
  },
  ...[1, 2].map(
    (number): Trust => ({
      id: `ocsr-server-${number}`,
      item: `ocsr-${number}-server-ca`,
      name: { en: `OCSR server ${number}`, de: `OCSR-Server ${number}` },
      when: {
        en: `on connections to OCSP responder ${number}`,
        de: `bei Verbindungen zum OCSP-Responder ${number}`,
      },
      scopes: NO_USER,
    }),
  ),
  ...[1, 2].map(
    (number): Trust => ({
      id: `ocsr-signature-${number}`,
      item: `ocsr-${number}-signature-ca`,
      name: { en: `OCSR signature ${number}`, de: `OCSR-Signatur ${number}` },
      when: {
        en: `when it checks who signed an answer of OCSP responder ${number}`,
        de: `bei der Prüfung, wer eine Antwort des OCSP-Responders ${number} signiert hat,`,
      },
      scopes: NO_USER,
    }),
  ),
  {
    id: 'radius-server',
    item: 'radius-server-ca',
    name: { en: 'Radius server', de: 'RADIUS-Server' },
    when: {
      en: 'when it signs in to the network by 802.1x',
      de: 'bei der Anmeldung am Netzwerk über 802.1x',
    },
    scopes: NO_USER,
  },
  {
    id: 'dms-server',
    item: 'dms-server-ca',
    name: { en: 'DMS server', de: 'DMS-Server' },
    when: {
      en: 'when it fetches its configuration from the device management system (DMS)',
      de: 'beim Abruf seiner Konfiguration vom Device Management System (DMS)',
    },
    scopes: NO_USER,
  },
  {
    id: 'xsi-server',
    item: 'xsi-server-ca',
    name: { en: 'XSI server', de: 'XSI-Server' },
    when: {
      en: 'when it uses services of the Broadsoft XSI server',
      de: 'bei der Nutzung von Diensten des Broadsoft-XSI-Servers',
    },
    scopes: NO_USER,
  },
  {
    id: 'exchange-server',
    item: 'exchange-server-ca',
    name: { en: 'Exchange server', de: 'Exchange-Server' },
    when: {
      en: 'when it reads contacts from the Microsoft Exchange server',
      de: 'beim Lesen der Kontakte vom Microsoft-Exchange-Server',
    },
    scopes: NO_USER,
  },
  {
    id: 'e-a-cockpit-server',
    item: 'ea-cockpit-server-ca',
    name: { en: 'E/A cockpit server', de: 'E/A-Cockpit-Server' },
    when: {
      en: 'on connections to the server of the E/A Cockpit',
      de: 'bei Verbindungen zum Server des E/A-Cockpits',
    },
    scopes: ['client-sip'],
  },
  {
    id: 'openscape-uc-server',
    item: 'uc-server-ca',
    name: { en: 'OpenScape UC server', de: 'OpenScape-UC-Server' },
    when: { en: 'when it signs in to OpenScape UC', de: 'bei der Anmeldung an OpenScape UC' },
    scopes: NO_USER,
  },
  {
    id: 'acs-server',
    item: 'acs-server-ca',
    name: { en: 'ACS server', de: 'ACS-Server' },
    when: { en: 'on connections to the ACS server', de: 'bei Verbindungen zum ACS-Server' },
    scopes: ['client-sip'],
  },
];

const POSITIONS: readonly LocalizedText[] = [
  { en: 'First', de: 'Erste' },
  { en: 'Second', de: 'Zweite' },
];

/** One item with indexes from 0, like the known `dls-server-ca` (G 64). */
function slotsOf({ id, item, name, when, scopes }: Trust): ParameterDefinition[] {
  return POSITIONS.map((position, index) => ({
    id: `${id}-ca-certificate-${index + 1}`,
    item,
    type: 'certificate',
    label: {
      en: `${name.en} CA certificate ${index + 1}`,
      de: `CA-Zertifikat ${index + 1} für ${name.de}`,
    },
    help: {
      en: `${position.en} of two authorities that the phone trusts ${when.en}.`,
      de: `${position.de} von zwei Zertifizierungsstellen, denen das Telefon ${when.de} vertraut.`,
    },
    format: 'pem-or-base64',
    scopes,
    index: { kind: 'fixed', index },
    certainty: 'inferred',
    source: 'OSEM 7.8.2',
  }));
}

/** Section 7.8.2 of the guide. */
export const certificateAuthorities: readonly Parameter[] = [
  ...inSection('7.8.2', [
    ...TRUSTS.flatMap(slotsOf),
    {
      id: 'wlan-ca-cert',
      item: 'wlan-ca-cert',
      type: 'certificate',
      label: { en: 'wlan-ca-cert', de: 'WLAN-CA-Zertifikat' },
      help: {
        en: 'Certificate of an authority that the phone trusts in one of its Wi-Fi networks.',
        de: 'Zertifikat einer Zertifizierungsstelle, der das Telefon in einem seiner WLAN-Netze vertraut.',
      },
      format: 'pem-or-base64',
      scopes: ['client-sip'],
      index: { kind: 'list', from: 1, to: 20 },
      source: 'OSEM 7.8.2',
    },
    {
      id: 'wlan-ca-cert-shared',
      item: 'wlan-ca-cert-shared',
      type: 'certificate',
      label: { en: 'wlan-ca-cert-shared', de: 'Gemeinsames WLAN-CA-Zertifikat' },
      help: {
        en: 'Certificate of an authority that the phone trusts in all Wi-Fi networks.',
        de: 'Zertifikat einer Zertifizierungsstelle, der das Telefon in allen WLAN-Netzen vertraut.',
      },
      format: 'pem-or-base64',
      scopes: ['client-sip'],
      index: { kind: 'list', from: 1, to: 2 },
      source: 'OSEM 7.8.2',
    },
  ]),
];
