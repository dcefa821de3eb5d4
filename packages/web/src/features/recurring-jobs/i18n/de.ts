import type { Texts } from '../../../shared/i18n/index.ts';
import type { recurringJobs as en } from './en.ts';

export const recurringJobs: Texts<typeof en> = {
  new: 'Neuer wiederkehrender Auftrag',
  edit: 'Wiederkehrenden Auftrag bearbeiten',
  search: 'Wiederkehrende Aufträge suchen',
  pause: 'Anhalten',
  resume: 'Fortsetzen',
  paused: 'Angehalten',
  save: 'Speichern',
  saved: 'Der wiederkehrende Auftrag ist gespeichert.',
  neverRun: 'noch nicht',
  emptyTitle: 'Keine wiederkehrenden Aufträge',
  emptyText:
    'Was immer wieder geschehen soll, etwa jede Nacht die Daten aller Telefone zu lesen, wird einmal beauftragt und läuft dann von selbst.',
  column: {
    name: 'Name',
    type: 'Auftrag',
    clients: 'Endgeräte',
    schedule: 'Zeitplan',
    next: 'Nächster Lauf',
    last: 'Letzter Lauf',
    by: 'Von',
  },
  scope: {
    all: 'Alle Endgeräte',
    group: 'Endgeräte einer Gruppe',
    matching: 'Endgeräte, die zu einem Text passen',
    kept: 'Wie bisher gewählt',
  },
  scopeHint: 'Wer dazugehört, wird bei jedem Lauf neu ermittelt.',
  matchingHint: 'Wie in der Suche der Endgeräteliste, zum Beispiel ein Teil der Rufnummer oder das Modell.',
  kind: { daily: 'Täglich', weekly: 'Wöchentlich', cron: 'Cron' },
  time: 'Uhrzeit',
  days: 'Tage',
  day: { mon: 'Mo', tue: 'Di', wed: 'Mi', thu: 'Do', fri: 'Fr', sat: 'Sa', sun: 'So' },
  zone: 'Zeitzone',
  cronHint: 'Minute, Stunde, Tag im Monat, Monat, Wochentag; zum Beispiel 0 2 * * 1-5.',
  timeout: 'Zeitlimit eines Laufs (Sekunden)',
  timeoutDefault: 'wie in den Einstellungen',
  rules:
    'Ein Termin, zu dem der letzte Lauf noch nicht beendet ist, entfällt. Läufe, die ausgefallen sind, während der Server aus war, werden einmal nachgeholt.',
  words: {
    daily: 'Täglich um {{time}} ({{zone}})',
    weekly: '{{days}} um {{time}} ({{zone}})',
    all: 'Alle Endgeräte',
    group: 'Eine Gruppe',
    matching: 'Passend zu „{{text}}“',
    filter: 'Nach einem Filter',
    chosen_one: '{{count}} gewähltes Endgerät',
    chosen_other: '{{count, number}} gewählte Endgeräte',
  },
  skipped: {
    'still-running': 'Entfallen um {{time}}: Der Lauf davor war noch nicht beendet.',
    'no-clients': 'Entfallen um {{time}}: Kein Endgerät passte.',
    'nobody-logged-on': 'Entfallen um {{time}}: Kein mobiler Benutzer war angemeldet.',
  },
  delete: {
    action: 'Löschen',
    title: '„{{name}}“ löschen?',
    text: 'Er läuft nicht mehr. Die Aufträge, die er erteilt hat, bleiben.',
  },
};
