import type { Texts } from '../../../shared/i18n/texts.ts';
import type { settings as en } from './en.ts';

export const settings: Texts<typeof en> = {
  server: 'Server',
  serverText: 'Was Sie hier speichern, gilt sofort auf allen Knoten.',
  url: 'Adresse dieses Servers für Telefone',
  urlHint:
    'Mit dem Port für Telefone. Telefone holen dort Dateien, und Telefone, die eine Suche findet, melden sich dort. Leer: wo sich das Telefon selbst gemeldet hat.',
  logLevel: 'Protokollstufe',
  logLevelHint:
    'Wechselt im laufenden Betrieb. „debug“ und „trace“ schreiben sehr viel: nur, solange Sie etwas suchen.',
  logLevels: {
    start: 'Wie beim Start (DESKFLEET_LOG)',
    trace: 'trace: alles',
    debug: 'debug: was bei der Fehlersuche hilft',
    info: 'info: was geschieht',
    warn: 'warn: was nicht stimmen könnte',
    error: 'error: was fehlgeschlagen ist',
    fatal: 'fatal: was den Server anhält',
    silent: 'silent: nichts',
  },
  timeZone: 'Zeitzone',
  timeZoneHint:
    'Für neue Zeitpläne, wiederkehrende Aufträge und Wartungsfenster, die auch eine eigene haben dürfen, und für die Zeiten in exportierten Dateien. Leer: die Ihres Browsers, in exportierten Dateien UTC.',
  timeZoneNone: 'Keine',
  save: 'Speichern',
  saved: 'Die Einstellungen des Servers sind gespeichert.',
  more: 'Weitere Einstellungen',
  moreText: 'Sie stehen jeweils auf der Seite, um die es geht.',
  places: {
    jobs: 'Zeit für Aufträge, wie lange sie aufbewahrt werden, wie viele Telefone zugleich angesprochen werden',
    files: 'Dateiserver, Bandbreite, Telefone, die zugleich laden',
    storageProviders: 'Zertifikate der Speicheranbieter',
    users: 'Erzwungenes An- und Abmelden, erhöhte Sicherheit',
    scans: 'Netze und Tempo der Suche, wo gefundene Telefone sich melden',
    waiting: 'Welche unbekannten Telefone sich anmelden dürfen',
  },
};
