/** A sentence for administrators: `code` and `params` are for programs, the texts for people. */
export interface Sentence {
  readonly code: SentenceCode;
  readonly params: SentenceParams;
  readonly text: { readonly en: string; readonly de: string };
}
export type SentenceParams = Readonly<Record<string, string | number>>;

/** `{name}` stands for a parameter, `{name:one|more}` for a word that depends on its number. */
const texts = {
  'rollout.created': { en: 'Created by {account}.', de: 'Angelegt von {account}.' },
  'rollout.changed': { en: 'Changed by {account}.', de: 'Geändert von {account}.' },
  'rollout.planned': {
    en: 'Planned by {account}; it begins {at}.',
    de: 'Geplant von {account}; Beginn {at}.',
  },
  'rollout.started': { en: 'Started by {account}.', de: 'Gestartet von {account}.' },
  'rollout.began': {
    en: '{clients} {clients:client was|clients were} put into {waves} {waves:wave|waves}.',
    de: '{clients} {clients:Endgerät wurde|Endgeräte wurden} auf {waves} {waves:Welle|Wellen} verteilt.',
  },
  'rollout.began_without': {
    en: '{clients} {clients:client was|clients were} put into {waves} {waves:wave|waves}; {leftOut} {leftOut:client|clients} cannot take what is ordered and {leftOut:was|were} left out.',
    de: '{clients} {clients:Endgerät wurde|Endgeräte wurden} auf {waves} {waves:Welle|Wellen} verteilt; {leftOut} {leftOut:kann den Auftrag nicht ausführen und wurde|können den Auftrag nicht ausführen und wurden} ausgelassen.',
  },
  'rollout.wave_began': {
    en: 'Wave {wave} began: {clients} {clients:client|clients}.',
    de: 'Welle {wave} hat begonnen: {clients} {clients:Endgerät|Endgeräte}.',
  },
  'rollout.wave_repeated': {
    en: 'Wave {wave} goes to {clients} {clients:client|clients} again.',
    de: 'Welle {wave} geht noch einmal an {clients} {clients:Endgerät|Endgeräte}.',
  },
  'rollout.running': {
    en: 'Wave {wave} of {waves} is running.',
    de: 'Welle {wave} von {waves} läuft.',
  },
  'rollout.last_wave': {
    en: 'The last wave is running.',
    de: 'Die letzte Welle läuft.',
  },
  'rollout.waiting_for_phones': {
    en: 'All {clients} {clients:client|clients} of wave {wave} {clients:has|have} their order; the next wave begins when {needed} of them have succeeded.',
    de: '{clients:Das Endgerät|Alle {clients} Endgeräte} der Welle {wave} {clients:hat|haben} den Auftrag; die nächste Welle beginnt, wenn er bei {needed} davon gelungen ist.',
  },
  'rollout.pausing': {
    en: 'Enough clients of wave {wave} have succeeded; the next wave begins after a pause of {minutes} {minutes:minute|minutes}.',
    de: 'In Welle {wave} ist der Auftrag bei genügend Endgeräten gelungen; die nächste Welle beginnt nach einer Pause von {minutes} {minutes:Minute|Minuten}.',
  },
  'rollout.window_awaited': {
    en: 'Wave {wave} waits for the maintenance window, which opens {at}.',
    de: 'Welle {wave} wartet auf das Wartungsfenster, das {at} beginnt.',
  },
  'rollout.window_closed': {
    en: 'The maintenance window has closed: {unsent} {unsent:client that has|clients that have} not got the order yet {unsent:waits|wait} until it opens {at}; phones that have got it finish.',
    de: 'Das Wartungsfenster ist zu Ende: {unsent} {unsent:Endgerät, das den Auftrag noch nicht bekommen hat, wartet|Endgeräte, die den Auftrag noch nicht bekommen haben, warten} bis zum nächsten, das {at} beginnt; Telefone, die ihn bekommen haben, werden fertig.',
  },
  'rollout.paused': {
    en: 'Paused by {account}: nothing more is sent; phones that have got the order finish.',
    de: 'Unterbrochen von {account}: Es wird nichts mehr gesendet; Telefone, die den Auftrag bekommen haben, werden fertig.',
  },
  'rollout.resumed': { en: 'Resumed by {account}.', de: 'Fortgesetzt von {account}.' },
  'rollout.resumed_held_back': {
    en: 'Resumed by {account}: clients that were held back get the order, those that failed stay as they are.',
    de: 'Fortgesetzt von {account}: Zurückgehaltene Endgeräte bekommen den Auftrag, fehlgeschlagene bleiben, wie sie sind.',
  },
  'rollout.resumed_failed': {
    en: 'Resumed by {account}: clients that failed and those that were held back get the order again.',
    de: 'Fortgesetzt von {account}: Fehlgeschlagene und zurückgehaltene Endgeräte bekommen den Auftrag noch einmal.',
  },
  'rollout.aborted': {
    en: 'Aborted by {account}: what was not sent is not sent any more; phones that have got the order finish.',
    de: 'Abgebrochen von {account}: Was noch nicht gesendet war, wird nicht mehr gesendet; Telefone, die den Auftrag bekommen haben, werden fertig.',
  },
  'rollout.stopped_failures': {
    en: 'Stopped in wave {wave}: {failed} of {clients} {clients:client|clients} failed, the limit is {limit}.',
    de: 'In Welle {wave} angehalten: {failed} von {clients} {clients:Endgerät|Endgeräten} {failed:ist|sind} fehlgeschlagen, die Grenze ist {limit}.',
  },
  'rollout.stopped_not_back': {
    en: 'Stopped in wave {wave}: {notBack} of {clients} {clients:phone|phones} did not come back within {minutes} {minutes:minute|minutes}, the limit is {limit}.',
    de: 'In Welle {wave} angehalten: {notBack} von {clients} {clients:Telefon|Telefonen} {notBack:hat sich nicht|haben sich nicht} innerhalb von {minutes} {minutes:Minute|Minuten} zurückgemeldet, die Grenze ist {limit}.',
  },
  'rollout.stopped_both': {
    en: 'Stopped in wave {wave}: of {clients} {clients:phone|phones} {failed} failed and {notBack} did not come back within {minutes} {minutes:minute|minutes}, the limit for both together is {limit}.',
    de: 'In Welle {wave} angehalten: Von {clients} {clients:Telefon|Telefonen} {failed:ist|sind} {failed} fehlgeschlagen und {notBack} {notBack:hat|haben} sich nicht innerhalb von {minutes} {minutes:Minute|Minuten} zurückgemeldet, die Grenze für beides zusammen ist {limit}.',
  },
  'rollout.stopped_gate': {
    en: 'Stopped in wave {wave}: {failed} of {clients} {clients:client|clients} did not succeed, so that {percent} % cannot be reached.',
    de: 'In Welle {wave} angehalten: Bei {failed} von {clients} {clients:Endgerät|Endgeräten} ist der Auftrag nicht gelungen, sodass {percent} % nicht mehr erreicht werden.',
  },
  'rollout.stopped_canceled': {
    en: 'Stopped in wave {wave}: its job was canceled by {account}.',
    de: 'In Welle {wave} angehalten: Ihr Auftrag wurde von {account} abgebrochen.',
  },
  'rollout.stopped_no_clients': {
    en: 'Stopped before the first wave: none of the chosen clients exists any more.',
    de: 'Vor der ersten Welle angehalten: Keines der gewählten Endgeräte ist noch vorhanden.',
  },
  'rollout.stopped_no_canary': {
    en: 'Stopped before the first wave: none of the chosen clients is in the group {group}, which is to go first.',
    de: 'Vor der ersten Welle angehalten: Keines der gewählten Endgeräte ist in der Gruppe {group}, die zuerst an der Reihe ist.',
  },
  'rollout.stopped_order': {
    en: 'Stopped: the order cannot be given any more. {detail}',
    de: 'Angehalten: Der Auftrag kann nicht mehr erteilt werden. {detailDe}',
  },
  'rollout.done': {
    en: '{success} of {clients} {clients:client|clients} succeeded.',
    de: 'Bei {success} von {clients} {clients:Endgerät|Endgeräten} gelungen.',
  },
} as const satisfies Readonly<Record<string, { readonly en: string; readonly de: string }>>;

