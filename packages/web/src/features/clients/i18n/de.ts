import type { Texts } from '../../../shared/i18n/index.ts';
import { clientPage } from './client-page-de.ts';
import { clientsList } from './clients-list-de.ts';
import type { clients as english } from './en.ts';

export const clients: Texts<typeof english> = {
  ...clientsList,
  ...clientPage,
  noNumber: 'keine Rufnummer',
  actionsOf: 'Aktionen für {{name}}',
  copyDeviceId: 'Geräte-ID kopieren',
  copyAddress: 'Adresse kopieren',
  feature: {
    secureMode: {
      on: 'Sicherer Modus ein',
      off: 'Sicherer Modus aus',
      onText: 'Das Telefon spricht mit diesem Server mit Zertifikaten auf beiden Seiten.',
      offText: 'Das Telefon spricht mit diesem Server ohne eigenes Zertifikat.',
    },
    mobility: {
      active: 'Mobiler Benutzer angemeldet',
      on: 'Mobilität ein',
      off: 'Mobilität aus',
      onText: 'Mobile Benutzer können sich anmelden. Zurzeit ist niemand angemeldet.',
      offText: 'Mobile Benutzer können sich an diesem Telefon nicht anmelden.',
      user: 'Benutzer',
      since: 'Angemeldet',
    },
    access: {
      direct: 'Direkter Zugriff',
      dcmp: 'Zugriff über DCMP',
      none: 'Kein Zugriff',
      because: 'Der Grund: {{reason}}.',
      directText: 'Der Server kann dieses Telefon jederzeit auffordern, sich zu melden.',
      dcmpText: 'Das Telefon fragt von Zeit zu Zeit nach, ob Aufträge vorliegen.',
      noneText:
        'Der Server kann dieses Telefon nicht auffordern, sich zu melden; es erhält seine Aufträge, wenn es sich von selbst meldet.',
    },
    groups: {
      on: 'In Gruppen',
      off: 'In keiner Gruppe',
      offText: 'Das Endgerät gehört zu keiner Gruppe.',
    },
    information: {
      plain: 'Hardware',
    },
  },
  hardware: {
    partNumber: 'Sachnummer',
    keyModules: 'Beistellmodule',
    backlight: 'Hintergrundbeleuchtung',
    backlightType: {
      none: 'Keine',
      ccfl: 'CCFL',
      led: 'LED',
    },
    network: 'Netzgeschwindigkeit',
    gigabit: '1 Gbit/s',
    megabit: '100 Mbit/s',
  },
  state: {
    lastContact: 'Letzter Kontakt',
    noAccess: 'Der Server kann es nicht auffordern, sich zu melden',
    openWork_one: 'Ein Auftrag wartet auf dieses Telefon',
    openWork_other: '{{count}} Aufträge warten auf dieses Telefon',
    drift_one: 'Ein Wert weicht vom Sollwert ab',
    drift_other: '{{count}} Werte weichen vom Sollwert ab',
    refused_one: 'Das Telefon hat einen Wert abgelehnt',
    refused_other: 'Das Telefon hat {{count}} Werte abgelehnt',
  },
  copy: {
    label: 'Endgerät kopieren',
    title: 'Endgerät {{name}} kopieren',
    reason: 'Grund der Kopie',
    reasons: {
      'hardware-change': 'Hardwaretausch',
      'factory-reset': 'Zurücksetzen auf Werkseinstellungen',
    },
    reasonText: {
      'hardware-change': 'Ein anderes Telefon tritt unter derselben Rufnummer an die Stelle dieses Telefons.',
      'factory-reset':
        'Dieses Telefon wird auf Werkseinstellungen zurückgesetzt; das Telefon mit der Geräte-ID unten tritt an seine Stelle.',
    },
    softwareType: 'Softwaretyp',
    hardwareType: 'Hardwaretyp',
    secureMode: 'Sicherer Modus',
    deviceIdText: 'Geräte-ID des Telefons, das an seine Stelle tritt. Sie steht auf dem Etikett.',
    deviceIdOptional: 'Die des anderen Telefons, falls bekannt. Sonst wird es an der Rufnummer erkannt.',
    withReported: 'Auch am Telefon Eingestelltes kopieren',
    withReportedText:
      'Die Netzadresse wird nie kopiert. Kennwörter, die nur das Telefon kennt, lassen sich nicht kopieren.',
    resetsOld: 'Altes Telefon auf Werkseinstellungen zurücksetzen',
    resetsOldText: 'Es verliert alle Einstellungen. Das lässt sich nicht rückgängig machen.',
    submit: 'Absenden',
    done: '{{name}} wurde kopiert',
    copied_one: 'Das andere Telefon erhält einen Wert, wenn es sich meldet.',
    copied_other: 'Das andere Telefon erhält {{count, number}} Werte, wenn es sich meldet.',
    leftOut_one: 'Einen Wert kann es nicht annehmen.',
    leftOut_other: '{{count, number}} Werte kann es nicht annehmen.',
    resetJob: 'Zurücksetzen anzeigen',
  },
  action: {
    rollOut: 'In Wellen ausrollen',
    wbm: 'WBM öffnen',
    noWbm: 'Die Adresse dieses Telefons ist nicht bekannt.',
    configure: 'Konfigurieren',
    forOne: 'Endgerät <c>{{name}}</c>',
    forMany_one: '<b>{{number}}</b> Endgerät',
    forMany_other: '<b>{{number}}</b> Endgeräte',
    'refresh-data': {
      label: 'Daten aktualisieren',
      title_one: 'Daten aktualisieren?',
      title_other: 'Daten von {{count, number}} Endgeräten aktualisieren?',
      confirm_one: 'Aktualisieren',
      confirm_other: 'Aktualisieren',
      text_one: 'Das Telefon wird nach allen seinen Daten gefragt. Es wird nichts an ihm geändert.',
      text_other: 'Jedes Telefon wird nach allen seinen Daten gefragt. Es wird nichts an ihnen geändert.',
    },
    restart: {
      label: 'Neustart',
      title_one: 'Dieses Endgerät neu starten?',
      title_other: '{{count, number}} Endgeräte neu starten?',
      confirm_one: 'Neu starten',
      confirm_other: '{{count, number}} neu starten',
      text_one:
        'Das Telefon ist einige Minuten außer Betrieb. Ein Telefon im Gespräch startet nach dem Gespräch neu.',
      text_other:
        'Die Telefone sind einige Minuten außer Betrieb. Telefone im Gespräch starten nach dem Gespräch neu.',
    },
    'factory-reset': {
      label: 'Zurücksetzen',
      title_one: 'Dieses Endgerät auf Werkseinstellungen zurücksetzen?',
      title_other: '{{count, number}} Endgeräte auf Werkseinstellungen zurücksetzen?',
      confirm_one: 'Zurücksetzen',
      confirm_other: '{{count, number}} zurücksetzen',
      text_one:
        'Das Telefon verliert alle Einstellungen, auch die des Netzwerks, und meldet sich vielleicht nicht von selbst zurück. Das lässt sich nicht rückgängig machen.',
      text_other:
        'Die Telefone verlieren alle Einstellungen, auch die des Netzwerks, und melden sich vielleicht nicht von selbst zurück. Das lässt sich nicht rückgängig machen.',
    },
    delete: {
      label: 'Löschen',
      title_one: 'Dieses Endgerät löschen?',
      title_other: '{{count, number}} Endgeräte löschen?',
      confirm_one: 'Löschen',
      confirm_other: '{{count, number}} löschen',
      text_one:
        'Das Endgerät und seine Sollwerte werden hier gelöscht. Das Telefon selbst bleibt, wie es ist, und registriert sich neu, wenn es sich wieder meldet.',
      text_other:
        'Die Endgeräte und ihre Sollwerte werden hier gelöscht. Die Telefone selbst bleiben, wie sie sind, und registrieren sich neu, wenn sie sich wieder melden.',
    },
    resetsConfiguration: 'Konfiguration auf Werkseinstellungen zurücksetzen',
    keepCertificates: 'Zertifikate nach dem Zurücksetzen behalten',
    keepCertificatesText:
      'Zertifikate, die hier vorgegeben sind, erhält das Telefon beim nächsten Start zurück. Andere gehen verloren.',
    deleted_one: '{{count}} Endgerät gelöscht.',
    deleted_other: '{{count, number}} Endgeräte gelöscht.',
  },
  unsaved: {
    title: 'Noch nicht übertragen',
    button_one: 'offene Änderung',
    button_other: 'offene Änderungen',
  },
};
