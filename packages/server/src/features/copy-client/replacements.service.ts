import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { importRefused, type SentFile } from '../../infra/http/record-bodies.ts';
import { type FileRecord, type RecordFault, RecordFaults } from '../../infra/record-files/index.ts';
import { findByDevice, type ReplaceableClient } from '../clients/index.ts';
import { announceJob, storeJob } from '../jobs/index.ts';
import {
  addCollisions,
  applyLines,
  clientReportColumns,
  type Editor,
  type ImportLine,
  openStaging,
  stageFile,
} from '../plug-and-play/index.ts';
import type { ClientKind } from '../values/index.ts';
import type { CopiedValues, LeftOutValue } from './copied-values.ts';
import type { ReplacementReport } from './copy-client.schema.ts';
import { findCopies } from './find-copies.ts';
import { numberOf } from './replacement.ts';
import {
  clientUnknown,
  deviceTwice,
  nothingToRecognize,
  type Replacement,
  readReplacement,
  replacementColumns,
} from './replacement-lines.ts';

/** Lines that are worked off at a time. All values of their clients are looked at, a third of a second for 200, and no phone is answered meanwhile. */
const PORTION = 20;

export interface ReplacementOptions {
  readonly dryRun: boolean;
  /** See `CopyOrder`. */
  readonly withReported: boolean;
  readonly resetsOld: boolean;
  readonly editor: Editor & { readonly accountId: string };
}

/**
 * Copies the clients of a file for the phones that take their places, and resets the old ones by one job when they are to be: with
 * one wrong line nothing is changed.
 *
 * @throws AppError `import.unreadable`, `import.refused`
 */
export async function importReplacements(
  context: Pick<ServerContext, 'pool' | 'db' | 'clock' | 'queue' | 'events' | 'catalog'>,
  file: SentFile,
  options: ReplacementOptions,
): Promise<ReplacementReport> {
  const { pool, clock, events } = context;
  const { dryRun, resetsOld, editor } = options;
  const catalog = context.catalog.current();
  const { report, reset } = await inTransaction(
    pool,
    async (tx) => {
      await openStaging(tx);
      const faults = new RecordFaults();
      /** Line of each client that is replaced, by its id. */
      const lineOf = new Map<string, number>();
      const leftOut = new LeftOut();
      const { records, staged } = await stageFile(tx, file, columns, PORTION, async (portion) => {
        const replaced = await findReplaced(tx, portion, lineOf, faults);
        const copies = await findCopies(tx, replaced, options, catalog);
        for (const copied of copies.values()) leftOut.add(copied.leftOut);
        return replaced.map((one) => toImportLine(one, copies.get(one.client.id)));
      });
      const faultCount = await addCollisions(tx, faults, inOwnColumn);
      const done = {
        dryRun,
        records,
        created: staged,
        updated: 0,
        unchanged: 0,
        faultCount,
        faults: faults.list(),
        leftOut: faultCount === 0 ? leftOut.list() : [],
      };
      if (dryRun) return { report: done, reset: undefined };
      if (faultCount > 0) throw importRefused(done.faults, faultCount);
      await applyLines(tx, NOTHING_CHANGES, editor, clock.now());
      if (!resetsOld || staged === 0) return { report: done, reset: undefined };
      const order = {
        type: 'factory-reset' as const,
        clientIds: [...lineOf.keys()],
        initiator: { id: editor.accountId, name: editor.username },
      };
      return { report: done, reset: { order, job: await storeJob(tx, context, order) } };
    },
    1,
  );
  if (!dryRun) events.changed('plugAndPlay', 'all');
  if (reset !== undefined) await announceJob(context, reset.order, reset.job);
  return { ...report, faults: report.faults.map((fault) => ({ ...fault, text: { ...fault.text } })) };
}

interface Replaced {
  readonly client: ReplaceableClient;
  readonly replacement: Replacement;
  readonly kind: ClientKind;
}

/** The clients of lines that are right; faults of the others are added. */
async function findReplaced(
  tx: ClientBase,
  portion: readonly FileRecord[],
  lineOf: Map<string, number>,
  faults: RecordFaults,
): Promise<Replaced[]> {
  const replacements = portion.flatMap((record) => {
    const read = readReplacement(record);
    if ('newDeviceId' in read) return [read];
    for (const fault of read) faults.add(fault);
    return [];
  });
  const clients = await findByDevice(
    tx,
    replacements.map(({ deviceId }) => deviceId),
  );
  return replacements.flatMap((replacement) => {
    const client = clients.get(replacement.deviceId);
    const fault = faultOf(replacement, client, lineOf);
    if (fault !== undefined) faults.add(fault);
    if (fault !== undefined || client === undefined) return [];
    lineOf.set(client.id, replacement.line);
    return [{ client, replacement, kind: replacement.kindFor(client) }];
  });
}

function toImportLine({ client, replacement, kind }: Replaced, copied: CopiedValues | undefined): ImportLine {
  const e164 = numberOf(client);
  return {
    line: replacement.line,
    deviceId: replacement.newDeviceId,
    e164: e164 === '' ? null : e164,
    hardwareType: kind.model,
    secureMode: replacement.secureMode,
    values: copied?.values ?? [],
    replacesClientId: client.id,
  };
}

/** Counts for each item the clients of which values are left out. */
class LeftOut {
  readonly #clients = new Map<string, LeftOutValue & { clients: number }>();

  /** @param values of one client */
  add(values: readonly LeftOutValue[]): void {
    for (const value of new Map(values.map((value) => [value.item, value])).values()) {
      const known = this.#clients.get(value.item);
      if (known === undefined) this.#clients.set(value.item, { ...value, clients: 1 });
      else known.clients += 1;
    }
  }

  /** Those of most clients first. */
  list(): (LeftOutValue & { readonly clients: number })[] {
    return [...this.#clients.values()].sort((a, b) => b.clients - a.clients || (a.item < b.item ? -1 : 1));
  }
}

/** An exported list can be sent back with a column of new devices: what it tells of the old ones is passed over. */
const columns = {
  known: [
    ...replacementColumns,
    'e164',
    ...clientReportColumns.filter((column) => !replacementColumns.some((own) => own === column)),
  ],
  required: ['deviceId', 'newDeviceId'],
};

/** Every line is a new entry. */
const NOTHING_CHANGES = { columns: new Set<string>(), items: [] };

function faultOf(
  { line, deviceId, newDeviceId }: Replacement,
  client: ReplaceableClient | undefined,
  lineOf: ReadonlyMap<string, number>,
): RecordFault | undefined {
  if (client === undefined) return { line, column: 'deviceId', value: deviceId, ...clientUnknown(deviceId) };
  const before = lineOf.get(client.id);
  if (before !== undefined)
    return { line, column: 'deviceId', value: deviceId, ...deviceTwice(deviceId, before) };
  if (newDeviceId === null && numberOf(client) === '')
    return { line, column: 'newDeviceId', value: '', ...nothingToRecognize };
  return undefined;
}

/** In the list of prepared clients the new device has the column `deviceId`. */
function inOwnColumn(fault: RecordFault): RecordFault {
  return fault.column === 'deviceId' ? { ...fault, column: 'newDeviceId' } : fault;
}
