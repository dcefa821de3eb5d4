import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.3.4 of the guide. */
export const hfaSettings: readonly Parameter[] = [
  ...inSection('7.3.4', [
    {
      id: 'e164-number',
      item: 'e164',
      type: 'e164',
      label: { en: 'E164 number', de: 'E.164-Rufnummer' },
      help: {
        en: 'Full number of the phone, which also identifies it to the server.',
        de: 'Vollständige Rufnummer des Telefons, an der es auch der Server erkennt.',
      },
      emptyWire: 'NULL',
      source: 'G 27',
    },
    {
      id: 'server-address',
      item: 'reg-addr',
      type: 'host',
      label: { en: 'Server address', de: 'Serveradresse' },
      help: {
        en: 'Address of the HFA communication system to which the phone logs on.',
        de: 'Adresse des HFA-Kommunikationssystems, an dem sich das Telefon anmeldet.',
      },
      source: 'WBM, G 27',
    },
    {
      id: 'subscriber-number',
      item: 'reg-number',
      type: 'text',
      label: { en: 'Subscriber number', de: 'Teilnehmerrufnummer' },
      help: {
        en: 'Number under which the communication system knows the phone.',
        de: 'Rufnummer, unter der das Kommunikationssystem das Telefon führt.',
      },
      format: 'digits',
      scopes: ['client-hfa', 'template'],
      source: 'WBM, GS5',
    },
    {
      id: 'subscriber-password',
      item: 'reg-password',
      type: 'password',
      label: { en: 'Subscriber password', de: 'Teilnehmerkennwort' },
      help: {
        en: 'Password with which the phone logs on to the communication system.',
        de: 'Kennwort, mit dem sich das Telefon am Kommunikationssystem anmeldet.',
      },
      secret: true,
      scopes: ['client-hfa', 'template'],
      source: 'WBM',
    },
  ]),
];
