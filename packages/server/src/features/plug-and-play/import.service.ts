import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import { inTransaction } from '../../infra/db/index.ts';
import { type ImportReport, importRefused, type SentFile } from '../../infra/http/record-bodies.ts';
import { type RecordColumns, RecordFaults, readRecords } from '../../infra/record-files/index.ts';
import { markValuesDue, type OwnEdits, submitOwnEdits } from '../values/index.ts';
import {
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
      await matchLines(tx, knownClients);
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
