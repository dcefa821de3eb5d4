import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import { inTransaction } from '../../infra/db/index.ts';
import { type ImportReport, importRefused, type SentFile } from '../../infra/http/record-bodies.ts';
import {
  type FileRecord,
  type RecordColumns,
  type RecordFault,
  RecordFaults,
  readRecords,
} from '../../infra/record-files/index.ts';
import { markValuesDue, type OwnEdits, submitOwnEdits } from '../values/index.ts';
import {
  analyzeStaging,
  applyLines,
  countEffects,
  findCollisions,
  type KnownClients,
  keepChangedClients,
  matchLines,
  nextChangedClients,
  openStaging,
  stageLines,
} from './import.queries.ts';
import {
  clientReportColumns,
  fieldColumns,
  type ImportLine,
  readLine,
  reportColumns,
} from './import-lines.ts';
import type { Editor } from './plug-and-play.queries.ts';
import type { PlugAndPlayDeps } from './plug-and-play.service.ts';
import { toWanted } from './recognize.ts';
import { type ItemColumn, itemHeading, readItemColumn } from './value-columns.ts';

const PORTION = 1_000;

export interface ImportOptions {
  readonly dryRun: boolean;
  /** Default: refuse. */
  readonly knownClients?: KnownClients;
  readonly editor: Editor;
}

/**
 * Prepares clients from a file; with `knownClients: 'change'` lines of devices that are clients change those. Its lines go through memory in portions and are compared with each other and with what is there in
 * the database; one wrong line and nothing is changed.
 *
 * @throws AppError `import.unreadable`, `import.refused`
 */
export async function importPrepared(
  deps: PlugAndPlayDeps,
  file: SentFile,
  { dryRun, editor, knownClients = 'refuse' }: ImportOptions,
): Promise<ImportReport> {
  const { pool, secrets, clock, events } = deps;
  const catalog = deps.catalog.current();
  const items = new Map<string, ItemColumn>();
  const present = new Set<string>();
  const columns: RecordColumns = {
    known: [...fieldColumns, ...reportColumns, ...(knownClients === 'change' ? clientReportColumns : [])],
    other: (heading) => {
      const item = readItemColumn(heading, catalog);
      if (item === undefined) return undefined;
      items.set(itemHeading(item), item);
      return itemHeading(item);
    },
  };
  const report = await inTransaction(
    pool,
    async (tx) => {
      await openStaging(tx);
      const faults = new RecordFaults();
      const { records } = await stageFile(tx, file, columns, PORTION, (portion) =>
        portion.flatMap((record) => {
          for (const column of Object.keys(record.values)) present.add(column);
          const read = readLine(record, { catalog, secrets, items });
          if ('line' in read) return [read];
          for (const fault of read) faults.add(fault);
          return [];
        }),
      );
      await matchLines(tx, knownClients);
      const faultCount = await addCollisions(tx, faults);
      const presence = {
        columns: present,
        items: [...items.values()].map(({ item, index = -1 }) => ({ name: item, idx: index })),
      };
      const effects = await countEffects(tx, presence);
      const done = { dryRun, records, ...effects, faultCount, faults: faults.list() };
      if (dryRun) return done;
      if (faultCount > 0) throw importRefused(done.faults, faultCount);
      if (knownClients === 'change') await changeClients(tx, editor, clock.now());
      await applyLines(tx, presence, editor, clock.now());
      return done;
    },
    1,
  );
  if (!dryRun) {
    events.changed('plugAndPlay', 'all');
    if (knownClients === 'change') events.changed('clients', 'all');
  }
  return { ...report, faults: report.faults.map((fault) => ({ ...fault, text: { ...fault.text } })) };
}

/**
 * Reads a file in portions into the staging table.
 *
 * @param read lines of a portion that are right by themselves
 * @throws AppError `import.unreadable`
 */
export async function stageFile(
  tx: ClientBase,
  file: SentFile,
  columns: RecordColumns,
  portionSize: number,
  read: (portion: readonly FileRecord[]) => readonly ImportLine[] | Promise<readonly ImportLine[]>,
): Promise<{ readonly records: number; readonly staged: number }> {
  let [records, staged] = [0, 0];
  const stage = async (portion: readonly FileRecord[]): Promise<void> => {
    const lines = await read(portion);
    records += portion.length;
    staged += lines.length;
    if (lines.length > 0) await stageLines(tx, lines);
  };
  let portion: FileRecord[] = [];
  for await (const record of readRecords(file.content, { format: file.format, columns })) {
    portion.push(record);
    if (portion.length < portionSize) continue;
    await stage(portion);
    portion = [];
  }
  await stage(portion);
  await analyzeStaging(tx);
  return { records, staged };
}

/** Adds what is wrong with staged lines beside others, to the bound of the list. @returns how many faults there are in all */
export async function addCollisions(
  tx: ClientBase,
  faults: RecordFaults,
  named: (fault: RecordFault) => RecordFault = (fault) => fault,
): Promise<number> {
  const collisions = await findCollisions(tx);
  for (const fault of collisions.faults) faults.add(named(fault));
  return faults.count + collisions.count - collisions.faults.length;
}

/** Numbers and values become the clients' own edits; their phones get them when they call, and are asked to. */
async function changeClients(tx: ClientBase, editor: Editor, now: Date): Promise<void> {
  await keepChangedClients(tx);
  let after = '';
  for (;;) {
    const lines = await nextChangedClients(tx, after, PORTION);
    const edits = lines.map(({ clientId, e164, values }): OwnEdits => {
      const wanted = values.map(toWanted);
      if (e164 === null) return { clientId, values: wanted };
      return {
        clientId,
        values: [{ name: 'e164', value: e164 }, ...wanted.filter(({ name }) => name !== 'e164')],
      };
    });
    await submitOwnEdits(tx, edits, editor, now);
    const keys = new Map(
      edits.map(({ clientId, values }) => [clientId, values.map(({ name, index }) => itemKey(name, index))]),
    );
    await markValuesDue(tx, keys, now);
    if (lines.length < PORTION) return;
    after = lines.at(-1)?.deviceId ?? '';
  }
}
