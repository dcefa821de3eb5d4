import type { Catalog } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import type { Db } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { clientNotFound } from '../clients/index.ts';
import {
  changesOf,
  changesOver,
  type Edit,
  type StoredEntry,
  type WayBack,
  wayBack,
} from './change-history.ts';
import type { ElementValue } from './element-history.queries.ts';
import { editCauses, type HistoryEntry, type ValueChange } from './history.schema.ts';
import { refOf } from './values.queries.ts';

/** What has a history. */
export interface HistoryElement {
  readonly kind: 'client' | 'user' | 'template';
  readonly id: string;
}

/** Changes of an entry that a list shows at most. */
const MAX_LISTED_CHANGES = 200;

const columnOf = {
  client: 'h.clientId',
  user: 'h.userId',
  template: 'h.templateId',
} as const satisfies Record<HistoryElement['kind'], string>;

function entriesOf(db: Db, { kind, id }: HistoryElement) {
  return db
    .selectFrom('valueHistory as h')
    .innerJoin('valueChanges as c', 'c.id', 'h.changeId')
    .where(columnOf[kind], '=', id);
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

/** One page of the history of an element, newest first, with the number of all entries. */
export async function listHistory(
  db: Db,
  element: HistoryElement,
  window: ListWindow,
  catalog: Catalog,
): Promise<{ entries: HistoryEntry[]; total: number }> {
  const [rows, { total }] = await Promise.all([
    entriesOf(db, element)
      .select([...columns])
      .orderBy('h.id', 'desc')
      .limit(window.pageSize)
      .offset(listOffset(window))
      .execute(),
    db
      .selectFrom('valueHistory as h')
      .where(columnOf[element.kind], '=', element.id)
      .select(({ fn }) => fn.countAll<string>().as('total'))
      .executeTakeFirstOrThrow(),
  ]);
  return { entries: rows.map((row) => toEntry(row, catalog, MAX_LISTED_CHANGES)), total: Number(total) };
}

/** @throws AppError `history.not_found` */
export async function getHistoryEntry(
  db: Db,
  element: HistoryElement,
  entryId: string,
  catalog: Catalog,
): Promise<HistoryEntry> {
  const row = await entriesOf(db, element)
    .select([...columns])
    .where('h.id', '=', entryId)
    .executeTakeFirst();
  if (row === undefined) throw entryNotFound(entryId);
  return toEntry(row, catalog);
}

/**
 * What differs of what the element itself wants between the points right after two entries.
 *
 * @throws AppError `history.not_found`
 */
export async function compareEntries(
  db: Db,
  element: HistoryElement,
  from: string,
  to: string,
  catalog: Catalog,
): Promise<ValueChange[]> {
  for (const id of [from, to]) await checkEntry(db, element, id);
  const entries = await storedEntries(db, element, from, to);
  return changesOver(
    entries.filter(({ id }) => id !== from),
    catalog,
  );
}

/**
 * What to order so that the element wants everything as before an entry.
 *
 * @param current what the element itself wants now
 * @param withLater with everything that was changed later; otherwise only what this entry has changed
 * @throws AppError `history.not_found`, `history.nothing_to_put_back` also when there are only secrets
 */
export async function findWayBack(
  db: Db,
  element: HistoryElement,
  current: readonly ElementValue[],
  entryId: string,
  withLater: boolean,
): Promise<WayBack> {
  const { cause } = await checkEntry(db, element, entryId);
  if (!isEdit(cause) && !withLater) throw notAnEdit();
  const entries = await storedEntries(db, element, entryId, withLater ? undefined : entryId);
  const way = wayBack(entries, editsByKey(current));
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

/**
 * What to order for a client so that everything is desired as before an entry; see `findWayBack`.
 *
 * @throws AppError `client.not_found` as well
 */
export async function findClientWayBack(
  db: Db,
  clientId: string,
  entryId: string,
  withLater: boolean,
): Promise<WayBack> {
  await checkClient(db, clientId);
  const edits = await findOwnEdits(db, clientId);
  return findWayBack(db, { kind: 'client', id: clientId }, edits, entryId, withLater);
}

/** @throws AppError `client.not_found` */
export async function checkClient(db: Db, clientId: string): Promise<void> {
  const found = await db.selectFrom('clients').select('id').where('id', '=', clientId).executeTakeFirst();
  if (found === undefined) throw clientNotFound(clientId);
}

/** The client's own edits. */
export function findOwnEdits(db: Db, clientId: string): Promise<ElementValue[]> {
  return db
    .selectFrom('desiredValues')
    .select(['item', 'idx', 'value'])
    .where('clientId', '=', clientId)
    .where('origin', '=', 'edit')
    .execute();
}

/** By `itemKey`; true is a secret. */
export function editsByKey(values: readonly ElementValue[]): Map<string, Edit> {
  return new Map(
    values.map(({ item, idx, value }) => [itemKey(item, refOf(item, idx).index), value ?? true]),
  );
}

function isEdit(cause: string): boolean {
  return editCauses.some((known) => known === cause);
}

/** @throws AppError `history.not_found` */
async function checkEntry(db: Db, element: HistoryElement, entryId: string) {
  const entry = await entriesOf(db, element).select('c.cause').where('h.id', '=', entryId).executeTakeFirst();
  if (entry === undefined) throw entryNotFound(entryId);
  return entry;
}

/** Changes of what the element itself wants, in their order, both ends included. */
async function storedEntries(
  db: Db,
  element: HistoryElement,
  from: string,
  to: string | undefined,
): Promise<(StoredEntry & { readonly id: string })[]> {
  let query = entriesOf(db, element)
    .select(['h.id', 'c.items', 'h.old'])
    .where('c.cause', 'in', editCauses)
    .where('h.id', '>=', from);
  if (to !== undefined) query = query.where('h.id', '<=', to);
  return query.orderBy('h.id').execute();
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
    `There is no entry ${id} in this history: it may have been removed after its time.`,
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
