import type { Language, Parameter } from '../../api/types.ts';

// The catalog names menus and sections in English only (architecture section 8); these are the guide's
// sections in the words of German-speaking telephony administrators.
const MENUS: Readonly<Record<string, string>> = {
  General: 'Allgemein',
  Integrations: 'Integrationen',
  Telephony: 'Telefonie',
  Audio: 'Audio',
  Features: 'Leistungsmerkmale',
  Network: 'Netzwerk',
  'Mobile User': 'Mobiler Benutzer',
  Security: 'Sicherheit',
  Diagnostics: 'Diagnose',
};

const TITLES: Readonly<Record<string, string>> = {
  '7.1.1': 'Allgemeine Informationen',
  '7.1.2': 'Verbindungsinformationen',
  '7.1.3': 'Bluetooth',
  '7.1.4': 'Datum und Uhrzeit',
  '7.1.5': 'Mobilität',
  '7.1.6': 'Dateien',
  '7.2.4': 'E/A-Cockpit',
  '7.3.1': 'Allgemein',
  '7.3.2': 'SIP-Einstellungen',
  '7.3.3': 'SIP-Ersatzserver',
  '7.3.4': 'HFA-Einstellungen',
  '7.3.5': 'HFA-Standby',
  '7.3.6': 'HFA-Redundanz',
  '7.3.7': 'Kanonisches Wählen',
  '7.3.8': 'Kanonische Umsetzung',
  '7.3.9': 'Keyset-Einstellungen',
  '7.3.10': 'Wählplan',
  '7.4.1': 'Allgemein',
  '7.4.2': 'Codecs',
  '7.4.3': 'SRTP-Einstellungen',
  '7.4.4': 'OPUS-Einstellungen',
  '7.4.5': 'Rufsignalisierung',
  '7.4.6': 'ICE-Einstellungen',
  '7.5.1': 'LDAP-Konfiguration',
  '7.5.2': 'LDAP-Vorlage',
  '7.5.3': 'Aktions-URLs',
  '7.5.4': 'Adressierung',
  '7.5.5': 'Gesprächsaufzeichnung',
  '7.5.6': 'Verfügbare Leistungsmerkmale',
  '7.5.7': 'Türöffner',
  '7.5.8': 'Direktvideo',
  '7.6.1': 'Allgemein',
  '7.6.3': 'WLAN-Einstellungen',
  '7.6.4': 'WLAN-Netze',
  '7.6.5': 'Routing',
  '7.6.6': 'Schnittstellen',
  '7.7.1': 'Allgemein',
  '7.7.2': 'Funktionstasten (FPK)',
  '7.7.3': 'Anzeige',
  '7.7.4': 'Töne und Klingeln',
  '7.7.5': 'Besondere Ruftöne',
  '7.7.6': 'Anrufprotokoll',
  '7.7.7': 'CTI-Einstellungen',
  '7.7.8': 'Anrufbehandlung',
  '7.7.9': 'Rufumleitung',
  '7.7.10': 'Rufumleitung intern/extern',
  '7.7.11': 'Rückruf',
  '7.8.1': 'Allgemein',
  '7.8.2': 'Zertifizierungsstellen',
  '7.8.3': 'Zertifikate',
  '7.8.4': 'Prüfrichtlinien',
  '7.8.5': 'SCEP-Einstellungen',
  '7.8.6': 'OCSP-Einstellungen',
  '7.8.7': 'Kennwort',
  '7.9.1': 'Allgemein',
  '7.9.2': 'Trace-Stufen',
  '7.9.3': 'Fern-Trace',
  '7.9.5': 'Sicherheitsprotokoll',
  '7.9.7': 'QoS-Datenerfassung',
};

export function menuTitle(menu: string, language: Language): string {
  return language === 'de' ? (MENUS[menu] ?? menu) : menu;
}

export function sectionTitle(parameter: Pick<Parameter, 'section' | 'title'>, language: Language): string {
  return language === 'de' ? (TITLES[parameter.section] ?? parameter.title) : parameter.title;
}
