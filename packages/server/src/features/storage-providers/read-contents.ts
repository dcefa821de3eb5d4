import { inTransaction } from '../../infra/db/index.ts';
import {
  findUnreadFiles,
  HEAD_BYTES,
  type RecognizedFile,
  recognize,
  storeRecognized,
  TAIL_BYTES,
  type UnreadFile,
} from '../files/index.ts';
import type { ProviderConnection } from './connection/provider-connection.ts';
import { ProviderProblem } from './connection/provider-problem.ts';
import { mapBounded } from './map-bounded.ts';
import { type ScanDeps, ScanLostError } from './scan-lost.ts';
import { addProgress, type TakenScan } from './scans.queries.ts';

const PORTION = 50;
const AT_ONCE = 4;
/** One scan reads so many contents at most; the next one goes on. Until then the names speak. */
const MAX_CONTENTS = 5_000;

/**
 * Looks at the begin and the end of contents at which nobody has looked yet, and keeps what they say of themselves. What cannot be read
 * is left for the next scan; nothing of it ends the scan.
 */
export async function readContents(
  deps: ScanDeps,
  scan: TakenScan,
  connection: ProviderConnection,
  signal: AbortSignal,
): Promise<void> {
  let afterKey = '';
  for (let read = 0; read < MAX_CONTENTS; read += PORTION) {
    const files = await findUnreadFiles(deps.pool, scan.providerId, afterKey, PORTION);
    const last = files.at(-1);
    if (last === undefined) return;
    afterKey = last.key;
    const found = await mapBounded(files, AT_ONCE, (file) => look(deps, connection, file, signal));
    await inTransaction(deps.pool, async (tx) => {
      for (const [place, recognized] of found.entries()) {
        const fileId = files[place]?.fileId;
        if (recognized !== undefined && fileId !== undefined) await storeRecognized(tx, fileId, recognized);
      }
      const lookedAt = found.filter((one) => one !== undefined).length;
      if (!(await addProgress(tx, scan, { lookedAt }))) throw new ScanLostError();
    });
    deps.events.changed('storageProviders', [scan.providerId]);
    // A provider of which nothing can be read is not asked for thousands of contents.
    if (found.every((one) => one === undefined)) return;
  }
}

async function look(
  { log }: ScanDeps,
  connection: ProviderConnection,
  { key, name }: UnreadFile,
  signal: AbortSignal,
): Promise<RecognizedFile | undefined> {
  try {
    const { bytes: head, size: told } = await connection.readPart(key, 0, HEAD_BYTES, signal);
    // Lies about sizes end here: what was read is there.
    const size = Math.max(told ?? 0, head.length);
    const { bytes: end } =
      size > head.length
        ? await connection.readPart(key, Math.max(0, size - TAIL_BYTES), TAIL_BYTES, signal)
        : { bytes: head };
    return recognize({ name, size, head, tail: end.subarray(-TAIL_BYTES) });
  } catch (error) {
    if (signal.aborted || !(error instanceof ProviderProblem)) throw error;
    log.debug({ err: error, key }, 'the content of an object could not be looked at');
    return undefined;
  }
}
