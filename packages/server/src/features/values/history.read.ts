import type { Catalog } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import type { Db } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { clientNotFound } from '../clients/index.ts';
import { changesOf, changesOver, type StoredEntry, type WayBack, wayBack } from './change-history.ts';
import { editCauses, type HistoryEntry, type ValueChange } from './history.schema.ts';
import { refOf } from './values.queries.ts';

/** Changes of an entry that a list shows at most. */
const MAX_LISTED_CHANGES = 200;

function entriesOf(db: Db, clientId: string) {
  return db
    .selectFrom('valueHistory as h')
    .innerJoin('valueChanges as c', 'c.id', 'h.changeId')
    .where('h.clientId', '=', clientId);
}

const columns = [
  'h.id',
  'c.at',
  'c.changedBy',
  'c.cause',
  'c.source',
  'c.jobId',
  'c.items',
  'h.old',
] as const;

/**
 * One page of the history of a client, newest first, with the number of all entries.
 *
 * @throws AppError `client.not_found`
 */
export async function listHistory(
  db: Db,
  clientId: string,
  window: ListWindow,
  catalog: Catalog,
): Promise<{ entries: HistoryEntry[]; total: number }> {
  await checkClient(db, clientId);
  const [rows, { total }] = await Promise.all([
    entriesOf(db, clientId)
      .select([...columns])
      .orderBy('h.id', 'desc')
      .limit(window.pageSize)
      .offset(listOffset(window))
      .execute(),
    db
      .selectFrom('valueHistory')
      .where('clientId', '=', clientId)
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { entries: rows.map((row) => toEntry(row, catalog, MAX_LISTED_CHANGES)), total: Number(total) };
}

/** @throws AppError `client.not_found`, `history.not_found` */
export async function getHistoryEntry(
  db: Db,
  clientId: string,
  entryId: string,
  catalog: Catalog,
): Promise<HistoryEntry> {
  await checkClient(db, clientId);
  const row = await entriesOf(db, clientId)
    .select([...columns])
    .where('h.id', '=', entryId)
    .executeTakeFirst();
  if (row === undefined) throw entryNotFound(entryId);
  return toEntry(row, catalog);
}

/**
 * What differs of the client's own edits between the points right after two entries.
 *
 * @throws AppError `client.not_found`, `history.not_found`
 */
export async function compareEntries(
  db: Db,
  clientId: string,
  from: string,
  to: string,
  catalog: Catalog,
): Promise<ValueChange[]> {
  await checkClient(db, clientId);
  for (const id of [from, to]) await checkEntry(db, clientId, id);
  const entries = await storedEntries(db, clientId, from, to);
  return changesOver(
    entries.filter(({ id }) => id !== from),
    catalog,
  );
}

/**
 * What to order so that everything is desired as before an entry.
 *
 * @param withLater with everything that was changed later; otherwise only what this entry has changed
 * @throws AppError `client.not_found`, `history.not_found`, `history.nothing_to_put_back` also when there are only secrets
 */
export async function findWayBack(
  db: Db,
  clientId: string,
  entryId: string,
  withLater: boolean,
): Promise<WayBack> {
  await checkClient(db, clientId);
  const [entries, edits] = await Promise.all([
    storedEntries(db, clientId, entryId, withLater ? undefined : entryId),
    db
      .selectFrom('desiredValues')
      .select(['item', 'idx', 'value'])
      .where('clientId', '=', clientId)
      .where('origin', '=', 'edit')
      .execute(),
  ]);
  const { cause } = await checkEntry(db, clientId, entryId);
  if (!isEdit(cause) && !withLater) throw notAnEdit();
  const current = new Map(
    edits.map(({ item, idx, value }) => [itemKey(item, refOf(item, idx).index), value ?? (true as const)]),
  );
  const way = wayBack(entries, current);
  if (way.values.length === 0) {
    throw new AppError(
      'history.nothing_to_put_back',
      way.secrets.length === 0
        ? 'Everything is desired as it was before this change already.'
        : `Only passwords and other secrets were changed, and old ones are not kept: set them anew (${way.secrets.map(({ name }) => name).join(', ')}).`,
    );
  }
  return way;
}

function isEdit(cause: string): boolean {
  return editCauses.some((known) => known === cause);
}

/** @throws AppError `history.not_found` */
async function checkEntry(db: Db, clientId: string, entryId: string) {
  const entry = await entriesOf(db, clientId)
    .select('c.cause')
    .where('h.id', '=', entryId)
    .executeTakeFirst();
  if (entry === undefined) throw entryNotFound(entryId);
  return entry;
}

/** Changes of the client's own edits in their order, both ends included. */
async function storedEntries(
  db: Db,
  clientId: string,
  from: string,
  to: string | undefined,
): Promise<(StoredEntry & { readonly id: string })[]> {
  let query = entriesOf(db, clientId)
    .select(['h.id', 'c.items', 'h.old'])
    .where('c.cause', 'in', editCauses)
    .where('h.id', '>=', from);
  if (to !== undefined) query = query.where('h.id', '<=', to);
  return query.orderBy('h.id').execute();
}

async function checkClient(db: Db, clientId: string): Promise<void> {
  const found = await db.selectFrom('clients').select('id').where('id', '=', clientId).executeTakeFirst();
  if (found === undefined) throw clientNotFound(clientId);
}

function notAnEdit(): AppError {
  return new AppError(
    'history.nothing_to_put_back',
    'This came from a template, so there is no edit to put back: change the template, or what it is used for.',
  );
}

function entryNotFound(id: string): AppError {
  return new AppError(
    'history.not_found',
    `The client has no entry ${id} in its history: it may have been removed after its time.`,
  );
}

interface EntryRow extends StoredEntry {
  readonly id: string;
  readonly at: Date;
  readonly changedBy: string | null;
  readonly cause: HistoryEntry['cause'];
  readonly source: HistoryEntry['source'];
  readonly jobId: string | null;
}

function toEntry(
  { id, at, changedBy, cause, source, jobId, ...stored }: EntryRow,
  catalog: Catalog,
  mostChanges?: number,
): HistoryEntry {
  return {
    id,
    at: at.toISOString(),
    by: changedBy,
    cause,
    source,
    jobId,
    changeCount: stored.items.length,
    changes: changesOf({ ...stored, items: stored.items.slice(0, mostChanges) }, catalog),
  };
}
