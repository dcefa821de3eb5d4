import type { Texts } from '../../../shared/i18n/index.ts';
import type { configurationValues as en } from './configuration-values-en.ts';

export const configurationValues: Texts<typeof en> = {
  clients_one: '{{number}} Endgerät',
  clients_other: '{{number}} Endgeräte',
  discardChanges: 'Änderungen verwerfen',
  minimize: 'Minimieren',
  restore: 'Wiederherstellen',
  found_one: '{{count}} Parameter gefunden.',
  found_other: '{{count}} Parameter gefunden.',
  notExact: 'gekürzt',
  replace: 'Ersetzen',
  clearOnPhone: 'Auf dem Telefon leeren',
  valueHistory: 'Verlauf dieses Werts',
  valueHistoryOf: 'Verlauf: {{name}}',
  inferredName:
    'Der Item-Name {{item}} ist abgeleitet, nicht dokumentiert. Antwortet das Telefon „unknown item“, korrigieren Sie ihn unter Item-Namen.',
  inferredCodes:
    'Der Name {{item}} ist bekannt, einige seiner Codes sind abgeleitet. Lehnt das Telefon einen Wert ab, korrigieren Sie sie unter Item-Namen.',
  layers: 'Wer diesen Wert vorgibt, höchster Vorrang zuerst',
  applies: 'gilt',
  reportedBy: 'Was die Telefone melden',
  desiredFor: 'Was gewünscht ist',
  secretSet: 'gesetzt',
  mostFrequent_one: 'Nur der häufigste Wert ist aufgeführt.',
  mostFrequent_other: 'Nur die {{count}} häufigsten Werte sind aufgeführt.',
  setOn_one: 'auf {{number}} gesetzt',
  setOn_other: 'auf {{number}} gesetzt',
  quoted: '„{{text}}“',
  goTo: 'Zu „{{other}}“',
  rule: {
    'not-editable':
      'Lässt sich nicht setzen, solange „{{other}}“ auf „{{is}}“ steht. Setzen Sie zuerst „{{other}}“ auf {{needed}}.',
    'not-editable-on-some':
      'Lässt sich auf einigen dieser Endgeräte nicht setzen: Dort steht „{{other}}“ nicht auf {{needed}}. Setzen Sie „{{other}}“ mit, oder lassen Sie diese Endgeräte aus.',
    'without-effect':
      'Hat keine Wirkung, solange „{{other}}“ auf „{{is}}“ steht. Der Wert zählt bei {{needed}}.',
    'without-effect-on-some':
      'Hat auf einigen dieser Endgeräte keine Wirkung: Dort steht „{{other}}“ nicht auf {{needed}}.',
    descending: 'Passt nicht zu „{{other}}“: Der kleinste Wert darf nicht größer als der größte sein.',
    equal: 'Ist gleich „{{other}}“: Die beiden müssen sich unterscheiden.',
  },
  limit: {
    none_one: '{{models}} hat dies nicht.',
    none_other: 'Keines dieser {{number}} Endgeräte hat dies ({{models}}).',
    some_one: '{{number}} von {{all}} Endgeräten hat dies nicht ({{models}}).',
    some_other: '{{number}} von {{all}} Endgeräten haben dies nicht ({{models}}).',
    models: 'Nur auf {{models}}.',
    firmware: '{{family}} hat es ab {{version}}.',
  },
  history: {
    tab: 'Verlauf',
    entry: 'Änderung vom {{time}}',
    choose: 'Änderung vom {{time}} zum Vergleichen wählen',
    nobody: 'Das System',
    cause: {
      configure: 'hat die Konfiguration geändert',
      'take-over': 'hat übernommen, was das Telefon meldet',
      'put-back': 'hat den früheren Stand wiederhergestellt',
      created: 'hat die Vorlage mit diesen Werten angelegt',
      'plug-and-play': 'hat dies vorbereitet, bevor das Telefon sich meldete',
      template: 'hat geändert, was die Vorlage „{{template}}“ hier vorgibt',
      group: 'hat geändert, was die Vorlage „{{template}}“ über Gruppen hier vorgibt',
      onboarding: 'hat dem neuen Telefon die Vorlage „{{template}}“ gegeben',
    },
    job: 'Auftrag',
    putBack: 'Wiederherstellen',
    more_one: '{{number}} weiteren Wert anzeigen',
    more_other: '{{number}} weitere Werte anzeigen',
    less: 'Weniger anzeigen',
    nothing: 'Noch keine Änderungen',
    nothingText: 'Jede Änderung der Konfiguration, die Sie übertragen, steht hier: wer, wann, alt und neu.',
    chooseTwo: 'Wählen Sie zwei Änderungen, um sie zu vergleichen.',
    chosenTwo: 'Zwei Änderungen sind gewählt.',
    compare: 'Vergleichen',
    compareTitle: 'Zwei Zeitpunkte vergleichen',
    compareText:
      'Alt ist, was nach der Änderung vom {{from}} gewünscht war, neu, was nach der vom {{to}} gewünscht war.',
    noDifference: 'Zu beiden Zeitpunkten war dasselbe gewünscht.',
    putBackTitle: 'Früheren Stand wiederherstellen?',
    putBackText:
      'Die Werte der Änderung vom {{time}} werden wieder so gewünscht wie davor. Was davor nicht gewünscht war, wird zurückgezogen.',
    putBackAllText:
      'Alles, was hier seitdem geändert wurde, einschließlich der Änderung vom {{time}}, wird wieder so gewünscht wie davor. Was davor nicht gewünscht war, wird zurückgezogen.',
    withLater: 'Auch wiederherstellen, was später geändert wurde',
    foreign:
      'Diese Änderung kam aus einer Vorlage, deshalb gibt es von ihr hier nichts wiederherzustellen. Was hier seitdem geändert wurde, kann zurückkommen.',
    now: 'Jetzt',
    afterwards: 'Danach',
    secrets: 'Frühere Geheimnisse werden nicht aufbewahrt. Diese müssen neu eingegeben werden: {{names}}.',
    notPutBack: 'Diese Geheimnisse müssen neu eingegeben werden',
    neverChanged: 'Dieser Wert wurde hier noch nie geändert.',
    notAmongLast_one: 'Nicht in der letzten {{number}} Änderung.',
    notAmongLast_other: 'Nicht in den letzten {{number}} Änderungen.',
    further: 'Weiter zurück suchen',
  },
};
