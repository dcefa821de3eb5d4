import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.7.11 of the guide. */
export const callback: readonly Parameter[] = [
  ...inSection('7.7.11', [
    {
      id: 'callback-on-busy-code',
      item: 'callback-busy-code',
      type: 'text',
      label: { en: 'Callback on busy code', de: 'Kennzahl für Rückruf bei Besetzt' },
      help: {
        en: 'Code that asks the server to call back when the busy party is free.',
        de: 'Kennzahl, die beim Server einen Rückruf bestellt, sobald der Besetzte frei ist.',
      },
      format: 'dial-target',
      source: 'GS3',
    },
    {
      id: 'callback-on-busy-allowed-for-user',
      item: 'callback-busy-allow',
      type: 'boolean',
      label: { en: 'Callback on busy allowed for user', de: 'Rückruf bei Besetzt erlaubt' },
      help: {
        en: 'Lets the user ask for a callback from a busy party.',
        de: 'Der Benutzer darf bei Besetzt einen Rückruf verlangen.',
      },
      default: true,
      source: 'GS3, SIM',
    },
    {
      id: 'callback-on-busy-enabled',
      item: 'callback-busy-enabled',
      type: 'boolean',
      label: { en: 'Callback on busy enabled', de: 'Rückruf bei Besetzt aktiv' },
      help: {
        en: 'Offers to send a callback request when the called party is busy.',
        de: 'Bietet bei besetztem Ziel an, einen Rückruf anzufordern.',
      },
      default: true,
      source: 'SIM',
    },
    {
      id: 'callback-on-ring-code',
      item: 'callback-ring-code',
      type: 'text',
      label: { en: 'Callback on ring code', de: 'Kennzahl für Rückruf bei Nichtmelden' },
      help: {
        en: 'Code that asks the server to call back a party who did not answer.',
        de: 'Kennzahl, die beim Server einen Rückruf bei Nichtmelden bestellt.',
      },
      format: 'dial-target',
      source: 'GS3',
    },
    {
      id: 'callback-on-ring-allowed-for-user',
      item: 'callback-ring-allow',
      type: 'boolean',
      label: { en: 'Callback on ring allowed for user', de: 'Rückruf bei Nichtmelden erlaubt' },
      help: {
        en: 'Lets the user ask for a callback from a party who does not answer.',
        de: 'Der Benutzer darf bei Nichtmelden einen Rückruf verlangen.',
      },
      default: false,
      source: 'GS3, SIM',
    },
    {
      id: 'callback-on-ring-enabled',
      item: 'callback-ring-enabled',
      type: 'boolean',
      label: { en: 'Callback on ring enabled', de: 'Rückruf bei Nichtmelden aktiv' },
      help: {
        en: 'Offers to send a callback request when nobody answers.',
        de: 'Bietet bei Nichtmelden an, einen Rückruf anzufordern.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'cancel-callback-allowed-for-user',
      item: 'callback-cancel-allow',
      type: 'boolean',
      label: { en: 'Cancel callback allowed for user', de: 'Rückruf löschen erlaubt' },
      help: {
        en: 'Lets the user cancel callbacks that are still open.',
        de: 'Der Benutzer darf offene Rückrufe löschen.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'cancel-callback-code',
      item: 'callback-cancel-code',
      type: 'text',
      label: { en: 'Cancel callback code', de: 'Kennzahl für Rückruf löschen' },
      help: {
        en: 'Code that cancels open callbacks on the server.',
        de: 'Kennzahl, die offene Rückrufe beim Server löscht.',
      },
      format: 'dial-target',
      source: 'GS3',
    },
  ]),
];
