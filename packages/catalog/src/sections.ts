import type { LocalizedText, Scope } from './parameter.ts';

/** A page of parameters: a section of guide chapter 7 such as `7.3.2`, or one of our own such as `other.keys`. */
export interface Section {
  readonly id: string;
  readonly title: LocalizedText;
  /** Where the section is available; each of its parameters may have fewer. */
  readonly scopes: readonly Scope[];
}

/** An entry of the menu with its sections, both in the order of the guide. */
export interface Menu {
  readonly id: string;
  readonly label: LocalizedText;
  readonly sections: readonly Section[];
}

const CLIENTS: readonly Scope[] = ['client-sip', 'client-hfa'];
const ALL: readonly Scope[] = ['client-sip', 'client-hfa', 'user', 'template'];
const USERS_AND_TEMPLATES: readonly Scope[] = ['user', 'template'];
const NO_HFA: readonly Scope[] = ['client-sip', 'user', 'template'];
const SIP_AND_TEMPLATES: readonly Scope[] = ['client-sip', 'template'];
const NO_SIP: readonly Scope[] = ['client-hfa', 'user', 'template'];
const HFA_AND_TEMPLATES: readonly Scope[] = ['client-hfa', 'template'];
const NO_USER: readonly Scope[] = ['client-sip', 'client-hfa', 'template'];
const TEMPLATES: readonly Scope[] = ['template'];
const SIP: readonly Scope[] = ['client-sip'];

