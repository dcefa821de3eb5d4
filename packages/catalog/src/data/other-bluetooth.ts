import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Bluetooth: items without a place in the guide. */
export const otherBluetooth: readonly Parameter[] = [
  ...inSection('other.bluetooth', [
    {
      id: 'bt-active',
      item: 'bt-active',
      type: 'boolean',
      label: { en: 'Bluetooth active', de: 'Bluetooth aktiv' },
      help: { en: 'Switches Bluetooth on.', de: 'Schaltet Bluetooth ein.' },
      default: false,
      source: 'SIM',
    },
    {
      id: 'bt-discoverable',
      item: 'bt-discoverable',
      type: 'boolean',
      label: { en: 'Bluetooth visible', de: 'Bluetooth sichtbar' },
      help: { en: 'Lets other devices find the phone.', de: 'Andere Geräte können das Telefon finden.' },
      default: false,
      source: 'SIM',
    },
    {
      id: 'bt-local-name',
      item: 'bt-local-name',
      type: 'text',
      label: { en: 'Bluetooth name', de: 'Bluetooth-Name' },
      help: {
        en: 'Name under which other devices find the phone.',
        de: 'Name, unter dem andere Geräte das Telefon finden.',
      },
      source: 'SIM',
    },
    {
      id: 'bt-auth',
      item: 'bt-auth',
      type: 'boolean',
      label: { en: 'Bluetooth authentication', de: 'Bluetooth-Authentisierung' },
      help: {
        en: 'Asks devices for the PIN before they connect.',
        de: 'Fragt Geräte vor der Verbindung nach der PIN.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'bt-encrypt',
      item: 'bt-encrypt',
      type: 'boolean',
      label: { en: 'Bluetooth encryption', de: 'Bluetooth-Verschlüsselung' },
      help: {
        en: 'Encrypts the connection to Bluetooth devices.',
        de: 'Verschlüsselt die Verbindung zu Bluetooth-Geräten.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'bt-pin',
      item: 'bt-pin',
      type: 'password',
      label: { en: 'Bluetooth PIN', de: 'Bluetooth-PIN' },
      help: { en: 'PIN with which devices are paired.', de: 'PIN zum Koppeln von Geräten.' },
      format: 'digits',
      secret: true,
      source: 'SIM',
    },
    {
      id: 'bt-pairing',
      item: 'bt-pairing',
      type: 'integer',
      label: { en: 'Bluetooth pairing', de: 'Bluetooth-Kopplung' },
      help: {
        en: 'State of pairing in the profile of the user.',
        de: 'Stand der Kopplung im Profil des Benutzers.',
      },
      min: 0,
      purpose: 'report',
      scopes: ['client-sip'],
      source: 'SIM',
    },
    {
      id: 'bt-last-conn-class',
      item: 'bt-last-conn-class',
      type: 'integer',
      label: { en: 'Last Bluetooth device class', de: 'Letzte Bluetooth-Geräteklasse' },
      help: {
        en: 'Class of the device that was connected last.',
        de: 'Klasse des zuletzt verbundenen Geräts.',
      },
      default: 0,
      min: 0,
      purpose: 'report',
      scopes: ['client-sip'],
      source: 'SIM',
    },
  ]),
];
