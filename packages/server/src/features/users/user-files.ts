import type { ClientBase } from 'pg';
import { isoIn } from '../../infra/clock/local-time.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { type ImportReport, importRefused, type SentFile } from '../../infra/http/record-bodies.ts';
import {
  type RecordColumns,
  RecordFaults,
  type RecordValue,
  readRecords,
} from '../../infra/record-files/index.ts';
import { readTypedDeviceId } from '../plug-and-play/index.ts';
import { checkLicense } from './license.ts';
import { readUserNumber, readUserPassword } from './user-fields.ts';
import {
  countUsers,
  findByNumber,
  findClientsByDevice,
  insertUsers,
  type StoredUser,
  type UserChange,
  type UserRow,
  updateUsers,
} from './users.queries.ts';
import type { UserDeps } from './users.service.ts';

/** Columns of an export. Passwords leave the server only towards phones. */
export const exportColumns = [
  'e164',
  'baseDevice',
  'status',
  'loggedOnDevice',
  'lastLogon',
  'lastLogoff',
  'profileSize',
] as const;

/** A file that was exported can be imported: what only the server knows is passed over. */
const columns: RecordColumns = {
  known: ['e164', 'password', ...exportColumns.slice(1)],
  required: ['e164'],
};

/** @param timeZone in which times are written; null: UTC */
export function toExportRecord(row: UserRow, timeZone: string | null): Record<string, RecordValue> {
  return {
    e164: row.e164,
    baseDevice: row.baseDeviceId,
    status: row.clientId === null ? 'logged-off' : 'logged-on',
    loggedOnDevice: row.deviceId,
    lastLogon: row.lastLogonAt && isoIn(row.lastLogonAt, timeZone),
    lastLogoff: row.lastLogoffAt && isoIn(row.lastLogoffAt, timeZone),
    profileSize: row.profileBytes,
  };
}

/** A line that is right for itself. */
interface ReadLine {
  readonly line: number;
  readonly e164: string;
  readonly password?: string;
  /** Empty: none. Absent: stays as it is. */
  readonly baseDevice?: string;
}

const PORTION = 1_000;

interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

/**
 * Registers and changes the users of a file: all of them, or, when one line is wrong, none. A user who is there already keeps
 * what the line does not name.
 *
 * @throws AppError `import.unreadable`, `import.refused`, `user.no_license`
 */
export async function importUsers(
  deps: UserDeps,
  { format, content }: SentFile,
  { dryRun, by }: { readonly dryRun: boolean; readonly by: string },
): Promise<ImportReport> {
  const faults = new RecordFaults();
  const { lines, records } = await readLines(content, format, faults);
  const counts: Counts = { created: 0, updated: 0, unchanged: 0 };
  let found = new RecordFaults();
  const store = async (tx: ClientBase) => {
    // A transaction may be tried again.
    Object.assign(counts, { created: 0, updated: 0, unchanged: 0 });
    found = new RecordFaults();
    for (let from = 0; from < lines.length; from += PORTION) {
      await storePortion(tx, deps, lines.slice(from, from + PORTION), { faults: found, counts, by });
    }
    checkLicense(await countUsers(tx));
    if (dryRun || !faults.isEmpty || !found.isEmpty) throw new NotStored();
  };
  await inTransaction(deps.pool, store).catch((error: unknown) => {
    if (!(error instanceof NotStored)) throw error;
  });
  for (const fault of found.list()) faults.add(fault);
  if (!dryRun && !faults.isEmpty) throw importRefused(faults.list(), faults.count);
  if (!dryRun && counts.created + counts.updated > 0) deps.events.changed('users', 'all');
  return {
    dryRun,
    records,
    ...counts,
    faultCount: faults.count,
    faults: faults.list().map((fault) => ({ ...fault, text: { ...fault.text } })),
  };
}

/** Rolls back what was only tried. */
class NotStored extends Error {
  override readonly name = 'NotStored';
}

