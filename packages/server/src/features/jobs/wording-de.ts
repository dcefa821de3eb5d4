import type { Wording } from '../../infra/db/index.ts';
import { fillIn, type WordingCode } from './wording.ts';

/** The sentences of `wording` in German, for files that the server writes. The app has its own. */
const texts: Readonly<Record<WordingCode, string>> = {
  'job.canceled': 'Abgebrochen von {account}.',
  'job.timeout': 'Nicht innerhalb der Zeit des Auftrags erledigt: {detail}',
  'target.asked': 'Das Telefon unter {address} wurde aufgefordert, sich zu melden.',
  'target.unreachable':
    'Das Telefon unter {address} konnte nicht aufgefordert werden, sich zu melden: {detail}.',
  'target.no_contact_address':
    'Das Telefon kann nicht aufgefordert werden, sich zu melden: {detail}. Es erhält seine Aufträge, wenn es sich von selbst meldet.',
  'target.called': 'Das Telefon hat sich gemeldet ({reason}), von {address}.',
  'target.sent': '{count} {count:Wert|Werte} {count:wurde|wurden} an das Telefon gesendet.',
  'target.stored': 'Das Telefon hat {count} {count:Wert|Werte} gespeichert.',
  'target.refused': 'Das Telefon hat {item} abgelehnt: „{status}“.',
  'target.refused_some':
    'Das Telefon hat {refused} von {count} {count:Wert|Werten} abgelehnt; {item}: „{status}“.',
  'target.refused_all': 'Das Telefon hat {count:den einen Wert|alle Werte} abgelehnt; {item}: „{status}“.',
  'target.action_failed': 'Das Telefon hat {action} nicht angenommen: „{status}“.',
  'target.busy': 'Das Telefon ist im Gespräch. Es erhält die Änderung, wenn das Gespräch beendet ist.',
  'target.withheld':
    'Kennwörter werden zurückgehalten, bis das Telefon auf unsere eigene Aufforderung hin von der Adresse antwortet, an die sie ging.',
  'target.verifying':
    'Der Dialog brach ab, nachdem {count} {count:Wert|Werte} gesendet {count:war;|waren;} das Telefon wird gefragt, was es gespeichert hat.',
  'target.verified': 'Das Telefon hat {count} der zuvor gesendeten Werte.',
  'target.superseded':
    '{count} {count:Wert|Werte} {count:wurde|wurden} vor dem Senden durch eine neuere Änderung ersetzt.',
  'target.nothing_to_send': 'Es war nichts an das Telefon zu senden.',
  'target.read': 'Das Telefon hat {count} {count:Wert|Werte} gemeldet.',
  'target.restart_sent': 'Das Telefon wurde angewiesen, neu zu starten.',
  'target.reset_sent': 'Das Telefon wurde angewiesen, sich auf Werkseinstellungen zurückzusetzen.',
  'target.restarted': 'Das Telefon ist gestartet.',
  'target.aborted': 'Das Telefon hat den Dialog abgebrochen: {detail}.',
  'target.unfit': 'Das Endgerät kann den Auftrag nicht annehmen: {detail}',
  'target.not_for_kind': 'Die Vorlage ist nicht für die Geräte- oder Softwareart dieses Telefons.',
  'target.rollout_stopped':
    'Nicht gesendet: Der Rollout „{rollout}“ hat sich angehalten, bevor dieses Telefon an der Reihe war.',
  'target.rollout_aborted': 'Nicht gesendet: Der Rollout „{rollout}“ wurde von {account} abgebrochen.',
  'target.files_told': 'Dem Telefon {count:wurde|wurden} {count} {count:Datei|Dateien} genannt: {names}.',
  'target.files_waiting': 'Wartet darauf, dass das Telefon meldet, was aus den Dateien geworden ist.',
  'target.files_asked':
    'Das Telefon hat zur Übertragung nichts gemeldet; es wird gefragt, welche Dateien es hat.',
  'target.file_stored': 'Das Telefon hat {name} gespeichert.',
  'target.file_deleted': 'Das Telefon hat {name} nicht mehr.',
  'target.file_present': 'Das Telefon hat {name} schon.',
  'target.file_refused': 'Das Telefon hat {name} nicht angenommen: „{status}“.',
  'target.file_gone': '{name} wurde hier gelöscht, bevor das Telefon die Datei erhalten konnte.',
  'target.file_server_off':
    'Dem Telefon wurde {name} nicht angeboten: Es kann die Datei nur vom integrierten Dateiserver erhalten, und der ist ausgeschaltet.',
  'target.file_not_fetched': 'Das Telefon hat {name} nicht abgeholt.',
  'target.file_not_listed':
    'Das Telefon hat {name} abgeholt, führt die Datei aber nicht unter seinen Dateien.',
  'target.file_still_there': 'Das Telefon führt {name} noch unter seinen Dateien.',
  'target.file_left_out': 'Ausgelassen: {detail}',
  'target.software_outranked':
    '{name} wird ausgelassen: Die Vorlage „{winner}“ geht hier „{template}“ vor und bestimmt die Software, {version}.',
  'target.software_preferred':
    'Die Vorlage „{template}“ geht hier {others} vor, daher zählt ihre Software, {version}.',
  'target.files_done': '{count:Die Datei ist|Alle Dateien sind} erledigt.',
  'target.files_refused': '{count:Nicht angekommen:|Keine der Dateien ist angekommen; die erste war} {name}.',
  'target.files_refused_some':
    '{refused} von {count} {count:Datei|Dateien} {count:ist|sind} nicht angekommen; die erste war {name}.',
  'target.software_told': 'Das Telefon wurde angewiesen, {version} zu installieren.',
  'target.software_waiting': 'Wartet darauf, dass das Telefon mit der neuen Software startet.',
  'target.software_installed': 'Das Telefon ist mit {version} gestartet.',
  'target.software_present': 'Das Telefon hat {version} schon.',
  'target.software_downgrade':
    'Das Telefon hat {current}, und das ist neuer als {version}; ein Rückschritt ist nicht erlaubt.',
  'target.software_not_installed':
    'Das Telefon hat die Software nicht installiert: Es läuft weiter mit {version}.',
  'target.software_other': 'Das Telefon ist mit {version} statt mit {wanted} gestartet.',
  'target.software_not_fetched':
    'Das Telefon ist wieder mit {version} gestartet und hatte die Software nicht abgeholt.',
  'target.software_interrupted':
    'Das Telefon ist mit {version} gestartet, bevor es die Software abgeholt hatte; es wird noch einmal angewiesen.',
  'target.software_guard':
    'Das Telefon wurde vor weniger als 15 Minuten angewiesen, Software zu installieren, und bleibt so lange ungestört.',
  'target.after_transfer': 'Wartet, bis das Telefon mit den Dateien fertig ist, die es gerade abholt.',
  'target.no_room': 'Wartet, bis weniger Telefone Dateien abholen.',
  'target.client_deleted': 'Das Endgerät wurde gelöscht.',
  'target.waiting_for_start': 'Es wird gewartet, bis das Telefon wieder startet.',
  'target.after_reset': 'Wartet auf das Zurücksetzen auf Werkseinstellungen, das vorher angeordnet wurde.',
  'target.logging_on': 'Das Profil von {user} wird an das Telefon gesendet.',
  'target.logged_on': '{user} ist am Telefon angemeldet.',
  'target.logging_off': 'Das Telefon wird nach dem gefragt, was es für {user} aufbewahrt.',
  'target.logged_off': '{user} ist abgemeldet.',
  'target.user_not_here': '{user} ist an diesem Telefon nicht mehr angemeldet.',
  'target.user_elsewhere': 'Wartet, bis {user} an {device} abgemeldet ist.',
  'target.user_deleted': 'Der mobile Benutzer wurde gelöscht.',
  'target.phone_occupied':
    'Der mobile Benutzer {user} ist an dem Telefon angemeldet: Melden Sie ihn zuerst ab.',
  'target.mobility_off': 'Auf dem Telefon ist Mobilität nicht aktiviert.',
  'target.logon_refused': 'Das Telefon hat den mobilen Benutzer nicht angenommen: „{status}“.',
  'target.logoff_refused': 'Das Telefon hat den mobilen Benutzer nicht abgemeldet: „{status}“.',
  'target.in_dialogue': 'Das Telefon meldet sich gerade.',
};

/** A reason in German; one of a later or earlier version that is not known here stays English. */
export function germanOf({ code, params, text }: Wording): string {
  const german = (texts as Readonly<Record<string, string | undefined>>)[code];
  if (german === undefined) return text;
  return fillIn(german, inGerman(params));
}

/** Words of ours come in both languages: `detailDe` is the German `detail`. Those of a phone have no second. */
function inGerman(params: Wording['params']): Wording['params'] {
  const german = Object.entries(params).filter(([name]) => name.endsWith('De'));
  return { ...params, ...Object.fromEntries(german.map(([name, words]) => [name.slice(0, -2), words])) };
}
