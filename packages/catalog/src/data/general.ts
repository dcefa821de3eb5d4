import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Sections 7.1.1, 7.1.2 of the guide. */
export const general: readonly Parameter[] = [
  ...inSection('7.1.1', [
    {
      id: 'device-type',
      item: 'device-type',
      type: 'text',
      label: { en: 'Device type', de: 'Gerätetyp' },
      help: {
        en: 'Model name that the phone reports, such as OpenScape Desk Phone CP710.',
        de: 'Modellbezeichnung, die das Telefon selbst meldet, etwa OpenScape Desk Phone CP710.',
      },
      purpose: 'report',
      source: 'G 35, PENT',
    },
    {
      id: 'gigabit-ethernet-enabled',
      item: 'gigabit-ethernet-enabled',
      type: 'boolean',
      label: { en: 'Gigabit Ethernet enabled', de: 'Gigabit-Ethernet' },
      help: {
        en: 'Tells whether the LAN port of the phone can run at 1 Gbit/s.',
        de: 'Zeigt, ob der LAN-Anschluss des Telefons mit 1 Gbit/s arbeiten kann.',
      },
      default: true,
      purpose: 'report',
      source: 'SIM, PENT',
    },
    {
      id: 'software-type',
      item: 'software-type',
      type: 'enum',
      label: { en: 'Software type', de: 'Softwaretyp' },
      help: {
        en: 'Signaling software on the phone: SIP or HFA.',
        de: 'Signalisierungssoftware des Telefons: SIP oder HFA.',
      },
      values: [
        { value: 'hfa', wire: 'Siemens HFA', label: { en: 'HFA', de: 'HFA' } },
        { value: 'sip', wire: 'Siemens SIP', label: { en: 'SIP', de: 'SIP' } },
      ],
      purpose: 'report',
      source: 'G 35, DLSIR',
    },
    {
      id: 'software-version',
      item: 'software-version',
      type: 'text',
      label: { en: 'Software version', de: 'Softwareversion' },
      help: {
        en: 'Version of the firmware that is running, such as V3 R5.12.0.',
        de: 'Version der laufenden Firmware, etwa V3 R5.12.0.',
      },
      purpose: 'report',
      source: 'NODE, DLSIR, GS3',
    },
    {
      id: 'contact-me-uri',
      item: 'contact-me-uri',
      type: 'url',
      label: { en: 'Contact-me URI', de: 'Contact-Me-URI' },
      help: {
        en: 'Address at which the phone takes requests to call the server.',
        de: 'Adresse, unter der das Telefon Aufforderungen zur Kontaktaufnahme annimmt.',
      },
      maxLength: 255,
      format: 'http-url',
      purpose: 'report',
      source: 'G 27, G 35, SIM',
    },
    {
      id: 'mac-address',
      item: 'mac-addr',
      type: 'mac',
      label: { en: 'MAC address', de: 'MAC-Adresse' },
      help: {
        en: 'Hardware address that identifies the phone.',
        de: 'Hardwareadresse, die das Telefon eindeutig kennzeichnet.',
      },
      purpose: 'report',
      source: 'G 27, G 35',
    },
    {
      id: 'part-number',
      item: 'part-number',
      type: 'text',
      label: { en: 'Part number', de: 'Sachnummer' },
      help: {
        en: 'Order number of the hardware, which tells model, color and revision.',
        de: 'Bestellnummer der Hardware; daraus gehen Modell, Farbe und Revision hervor.',
      },
      purpose: 'report',
      source: 'GS3, SIM',
    },
  ]),

  ...inSection('7.1.2', [
    {
      id: 'connection-secure-port',
      item: 'dls-secure-port',
      type: 'integer',
      label: { en: 'Connection Secure Port', de: 'Port für sichere Verbindungen' },
      help: {
        en: 'Port of the server on which the phone connects in secure mode.',
        de: 'Port des Servers, den das Telefon im sicheren Modus verwendet.',
      },
      default: 18444,
      min: 1,
      max: 65535,
      format: 'port',
      purpose: 'report',
      source: 'G 64',
    },
  ]),
];
