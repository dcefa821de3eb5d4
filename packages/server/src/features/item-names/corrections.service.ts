import {
  type Correction,
  type Corrections,
  correctedCatalog,
  newsOf,
  releasedCatalog,
} from '@deskfleet/catalog';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { type CorrectionFault, checkCorrections, readEntries } from './check-corrections.ts';
import {
  lockCorrections,
  readCorrections,
  removeCorrections,
  writeCorrections,
} from './corrections.queries.ts';
import { enqueueFollowing, followCorrections } from './follow.service.ts';
import { moveWantedValues } from './moved-values.queries.ts';

export interface CorrectionDeps extends Pick<ServerContext, 'pool' | 'clock'> {
  /** Null before the node has begun to work. */
  readonly queue: ServerContext['queue'] | null;
  /** Tells all nodes that corrections have changed. */
  readonly announce: () => Promise<void>;
}

/** What an import does, or would do. */
export interface ImportResult {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Corrected in the same way already, or in this release. */
  readonly unchanged: readonly string[];
  readonly faults: readonly CorrectionFault[];
}

/**
 * Corrects a parameter, whatever was corrected of it before. What is already so in this release is not kept; when nothing
 * is left the correction is taken back.
 *
 * @throws AppError `item_name.not_found`, `item_name.invalid` with each field that is wrong
 */
export async function correctParameter(
  deps: CorrectionDeps,
  parameterId: string,
  correction: Correction,
  accountId: string,
): Promise<void> {
  if (releasedCatalog.findParameter(parameterId) === undefined) throw parameterNotFound(parameterId);
  const { faults } = await change(deps, new Map([[parameterId, correction]]), { accountId });
  refuse('item_name.invalid', faults, ({ field }) => field);
}

/**
 * Takes the correction of a parameter back; nothing happens when there is none.
 *
 * @throws AppError `item_name.not_found`, `item_name.invalid` when another correction has taken its place
 */
export async function takeBackCorrection(
  deps: CorrectionDeps,
  parameterId: string,
  accountId: string,
): Promise<void> {
  if (releasedCatalog.findParameter(parameterId) === undefined) throw parameterNotFound(parameterId);
  const { faults } = await change(deps, new Map([[parameterId, {}]]), { accountId });
  refuse('item_name.invalid', faults, () => '');
}

export interface ImportOptions {
  /** Takes back every correction that the document does not have. */
  readonly replace?: boolean;
  /** Only looks. */
  readonly dryRun?: boolean;
  /** Null for the file. */
  readonly accountId: string | null;
}

/** Imports the entries of a document: all of them, or none when one is wrong. */
export async function importCorrections(
  deps: CorrectionDeps,
  entries: Readonly<Record<string, unknown>>,
  options: ImportOptions,
): Promise<ImportResult> {
  const { corrections, faults } = readEntries(entries);
  return change(deps, corrections, { ...options, faults });
}

/** @throws AppError when an import found anything wrong */
export function refuseFaultyImport({ faults }: ImportResult): void {
  refuse('item_name.import_refused', faults, ({ parameterId, field }) =>
    ['document.overrides', parameterId, field].filter((part) => part !== '').join('.'),
  );
}

const NOTHING: Corrections = new Map();

/** So that whoever corrects a name sees in a small installation what came of it at once; the rest is a task. */
const FOLLOWED_AT_ONCE_MS = 1_000;

async function change(
  deps: CorrectionDeps,
  given: Corrections,
  options: ImportOptions & { readonly faults?: readonly CorrectionFault[] },
): Promise<ImportResult> {
  const now = deps.clock.now();
  const { result, hasChanged, hasMoved } = await inTransaction(deps.pool, async (tx) => {
    await lockCorrections(tx);
    const stored = await readCorrections(tx);
    const before = new Map([...stored].map(([id, { correction }]) => [id, correction]));
    const news = new Map<string, Correction>();
    const after = new Map(options.replace === true ? [] : before);
    const changes = {
      added: [] as string[],
      changed: [] as string[],
      removed: [] as string[],
      unchanged: [] as string[],
    };
    for (const [id, correction] of given) {
      const parameter = releasedCatalog.findParameter(id);
      const kept = parameter === undefined ? correction : newsOf(parameter, correction);
      const known = before.get(id);
      if (kept === undefined) {
        after.delete(id);
        if (known === undefined) changes.unchanged.push(id);
        continue;
      }
      after.set(id, kept);
      if (known !== undefined && isSame(known, kept)) changes.unchanged.push(id);
      else {
        news.set(id, kept);
        changes[known === undefined ? 'added' : 'changed'].push(id);
      }
    }
    changes.removed.push(...[...before.keys()].filter((id) => !after.has(id)));
    // What another release left behind keeps nobody from correcting something else.
    const left = new Set(checkCorrections(NOTHING, before).map(({ text }) => text.en));
    const faults = [
      ...(options.faults ?? []),
      ...checkCorrections(given, after).filter(({ text }) => !left.has(text.en)),
    ];
    const writes = faults.length === 0 && options.dryRun !== true;
    const differs = news.size > 0 || changes.removed.length > 0;
    if (writes && differs) {
      await removeCorrections(tx, changes.removed);
      await writeCorrections(tx, news, options.accountId, now);
    }
    const hasChanged = writes && differs;
    const ids = [...news.keys(), ...changes.removed];
    const hasMoved =
      hasChanged && (await moveWantedValues(tx, correctedCatalog(before), correctedCatalog(after), ids));
    if (hasMoved) await enqueueFollowing(deps.queue, tx);
    return { result: { ...changes, faults }, hasChanged, hasMoved };
  });
  if (hasChanged) await deps.announce();
  if (hasMoved) await followCorrections(deps, FOLLOWED_AT_ONCE_MS);
  return result;
}

function isSame(one: Correction, other: Correction): boolean {
  return canonical(one) === canonical(other);
}

/** JSON with sorted keys: the database gives them back in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function refuse(
  code: 'item_name.invalid' | 'item_name.import_refused',
  faults: readonly CorrectionFault[],
  fieldOf: (fault: CorrectionFault) => string,
): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  const errors = faults.slice(0, MAX_ERRORS).map(
    (fault): FieldError => ({
      field: fieldOf(fault),
      message: fault.text.en,
      code: fault.code,
      text: { ...fault.text },
    }),
  );
  const count = others.length + 1;
  const message =
    code === 'item_name.invalid'
      ? first.text.en
      : `Nothing was imported, for ${count === 1 ? 'one thing is' : `${count} things are`} wrong, first: ${first.text.en}`;
  throw new AppError(code, message, { errors });
}

const MAX_ERRORS = 200;

export function parameterNotFound(id: string): AppError {
  return new AppError('item_name.not_found', `The catalog has no parameter with the id "${id}".`);
}