/** The menu: the 67 sections of guide chapter 7, then those for items without a place in it. */
export const sections: readonly Menu[] = [
  {
    id: 'general',
    label: { en: 'General', de: 'Allgemein' },
    sections: [
      { id: '7.1.1', title: { en: 'General information', de: 'Allgemeine Informationen' }, scopes: CLIENTS },
      {
        id: '7.1.2',
        title: { en: 'Connection information', de: 'Verbindungsinformationen' },
        scopes: CLIENTS,
      },
      { id: '7.1.3', title: { en: 'Bluetooth', de: 'Bluetooth' }, scopes: CLIENTS },
      { id: '7.1.4', title: { en: 'Date & Time', de: 'Datum und Uhrzeit' }, scopes: ALL },
      { id: '7.1.5', title: { en: 'Mobility', de: 'Mobilität' }, scopes: ALL },
      { id: '7.1.6', title: { en: 'Files', de: 'Dateien' }, scopes: CLIENTS },
    ],
  },
  {
    id: 'integrations',
    label: { en: 'Integrations', de: 'Integrationen' },
    sections: [
      { id: '7.2.1', title: { en: 'OpenScape UC', de: 'OpenScape UC' }, scopes: ALL },
      { id: '7.2.2', title: { en: 'OpenScape Business UC', de: 'OpenScape Business UC' }, scopes: ALL },
      { id: '7.2.3', title: { en: 'Microsoft Exchange', de: 'Microsoft Exchange' }, scopes: ALL },
      { id: '7.2.4', title: { en: 'E/A Cockpit', de: 'E/A-Cockpit' }, scopes: USERS_AND_TEMPLATES },
      { id: '7.2.5', title: { en: 'Standard CSTA', de: 'Standard-CSTA' }, scopes: USERS_AND_TEMPLATES },
    ],
  },
  {
    id: 'telephony',
    label: { en: 'Telephony', de: 'Telefonie' },
    sections: [
      { id: '7.3.1', title: { en: 'General', de: 'Allgemein' }, scopes: CLIENTS },
      { id: '7.3.2', title: { en: 'SIP Settings', de: 'SIP-Einstellungen' }, scopes: NO_HFA },
      {
        id: '7.3.3',
        title: { en: 'SIP backup settings', de: 'SIP-Ersatzserver' },
        scopes: SIP_AND_TEMPLATES,
      },
      { id: '7.3.4', title: { en: 'HFA Settings', de: 'HFA-Einstellungen' }, scopes: NO_SIP },
      { id: '7.3.5', title: { en: 'HFA standby settings', de: 'HFA-Standby' }, scopes: HFA_AND_TEMPLATES },
      {
        id: '7.3.6',
        title: { en: 'HFA Redundancy settings', de: 'HFA-Redundanz' },
        scopes: HFA_AND_TEMPLATES,
      },
      { id: '7.3.7', title: { en: 'Canonical dial settings', de: 'Kanonisches Wählen' }, scopes: ALL },
      { id: '7.3.8', title: { en: 'Canonical dial lookup', de: 'Kanonische Umsetzung' }, scopes: ALL },
      { id: '7.3.9', title: { en: 'Keyset settings', de: 'Keyset-Einstellungen' }, scopes: NO_HFA },
      { id: '7.3.10', title: { en: 'Dialplan settings', de: 'Wählplan' }, scopes: NO_HFA },
    ],
  },
  {
    id: 'audio',
    label: { en: 'Audio', de: 'Audio' },
    sections: [
      { id: '7.4.1', title: { en: 'General', de: 'Allgemein' }, scopes: ALL },
      { id: '7.4.2', title: { en: 'Codec settings', de: 'Codecs' }, scopes: ALL },
      { id: '7.4.3', title: { en: 'SRTP settings', de: 'SRTP-Einstellungen' }, scopes: NO_HFA },
      { id: '7.4.4', title: { en: 'OPUS settings', de: 'OPUS-Einstellungen' }, scopes: NO_USER },
      { id: '7.4.5', title: { en: 'Alerting', de: 'Rufsignalisierung' }, scopes: SIP_AND_TEMPLATES },
      { id: '7.4.6', title: { en: 'ICE settings', de: 'ICE-Einstellungen' }, scopes: SIP_AND_TEMPLATES },
    ],
  },
  {
    id: 'features',
    label: { en: 'Features', de: 'Leistungsmerkmale' },
    sections: [
      { id: '7.5.1', title: { en: 'LDAP Configuration', de: 'LDAP-Konfiguration' }, scopes: ALL },
      { id: '7.5.2', title: { en: 'LDAP Template', de: 'LDAP-Vorlage' }, scopes: ALL },
      { id: '7.5.3', title: { en: 'Action URLs', de: 'Aktions-URLs' }, scopes: NO_HFA },
      { id: '7.5.4', title: { en: 'Addressing', de: 'Adressierung' }, scopes: NO_HFA },
      { id: '7.5.5', title: { en: 'Call Recording', de: 'Gesprächsaufzeichnung' }, scopes: NO_HFA },
      {
        id: '7.5.6',
        title: { en: 'Feature Availability', de: 'Verfügbare Leistungsmerkmale' },
        scopes: NO_HFA,
      },
      { id: '7.5.7', title: { en: 'Door opener', de: 'Türöffner' }, scopes: NO_HFA },
      { id: '7.5.8', title: { en: 'Direct video', de: 'Direktvideo' }, scopes: NO_HFA },
    ],
  },
  {
    id: 'network',
    label: { en: 'Network', de: 'Netzwerk' },
    sections: [
      { id: '7.6.1', title: { en: 'General', de: 'Allgemein' }, scopes: NO_USER },
      { id: '7.6.2', title: { en: '802.1x', de: '802.1x' }, scopes: NO_USER },
      { id: '7.6.3', title: { en: 'Wi-Fi Settings', de: 'WLAN-Einstellungen' }, scopes: TEMPLATES },
      { id: '7.6.4', title: { en: 'Wi-Fi Networks', de: 'WLAN-Netze' }, scopes: TEMPLATES },
      { id: '7.6.5', title: { en: 'Routing', de: 'Routing' }, scopes: NO_USER },
      { id: '7.6.6', title: { en: 'Interface settings', de: 'Schnittstellen' }, scopes: NO_USER },
      { id: '7.6.7', title: { en: 'Quality of Service', de: 'Quality of Service' }, scopes: NO_USER },
    ],
  },
  {
    id: 'mobile-user',
    label: { en: 'Mobile User', de: 'Mobiler Benutzer' },
    sections: [
      { id: '7.7.1', title: { en: 'General', de: 'Allgemein' }, scopes: ALL },
      { id: '7.7.2', title: { en: 'FPK', de: 'Funktionstasten (FPK)' }, scopes: ALL },
      { id: '7.7.3', title: { en: 'Display', de: 'Anzeige' }, scopes: ALL },
      { id: '7.7.4', title: { en: 'Tones and Ringer', de: 'Töne und Klingeln' }, scopes: ALL },
      { id: '7.7.5', title: { en: 'Special Ringer', de: 'Besondere Klingeltöne' }, scopes: NO_HFA },
      { id: '7.7.6', title: { en: 'Call logging', de: 'Anrufprotokoll' }, scopes: NO_HFA },
      { id: '7.7.7', title: { en: 'CTI settings', de: 'CTI-Einstellungen' }, scopes: NO_HFA },
      { id: '7.7.8', title: { en: 'Call handling', de: 'Anrufbehandlung' }, scopes: NO_HFA },
      { id: '7.7.9', title: { en: 'Call forwarding', de: 'Rufumleitung' }, scopes: ALL },
      {
        id: '7.7.10',
        title: { en: 'Call forwarding Internal/ External', de: 'Rufumleitung intern/extern' },
        scopes: NO_HFA,
      },
      { id: '7.7.11', title: { en: 'Callback', de: 'Rückruf' }, scopes: NO_HFA },
    ],
  },
  {
    id: 'security',
    label: { en: 'Security', de: 'Sicherheit' },
    sections: [
      { id: '7.8.1', title: { en: 'General', de: 'Allgemein' }, scopes: ALL },
      { id: '7.8.2', title: { en: 'Certificate Authorities', de: 'Zertifizierungsstellen' }, scopes: ALL },
      { id: '7.8.3', title: { en: 'Certificates', de: 'Zertifikate' }, scopes: NO_USER },
      { id: '7.8.4', title: { en: 'Verification policies', de: 'Prüfrichtlinien' }, scopes: NO_USER },
      { id: '7.8.5', title: { en: 'SCEP settings', de: 'SCEP-Einstellungen' }, scopes: NO_USER },
      { id: '7.8.6', title: { en: 'OCSP settings', de: 'OCSP-Einstellungen' }, scopes: NO_USER },
      { id: '7.8.7', title: { en: 'Password', de: 'Kennwort' }, scopes: ALL },
    ],
  },
  {
    id: 'diagnostics',
    label: { en: 'Diagnostics', de: 'Diagnose' },
    sections: [
      { id: '7.9.1', title: { en: 'General', de: 'Allgemein' }, scopes: NO_USER },
      { id: '7.9.2', title: { en: 'Trace level', de: 'Trace-Stufen' }, scopes: NO_USER },
      { id: '7.9.3', title: { en: 'Remote trace', de: 'Fern-Trace' }, scopes: NO_USER },
      { id: '7.9.4', title: { en: 'SSH', de: 'SSH' }, scopes: NO_USER },
      { id: '7.9.5', title: { en: 'Security logging', de: 'Sicherheitsprotokoll' }, scopes: NO_USER },
      { id: '7.9.6', title: { en: 'SNMP', de: 'SNMP' }, scopes: NO_USER },
      { id: '7.9.7', title: { en: 'QoS data collection', de: 'QoS-Datenerfassung' }, scopes: NO_USER },
    ],
  },
  {
    id: 'other',
    label: { en: 'Other', de: 'Weitere' },
    sections: [
      { id: 'other.device', title: { en: 'Device', de: 'Gerät' }, scopes: SIP },
      { id: 'other.server', title: { en: 'Server connection', de: 'Serververbindung' }, scopes: CLIENTS },
      {
        id: 'other.dialing',
        title: { en: 'Registration and dialing', de: 'Registrierung und Wahl' },
        scopes: NO_HFA,
      },
      { id: 'other.network', title: { en: 'Network', de: 'Netzwerk' }, scopes: SIP_AND_TEMPLATES },
      { id: 'other.keys', title: { en: 'Function keys', de: 'Tastenbelegung' }, scopes: NO_HFA },
      { id: 'other.lines', title: { en: 'Lines', de: 'Leitungen' }, scopes: NO_HFA },
      { id: 'other.calls', title: { en: 'Calls', de: 'Anrufe' }, scopes: NO_HFA },
      {
        id: 'other.display',
        title: { en: 'Display and messages', de: 'Anzeige und Nachrichten' },
        scopes: NO_HFA,
      },
      {
        id: 'other.volume',
        title: { en: 'Volume and ringing', de: 'Lautstärke und Klingeln' },
        scopes: NO_HFA,
      },
      { id: 'other.bluetooth', title: { en: 'Bluetooth', de: 'Bluetooth' }, scopes: NO_HFA },
      {
        id: 'other.locks',
        title: { en: 'Locks and permissions', de: 'Sperren und Berechtigungen' },
        scopes: NO_HFA,
      },
      { id: 'other.passwords', title: { en: 'Passwords', de: 'Kennwörter' }, scopes: NO_USER },
      {
        id: 'other.applications',
        title: { en: 'XML applications', de: 'XML-Anwendungen' },
        scopes: SIP_AND_TEMPLATES,
      },
      { id: 'other.mobility', title: { en: 'Mobility', de: 'Mobilität' }, scopes: SIP },
      { id: 'other.files', title: { en: 'Files', de: 'Dateien' }, scopes: CLIENTS },
      { id: 'other.dialogue', title: { en: 'Dialogue', de: 'Dialog' }, scopes: CLIENTS },
    ],
  },
];

const PLACES: ReadonlyMap<string, { readonly menu: Menu; readonly section: Section }> = new Map(
  sections.flatMap((menu) => menu.sections.map((section) => [section.id, { menu, section }] as const)),
);

/** A section with the menu that holds it. */
export function findSection(id: string): { readonly menu: Menu; readonly section: Section } | undefined {
  return PLACES.get(id);
}
