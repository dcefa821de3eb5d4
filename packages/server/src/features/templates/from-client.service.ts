import { isSecretItem, itemKey } from '@deskfleet/protocol';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import { clientNotFound } from '../clients/index.ts';
import {
  checkValues,
  findOwnValues,
  findReported,
  mayWant,
  type OwnValues,
  type ReportedValues,
  type WantedValue,
} from '../values/index.ts';
import { writeFirstContent } from './first-content.ts';
import { nameTaken } from './template-errors.ts';
import { insertTemplate } from './templates.queries.ts';
import type { NewTemplate } from './templates.schema.ts';
import { factsOf } from './templates.service.ts';

type Deps = Pick<ServerContext, 'pool' | 'db' | 'clock' | 'catalog' | 'events'>;

/** A value by item and index. */
export interface ChosenValue {
  readonly item: string;
  readonly index?: number | null;
}

export interface LeftOut {
  readonly item: string;
  readonly index: number | null;
  readonly reason: 'not-reported' | 'secret' | 'not-possible' | 'of-user';
}

/**
 * Makes a template of chosen values of a client: what is wanted there or, where nothing is, what the phone reports. A secret
 * that is wanted there is taken along sealed. What belongs to a mobile user who is logged on is not taken: what the phone had
 * before is, as far as it is known.
 *
 * @returns the id, and what could not be taken
 * @throws AppError `client.not_found`, `template.name_taken`, `template.nothing_to_take`
 */
export async function createFromClient(
  deps: Deps,
  given: {
    readonly template: NewTemplate;
    readonly clientId: string;
    readonly values: readonly ChosenValue[];
  },
  username: string,
): Promise<{ id: string; leftOut: LeftOut[] }> {
  const { pool, db, clock, events } = deps;
  const reported = await findReported(db, given.clientId);
  if (reported === undefined) throw clientNotFound(given.clientId);
  const own = await findOwnValues(pool, given.clientId);
  const leftOut: LeftOut[] = [];
  const values: WantedValue[] = [];
  for (const chosen of distinct(given.values)) {
    const taken = take(deps, chosen, own, reported);
    if (typeof taken === 'string') leftOut.push({ ...chosen, reason: taken });
    else values.push(taken);
  }
  if (values.length === 0) throw nothingToTake();
  const id = await inTransaction(pool, async (tx) => {
    const author = { username, now: clock.now() };
    const inserted = await insertTemplate(tx, factsOf(given.template), author);
    if (inserted === undefined) throw nameTaken(given.template.name);
    await writeFirstContent(tx, inserted, values, author);
    return inserted;
  });
  events.changed('templates', [id]);
  return { id, leftOut };
}

function distinct(values: readonly ChosenValue[]) {
  const byKey = new Map(
    values.map(({ item, index = null }) => [itemKey(item, index ?? undefined), { item, index }]),
  );
  return [...byKey.values()];
}

function take(
  { catalog }: Pick<Deps, 'catalog'>,
  { item, index }: { readonly item: string; readonly index: number | null },
  { hasUser, desired, kept }: OwnValues,
  reported: ReportedValues,
): WantedValue | LeftOut['reason'] {
  const key = itemKey(item, index ?? undefined);
  const ref = index === null ? { name: item } : { name: item, index };
  const wanted = desired.get(key);
  const isOfUser = hasUser && mayWant('user', item, index, catalog.current());
  const told = isOfUser ? kept.get(key) : reported.get(key)?.value;
  if (wanted === undefined && told === undefined) return isOfUser ? 'of-user' : 'not-reported';
  if (wanted !== undefined && 'sealed' in wanted) {
    return isPossible(catalog, { ...orderOf(ref), value: null })
      ? { ...ref, sealed: wanted.sealed }
      : 'not-possible';
  }
  if (wanted === undefined && (isSecretItem(item) || told === null)) return 'secret';
  const value = wanted === undefined ? (told ?? '') : wanted.value;
  return isPossible(catalog, { ...orderOf(ref), value }) ? { ...ref, value } : 'not-possible';
}

function orderOf({ name, ...index }: { readonly name: string; readonly index?: number }) {
  return { item: name, ...index };
}

function isPossible(catalog: Deps['catalog'], order: Parameters<typeof checkValues>[0][number]): boolean {
  try {
    checkValues([order], catalog.current(), 'template');
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function nothingToTake(): AppError {
  return new AppError(
    'template.nothing_to_take',
    'The client has none of these values, or no template can have them: choose others, or refresh its data first.',
  );
}
