import type { Texts } from '../../../shared/i18n/index.ts';
import type { notifications as en } from './en.ts';

export const notifications: Texts<typeof en> = {
  title: 'Benachrichtigungen',
  bell_one: 'Benachrichtigungen ({{count}})',
  bell_other: 'Benachrichtigungen ({{count}})',
  bell_zero: 'Benachrichtigungen (keine)',
  clear: 'Benachrichtigung entfernen',
  clearAll: 'Alle entfernen',
  empty: 'Es liegt nichts vor.',
  more_one: 'und {{count}} weitere',
  more_other: 'und {{count, number}} weitere',
  openClient: 'Endgerät öffnen',
  kind: {
    'client-registered':
      'Ein neues Telefon hat sich registriert: {{model}} {{deviceId}} ({{e164}}) von {{address}}.',
    'client-registered-many':
      'Viele neue Telefone registrieren sich gleichzeitig, {{count}} davon in einem Augenblick.',
    'client-recognized':
      'Das Telefon {{model}} {{deviceId}} hat sich von {{address}} gemeldet, wurde erkannt und erhält, was vorbereitet war ({{e164}}).',
    'client-recognized-by-number':
      'Das Telefon {{deviceId}} hat sich von {{address}} mit der Rufnummer {{e164}} gemeldet, die für {{preparedFor}} vorbereitet war, und erhält, was vorbereitet war.',
    'client-recognized-other-model':
      'Das Telefon {{deviceId}} ({{e164}}) wurde erkannt und erhält, was vorbereitet war, ist aber ein {{model}} statt eines {{preparedFor}}.',
    'client-recognized-many':
      'Viele vorbereitete Telefone wurden gleichzeitig erkannt, {{count}} davon in einem Augenblick.',
    'client-held':
      'Das unbekannte Telefon {{model}} {{deviceId}} ({{e164}}) von {{address}} wartet auf Ihre Freigabe.',
    'client-held-many':
      'Viele unbekannte Telefone warten auf Ihre Freigabe, {{count}} davon seit einem Augenblick.',
    'client-held-full':
      'Es warten {{count}} unbekannte Telefone auf Freigabe; weitere werden nicht aufgeführt, bis über einige davon entschieden ist.',
    'client-new-address':
      'Das Telefon {{deviceId}} ({{e164}}) hat sich von der neuen Adresse {{address}} statt {{previousAddress}} gemeldet.',
    'user-data-too-large':
      'Das Telefon {{deviceId}} hat {{kilobytes, number}} KB persönliche Daten des mobilen Benutzers {{e164}} geschickt; insgesamt sind {{limit, number}} KB erlaubt. Diese Daten wurden nicht gespeichert, die zuvor gespeicherten bleiben erhalten.',
    'device-endpoint-bad-request':
      'Von {{address}} kamen Anfragen am Telefon-Port, die von keinem Telefon stammen: {{detail}}.',
    'device-endpoint-overload':
      'Es melden sich mehr Telefone, als der Server gleichzeitig beantworten kann; gebeten, sich später wieder zu melden: {{count}}.',
    'storage-provider-scan-failed':
      'Der Speicheranbieter „{{provider}}“ konnte nicht eingelesen werden. {{sentence}}',
    'rollout-stopped': 'Der Rollout „{{rollout}}“ hat sich selbst angehalten. {{sentence}}',
    'account-failed-login': 'Die Anmeldung als {{username}} von {{address}} ist fehlgeschlagen.',
    'account-failed-login-unknown':
      'Eine Anmeldung mit unbekanntem Benutzernamen von {{address}} ist fehlgeschlagen.',
    'account-setup-code-wrong':
      'Bei der Anmeldung als {{username}} von {{address}} war der Einrichtungscode falsch.',
    'server-started-after-crash':
      'Der Server wurde vor diesem Start nicht ordentlich beendet; alles Bestätigte ist vollständig.',
  },
  severity: {
    info: 'Information',
    warning: 'Warnung',
    error: 'Fehler',
  },
};
