import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Locks and permissions: items without a place in the guide. */
export const otherLocks: readonly Parameter[] = [
  ...inSection('other.locks', [
    {
      id: 'phone-lock-active',
      item: 'phone-lock-active',
      type: 'boolean',
      label: { en: 'Phone lock', de: 'Telefonsperre' },
      help: {
        en: 'Locks the phone; only emergency numbers can be dialed.',
        de: 'Sperrt das Telefon; wählbar sind nur Notrufnummern.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'lock-forwarding',
      item: 'lock-forwarding',
      type: 'boolean',
      label: { en: 'Lock forwarding', de: 'Rufumleitung sperren' },
      help: {
        en: 'Keeps the user from changing call forwarding.',
        de: 'Der Benutzer kann die Rufumleitung nicht ändern.',
      },
      source: 'GS3',
    },
    {
      id: 'locked-config-menus',
      item: 'locked-config-menus',
      type: 'boolean',
      label: { en: 'Locked settings menu', de: 'Gesperrtes Einstellungsmenü' },
      help: {
        en: "Hides one of the user's settings menus.",
        de: 'Verbirgt ein Einstellungsmenü des Benutzers.',
      },
      index: { kind: 'list', from: 1, to: 79 },
      source: 'GS3, SIM',
    },
    {
      id: 'default-locked-config-menus',
      item: 'default-locked-config-menus',
      type: 'boolean',
      label: { en: 'Lock all settings menus', de: 'Alle Einstellungsmenüs sperren' },
      help: {
        en: 'Hides the settings menus that have no lock of their own.',
        de: 'Verbirgt Einstellungsmenüs ohne eigene Sperreinstellung.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'locked-local-function-menus',
      item: 'locked-local-function-menus',
      type: 'boolean',
      label: { en: 'Locked function menu', de: 'Gesperrtes Funktionsmenü' },
      help: {
        en: "Hides one of the user's function menus, such as changing the password.",
        de: 'Verbirgt ein Funktionsmenü des Benutzers, etwa das Ändern des Kennworts.',
      },
      index: { kind: 'list', from: 1, to: 10 },
      source: 'GS3, SIM, NODE',
    },
    {
      id: 'default-locked-local-function-menus',
      item: 'default-locked-local-function-menus',
      type: 'boolean',
      label: { en: 'Lock all function menus', de: 'Alle Funktionsmenüs sperren' },
      help: {
        en: 'Hides the function menus that have no lock of their own.',
        de: 'Verbirgt Funktionsmenüs ohne eigene Sperreinstellung.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'local-control-feature-availability',
      item: 'local-control-feature-availability',
      type: 'boolean',
      label: { en: 'Features by phone settings', de: 'Leistungsmerkmale per Telefoneinstellung' },
      help: {
        en: 'Lets the administrator of the phone decide which features are available.',
        de: 'Die Verwaltung des Telefons bestimmt, welche Leistungsmerkmale verfügbar sind.',
      },
      default: false,
      source: 'GS3',
    },
    {
      id: 'directory-guard-required',
      item: 'directory-guard-required',
      type: 'boolean',
      label: { en: 'Directory lock', de: 'Telefonbuchsperre' },
      help: {
        en: 'Asks for the user password before the phone book opens.',
        de: 'Fragt vor dem Öffnen des Telefonbuchs nach dem Benutzerkennwort.',
      },
      default: false,
      source: 'SIM',
    },
    {
      id: 'directory-guard-timeout',
      item: 'directory-guard-timeout',
      type: 'integer',
      label: { en: 'Directory lock time', de: 'Zeit bis zur Telefonbuchsperre' },
      help: {
        en: 'Time after which the phone book is locked again.',
        de: 'Zeit, nach der das Telefonbuch wieder gesperrt wird.',
      },
      default: 10,
      min: 0,
      source: 'SIM',
    },
  ]),
];
