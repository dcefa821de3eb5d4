import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { explain } from '../../infra/http/explain.ts';
import { findSetting, putSetting } from '../settings/index.ts';
import { LooseDocument, MAX_DOCUMENT_LENGTH } from './correction-document.ts';
import { type CorrectionDeps, importCorrections } from './corrections.service.ts';

/** Name of the file in the data folder. */
export const CORRECTIONS_FILE = 'item-names.json';

const KEY = 'item-names-file';
/** Contents that are remembered; each node may have a file of its own. */
const MAX_REMEMBERED = 50;

const Imported = Type.Object({
  imported: Type.Array(Type.Object({ hash: Type.String(), at: Type.String() })),
});

/** A file that cannot be used; the message is one sentence for the operator. */
class CorrectionsFileError extends Error {
  override readonly name = 'CorrectionsFileError';
}

/**
 * Imports the corrections of the data folder, if there are any. The database has the truth, so each content of the file is
 * imported once: its entries replace what was corrected of the same parameters before, and what is corrected in the app
 * afterwards stays at the next start. A file that is wrong changes nothing and is reported; the server goes on.
 */
export async function importCorrectionsFile(
  context: CorrectionDeps & Pick<ServerContext, 'db' | 'log'>,
  dataFolder: string,
): Promise<void> {
  const { db, log, clock } = context;
  const path = join(dataFolder, CORRECTIONS_FILE);
  try {
    const text = await readText(path);
    if (text === undefined) return;
    const hash = createHash('sha256').update(text).digest('hex');
    const { imported } = (await findSetting(db, KEY, Imported)) ?? { imported: [] };
    const earlier = imported.find((one) => one.hash === hash);
    if (earlier !== undefined) {
      log.info(
        { file: path },
        `the item names of "${path}" were imported on ${earlier.at} already: what has been changed in the app since then stays`,
      );
      return;
    }
    const { added, changed, unchanged, faults } = await importCorrections(
      context,
      readOverrides(path, text),
      {
        accountId: null,
      },
    );
    const [first, ...others] = faults;
    if (first !== undefined) {
      const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
      throw new CorrectionsFileError(
        `The file "${path}" is not imported, for its entry "${first.parameterId}" is wrong: ${first.text.en.replace(/\.$/, '')}${more}.`,
      );
    }
    const remembered = [{ hash, at: clock.now().toISOString() }, ...imported].slice(0, MAX_REMEMBERED);
    await putSetting(db, KEY, { imported: remembered }, clock.now());
    log.info(
      { file: path, added, changed, unchanged },
      `imported the item names of "${path}": ${added.length} new, ${changed.length} in place of those in the database, ${unchanged.length} as they were`,
    );
  } catch (error) {
    if (!(error instanceof CorrectionsFileError)) throw error;
    log.error({ file: path }, error.message);
  }
}

async function readText(path: string): Promise<string | undefined> {
  try {
    if ((await stat(path)).size > MAX_DOCUMENT_LENGTH) {
      throw new CorrectionsFileError(
        `The file "${path}" is not imported, for it is larger than ${MAX_DOCUMENT_LENGTH} bytes.`,
      );
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof CorrectionsFileError) throw error;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    const why = error instanceof Error ? error.message : String(error);
    throw new CorrectionsFileError(`The file "${path}" is not imported, for it cannot be read: ${why}.`, {
      cause: error,
    });
  }
}

function readOverrides(path: string, text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    // Editors of Windows begin a file with this sign.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CorrectionsFileError(`The file "${path}" is not imported, for it is no JSON: ${why}.`, {
      cause: error,
    });
  }
  const [fault] = explain(LooseDocument, value, 'The document');
  if (fault !== undefined) {
    throw new CorrectionsFileError(
      `The file "${path}" is not imported, for it is no document of item names: ${fault.message}`,
    );
  }
  return (value as { overrides: Readonly<Record<string, unknown>> }).overrides;
}