export type SentenceCode = keyof typeof texts;

const locales = { en: 'en-US', de: 'de-DE' } as const;

/**
 * The sentence of a code in both languages.
 *
 * @param times instants that stand in the text by name, in the time zone of the reader's site
 */
export function sentence(
  code: SentenceCode,
  params: SentenceParams = {},
  times: Readonly<Record<string, Date>> = {},
  timeZone = 'UTC',
): Sentence {
  const stored = Object.fromEntries(Object.entries(times).map(([name, at]) => [name, at.toISOString()]));
  const inWords = (language: 'en' | 'de') => {
    const words = Object.entries(times).map(([name, at]) => [name, timeIn(language, at, timeZone)]);
    return fillIn(texts[code][language], { ...params, ...Object.fromEntries(words) });
  };
  return { code, params: { ...params, ...stored }, text: { en: inWords('en'), de: inWords('de') } };
}

function fillIn(text: string, params: SentenceParams): string {
  return text.replaceAll(
    /\{(\w+)(?::((?:[^|{}]|\{\w+\})*)\|((?:[^|{}]|\{\w+\})*))?\}/g,
    (placeholder: string, name: string, one?: string, more?: string) => {
      const value = params[name];
      if (one !== undefined && more !== undefined) return fillIn(value === 1 ? one : more, params);
      return String(value ?? placeholder);
    },
  );
}

/** "Monday, March 2 at 10:00 PM (Europe/Berlin)" */
function timeIn(language: 'en' | 'de', at: Date, timeZone: string): string {
  const options = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const text = new Intl.DateTimeFormat(locales[language], { ...options, timeZone }).format(at);
  return language === 'en' ? `on ${text} (${timeZone})` : `am ${text} Uhr (${timeZone})`;
}
