import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Passwords: items without a place in the guide. */
export const otherPasswords: readonly Parameter[] = [
  ...inSection('other.passwords', [
    {
      id: 'user-pwd-unicode',
      item: 'user-pwd-unicode',
      type: 'password',
      label: { en: 'User password (Unicode)', de: 'Benutzerkennwort (Unicode)' },
      help: { en: 'User password with all characters.', de: 'Benutzerkennwort mit allen Schriftzeichen.' },
      secret: true,
      source: 'GS3',
    },
    {
      id: 'admin-pwd-unicode',
      item: 'admin-pwd-unicode',
      type: 'password',
      label: { en: 'Administrator password (Unicode)', de: 'Administratorkennwort (Unicode)' },
      help: {
        en: 'Administrator password with all characters.',
        de: 'Administratorkennwort mit allen Schriftzeichen.',
      },
      secret: true,
      source: 'GS3',
    },
    {
      id: 'user-pwd-hash',
      item: 'user-pwd-hash',
      type: 'password',
      label: { en: 'User password hash', de: 'Hashwert des Benutzerkennworts' },
      help: {
        en: 'Hash that replaces the user password, used to remove a forgotten one.',
        de: 'Hashwert, der das Benutzerkennwort ersetzt, etwa um ein vergessenes zu entfernen.',
      },
      format: 'hash',
      secret: true,
      scopes: ['client-sip', 'template'],
      source: 'NODE',
    },
    {
      id: 'user-pwd-lastchanged',
      item: 'user-pwd-lastchanged',
      type: 'integer',
      label: { en: 'Last change of user password', de: 'Letzte Änderung des Benutzerkennworts' },
      help: {
        en: 'Time at which the user password was changed last.',
        de: 'Zeitpunkt, zu dem das Benutzerkennwort zuletzt geändert wurde.',
      },
      min: 0,
      format: 'unix-time',
      purpose: 'report',
      scopes: ['client-sip'],
      source: 'SIM',
    },
    {
      id: 'default-passw-policy',
      item: 'default-passw-policy',
      type: 'boolean',
      label: { en: 'Default password policy', de: 'Standard-Kennwortrichtlinie' },
      help: {
        en: "Applies the phone's own rules for passwords.",
        de: 'Wendet die telefoneigenen Regeln für Kennwörter an.',
      },
      default: false,
      source: 'GS3',
    },
    {
      id: 'passw-char-set',
      item: 'passw-char-set',
      type: 'integer',
      label: { en: 'Password characters', de: 'Zeichenvorrat für Kennwörter' },
      help: {
        en: 'Characters that passwords may contain; only 0 is known to be used.',
        de: 'Zeichen, die Kennwörter enthalten dürfen; gebräuchlich ist nur 0.',
      },
      default: 0,
      min: 0,
      source: 'GS3',
    },
  ]),
];
