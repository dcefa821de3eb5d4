import { isoIn } from '../../infra/clock/local-time.ts';
import type { Db, JobType, TargetState, Wording } from '../../infra/db/index.ts';
import type { RecordValue } from '../../infra/record-files/index.ts';
import { findUsersOf, narrowedTargets, type TargetFilter } from './targets.read.ts';
import { germanOf } from './wording-de.ts';

export type Language = 'en' | 'de';

const headings = {
  en: {
    e164: 'E.164',
    deviceType: 'Hardware type',
    deviceId: 'MAC address',
    user: 'Mobile user',
    state: 'State',
    attempts: 'Attempts',
    reason: 'Reason',
    updatedAt: 'Last change',
    finishedAt: 'Ended',
  },
  de: {
    e164: 'E.164-Rufnummer',
    deviceType: 'Gerätetyp',
    deviceId: 'MAC-Adresse',
    user: 'Mobiler Benutzer',
    state: 'Status',
    attempts: 'Versuche',
    reason: 'Grund',
    updatedAt: 'Letzte Änderung',
    finishedAt: 'Beendet',
  },
} as const;

const states: Readonly<Record<Language, Readonly<Record<TargetState, string>>>> = {
  en: {
    waiting: 'Waiting',
    contacting: 'Asked to call',
    busy: 'In a call',
    'in-dialogue': 'Phone is calling',
    success: 'Successful',
    'partial-successful': 'Partial successful',
    failed: 'Failed',
    timeout: 'Timed out',
    canceled: 'Canceled',
  },
  de: {
    waiting: 'Wartet',
    contacting: 'Aufgefordert, sich zu melden',
    busy: 'Im Gespräch',
    'in-dialogue': 'Telefon meldet sich',
    success: 'Erfolgreich',
    'partial-successful': 'Teilweise erfolgreich',
    failed: 'Fehlgeschlagen',
    timeout: 'Zeit überschritten',
    canceled: 'Abgebrochen',
  },
};

/** Whether a job is about mobile users, who then have a column. */
const isOfUsers = (type: JobType): boolean => type === 'logon' || type === 'logoff';

/** The columns of the file, in their order. */
export function targetHeadings(language: Language, type: JobType): string[] {
  const { user: _user, ...others } = headings[language];
  return Object.values(isOfUsers(type) ? headings[language] : others);
}

const PORTION = 1_000;

/**
 * Every target of a job that matches, in portions.
 *
 * @param look.timeZone in which times are written; null: UTC
 */
export async function* readTargetRecords(
  db: Db,
  { id: jobId, type }: { readonly id: string; readonly type: JobType },
  filter: TargetFilter,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string | null },
): AsyncGenerator<Readonly<Record<string, RecordValue>>> {
  const names = headings[language];
  const reasonOf = (reason: Wording) => (language === 'de' ? germanOf(reason) : reason.text);
  let after = '0';
  for (;;) {
    const rows = await narrowedTargets(db, jobId, filter)
      .select([
        'id',
        'clientId',
        'e164',
        'deviceType',
        'deviceId',
        'state',
        'attempts',
        'reason',
        'updatedAt',
        'finishedAt',
      ])
      .where('id', '>', after)
      .orderBy('id')
      .limit(PORTION)
      .execute();
    const users = isOfUsers(type) ? await findUsersOf(db, jobId, rows) : undefined;
    for (const row of rows) {
      after = row.id;
      yield {
        [names.e164]: row.e164,
        [names.deviceType]: row.deviceType,
        [names.deviceId]: row.deviceId,
        ...(users === undefined ? {} : { [names.user]: users.get(row.clientId ?? '')?.e164 ?? '' }),
        [names.state]: states[language][row.state],
        [names.attempts]: row.attempts,
        [names.reason]: row.reason === null ? '' : reasonOf(row.reason),
        [names.updatedAt]: isoIn(row.updatedAt, timeZone),
        [names.finishedAt]: row.finishedAt === null ? '' : isoIn(row.finishedAt, timeZone),
      };
    }
    if (rows.length < PORTION) return;
  }
}