async function readLines(
  content: AsyncIterable<Uint8Array>,
  format: SentFile['format'],
  faults: RecordFaults,
): Promise<{ lines: ReadLine[]; records: number }> {
  const lines: ReadLine[] = [];
  const firstLineOf = new Map<string, number>();
  let records = 0;
  for await (const { line, values } of readRecords(content, { format, columns })) {
    records += 1;
    const known = faults.count;
    const number = readUserNumber(values['e164'] ?? '');
    if (!('value' in number)) {
      faults.add({ line, column: 'e164', value: values['e164'] ?? '', rule: number.rule, text: number.text });
      continue;
    }
    const first = firstLineOf.get(number.value);
    if (first === undefined) firstLineOf.set(number.value, line);
    else {
      faults.add({
        line,
        column: 'e164',
        value: number.value,
        rule: 'user.twice',
        text: {
          en: `The number ${number.value} is in line ${first} already: keep one of them.`,
          de: `Die Rufnummer ${number.value} steht schon in Zeile ${first}: Behalten Sie eine davon.`,
        },
      });
    }
    const typed = values['password'] ?? '';
    const password = typed === '' ? undefined : readUserPassword(typed);
    if (password !== undefined && !('value' in password)) {
      faults.add({ line, column: 'password', value: '', rule: password.rule, text: password.text });
    }
    const device = values['baseDevice'] === undefined ? undefined : readTypedDeviceId(values['baseDevice']);
    if (device !== undefined && !('value' in device)) {
      const value = values['baseDevice'] ?? '';
      faults.add({ line, column: 'baseDevice', value, rule: device.rule, text: device.text });
    }
    if (faults.count > known) continue;
    lines.push({
      line,
      e164: number.value,
      ...(password !== undefined && 'value' in password ? { password: password.value } : {}),
      ...(device !== undefined && 'value' in device ? { baseDevice: device.value ?? '' } : {}),
    });
  }
  return { lines, records };
}

async function storePortion(
  tx: ClientBase,
  { secrets, clock }: UserDeps,
  lines: readonly ReadLine[],
  { faults, counts, by }: { faults: RecordFaults; counts: Counts; by: string },
): Promise<void> {
  const existing = new Map(
    (
      await findByNumber(
        tx,
        lines.map(({ e164 }) => e164),
      )
    ).map((user) => [user.e164, user]),
  );
  const devices = await findClientsByDevice(
    tx,
    lines.flatMap(({ baseDevice = '' }) => (baseDevice === '' ? [] : [baseDevice])),
  );
  const created: StoredUser[] = [];
  const changes: UserChange[] = [];
  for (const { line, e164, password, baseDevice } of lines) {
    const base = baseDevice === undefined || baseDevice === '' ? null : devices.get(baseDevice);
    if (base === undefined) {
      faults.add({
        line,
        column: 'baseDevice',
        value: baseDevice ?? '',
        rule: 'client.unknown',
        text: {
          en: `There is no client with the device ID ${baseDevice}.`,
          de: `Es gibt kein Telefon mit der Geräte-ID ${baseDevice}.`,
        },
      });
      continue;
    }
    const before = existing.get(e164);
    if (before === undefined) {
      if (password === undefined) {
        faults.add({
          line,
          column: 'password',
          value: '',
          rule: 'password.missing',
          text: {
            en: `The mobile user ${e164} is new and needs a password.`,
            de: `Der mobile Benutzer ${e164} ist neu und braucht ein Passwort.`,
          },
        });
        continue;
      }
      created.push({ e164, password: secrets.seal(password), baseClientId: base });
      continue;
    }
    const otherPassword = password !== undefined && secrets.open(before.password) !== password;
    const otherBase = baseDevice !== undefined && base !== before.baseClientId;
    if (!otherPassword && !otherBase) {
      counts.unchanged += 1;
      continue;
    }
    changes.push({
      id: before.id,
      ...(otherPassword ? { password: secrets.seal(password) } : {}),
      ...(otherBase ? { baseClientId: base } : {}),
    });
  }
  const ids = await insertUsers(tx, created, by, clock.now());
  await updateUsers(tx, changes, by, clock.now());
  counts.created += ids.filter((id) => id !== undefined).length;
  counts.updated += changes.length;
}
