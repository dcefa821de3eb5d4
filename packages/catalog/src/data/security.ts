import { inferred, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const TLS_VERSIONS = inferred([
  { value: 'latest', wire: '0', label: { en: 'Only latest TLS versions', de: 'Nur neueste TLS-Versionen' } },
  { value: 'all', wire: '1', label: { en: 'All TLS versions', de: 'Alle TLS-Versionen' } },
]);

/** Section 7.8.1 of the guide. */
export const security: readonly Parameter[] = [
  ...inSection('7.8.1', [
    {
      id: 'software-image-verification-enabled',
      item: 'software-image-verification-enabled',
      type: 'boolean',
      label: { en: 'Software image verification enabled', de: 'Prüfung der Firmware aktiv' },
      help: {
        en: 'Makes the phone check that new firmware is genuine and intact before it installs it.',
        de: 'Das Telefon prüft neue Firmware vor dem Einspielen auf Echtheit und Unversehrtheit.',
      },
      default: true,
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'fips-mode-enabled',
      item: 'fips-mode-enabled',
      type: 'boolean',
      label: { en: 'FIPS mode enabled', de: 'FIPS-Modus aktiv' },
      help: {
        en: 'Starts the phone so that it uses only cryptographic methods that FIPS 140 approves.',
        de: 'Startet das Telefon so, dass es nur nach FIPS 140 zugelassene Kryptoverfahren verwendet.',
      },
      default: false,
      scopes: ['client-sip', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'server-interface-tls-version',
      item: 'server-interface-tls-version',
      type: 'enum',
      label: { en: 'Server interface TLS version', de: 'TLS-Versionen zu Servern' },
      help: {
        en: 'How old a TLS version may be on connections from the phone to its servers.',
        de: 'Gibt an, wie alt die TLS-Version bei Verbindungen des Telefons zu seinen Servern sein darf.',
      },
      values: TLS_VERSIONS,
      default: 'latest',
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'local-interface-tls-version',
      item: 'local-interface-tls-version',
      type: 'enum',
      label: { en: 'Local interface TLS version', de: 'TLS-Versionen der lokalen Schnittstellen' },
      help: {
        en: "How old a TLS version may be on connections to the phone's own services, such as its web pages.",
        de: 'Gibt an, wie alt die TLS-Version bei Verbindungen zu Diensten des Telefons sein darf, etwa zu seinen Webseiten.',
      },
      values: TLS_VERSIONS,
      default: 'latest',
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'web-based-management-enabled',
      item: 'enable-WBM',
      type: 'boolean',
      label: { en: 'Web based management enabled', de: 'Webverwaltung aktiv' },
      help: {
        en: "Opens the phone's own web pages for administration.",
        de: 'Macht die Verwaltungsseiten des Telefons im Browser erreichbar.',
      },
      default: true,
      scopes: ['client-sip', 'client-hfa', 'template'],
      source: 'GS3, SIM, PENT',
    },
    {
      id: 'hpt-interface-enabled',
      item: 'enable-test-interface',
      type: 'boolean',
      label: { en: 'HPT interface enabled', de: 'HPT-Schnittstelle aktiv' },
      help: {
        en: 'Lets service staff watch and operate the phone from afar with the phone tester (HPT).',
        de: 'Erlaubt dem Service, das Telefon mit dem Phone Tester (HPT) aus der Ferne zu beobachten und zu bedienen.',
      },
      default: false,
      certainty: 'inferred',
      source: 'GS3',
    },
    {
      id: 'factory-reset-claw-enabled',
      item: 'factory-reset-claw-enabled',
      type: 'boolean',
      label: { en: 'Factory reset claw enabled', de: 'Werksreset per Tastenkombination' },
      help: {
        en: 'Allows the factory reset to be called up by pressing certain keys of the phone together.',
        de: 'Erlaubt, den Werksreset am Telefon durch gemeinsames Drücken bestimmter Tasten aufzurufen.',
      },
      default: true,
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'serial-port',
      item: 'serial-port-access',
      type: 'enum',
      label: { en: 'Serial port', de: 'Serielle Schnittstelle' },
      help: {
        en: 'How the console for service staff on the phone is protected.',
        de: 'Gibt an, wie die Servicekonsole am Telefon geschützt ist.',
      },
      values: inferred([
        { value: 'password', wire: '0', label: { en: 'Password required', de: 'Mit Kennwort' } },
        { value: 'no-password', wire: '1', label: { en: 'No password', de: 'Ohne Kennwort' } },
        { value: 'unavailable', wire: '2', label: { en: 'Unavailable', de: 'Nicht verfügbar' } },
      ]),
      default: 'password',
      scopes: ['client-sip', 'client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'disable-local-clock',
      item: 'disable-local-clock',
      type: 'boolean',
      label: { en: 'Disable local clock', de: 'Lokale Uhr abschalten' },
      help: {
        en: "Turns off the phone's own time of day, for example when the telephone system shows the time.",
        de: 'Schaltet die Uhrzeit des Telefons ab, etwa wenn die Telefonanlage die Zeit anzeigt.',
      },
      default: false,
      scopes: ['client-hfa', 'template'],
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
    {
      id: 'dos-protection-enabled',
      item: 'dos-protection-enabled',
      type: 'boolean',
      label: { en: 'DoS protection enabled', de: 'DoS-Schutz aktiv' },
      help: {
        en: 'Protects the phone against floods of network packets (denial of service).',
        de: 'Schützt das Telefon vor einer Flut von Netzwerkpaketen (Denial of Service).',
      },
      default: false,
      certainty: 'inferred',
      source: 'OSEM 7.8.1',
    },
  ]),
];
