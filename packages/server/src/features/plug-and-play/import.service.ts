import { inTransaction } from '../../infra/db/index.ts';
import { type ImportReport, importRefused, type SentFile } from '../../infra/http/record-bodies.ts';
import { type RecordColumns, RecordFaults, readRecords } from '../../infra/record-files/index.ts';
import {
  applyLines,
  countEffects,
  findCollisions,
  matchLines,
  openStaging,
  stageLines,
} from './import.queries.ts';
import { fieldColumns, type ImportLine, readLine, reportColumns } from './import-lines.ts';
import type { Editor } from './plug-and-play.queries.ts';
import type { PlugAndPlayDeps } from './plug-and-play.service.ts';
import { type ItemColumn, itemHeading, readItemColumn } from './value-columns.ts';

const PORTION = 1_000;

export interface ImportOptions {
  readonly dryRun: boolean;
  readonly editor: Editor;
}

/**
 * Prepares clients from a file. Its lines go through memory in portions and are compared with each other and with what is there in
 * the database; one wrong line and nothing is changed.
 *
 * @throws AppError `import.unreadable`, `import.refused`
 */
export async function importPrepared(
  deps: PlugAndPlayDeps,
  file: SentFile,
  { dryRun, editor }: ImportOptions,
): Promise<ImportReport> {
  const { pool, secrets, clock, events } = deps;
  const catalog = deps.catalog.current();
  const items = new Map<string, ItemColumn>();
  const present = new Set<string>();
  const columns: RecordColumns = {
    known: [...fieldColumns, ...reportColumns],
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
      let records = 0;
      let portion: ImportLine[] = [];
      for await (const record of readRecords(file.content, { format: file.format, columns })) {
        records += 1;
        for (const column of Object.keys(record.values)) present.add(column);
        const read = readLine(record, { catalog, secrets, items });
        if ('line' in read) portion.push(read);
        else for (const fault of read) faults.add(fault);
        if (portion.length === PORTION) {
          await stageLines(tx, portion);
          portion = [];
        }
      }
      if (portion.length > 0) await stageLines(tx, portion);
      await matchLines(tx);
      const collisions = await findCollisions(tx);
      for (const fault of collisions.faults) faults.add(fault);
      const faultCount = faults.count + collisions.count - collisions.faults.length;
      const presence = {
        columns: present,
        items: [...items.values()].map(({ item, index = -1 }) => ({ name: item, idx: index })),
      };
      const effects = await countEffects(tx, presence);
      const done = { dryRun, records, ...effects, faultCount, faults: faults.list() };
      if (dryRun) return done;
      if (faultCount > 0) throw importRefused(done.faults, faultCount);
      await applyLines(tx, presence, editor, clock.now());
      return done;
    },
    1,
  );
  if (!dryRun) events.changed('plugAndPlay', 'all');
  return { ...report, faults: report.faults.map((fault) => ({ ...fault, text: { ...fault.text } })) };
}
