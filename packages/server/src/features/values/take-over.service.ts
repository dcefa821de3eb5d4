import { type Catalog, validateWritable } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { clientNotFound, lockClients } from '../clients/index.ts';
import type { WantedValue } from './desired.queries.ts';
import { submitChange } from './history.queries.ts';
import { MAX_ORDERED_LENGTH } from './ordered-value.schema.ts';
import { decodeDocument, type ReportedValue, type ReportedValues } from './reported-document.ts';
import { shownText } from './shown-text.ts';
import type { ItemRef } from './values.queries.ts';

/**
 * What a phone reports becomes what is desired. Nothing is sent; it is in sync from then on.
 *
 * @throws AppError `client.not_found`, `value.not_taken_over` with every value that cannot be taken over
 */
export async function takeOverValues(
  { pool, clock, events }: Pick<ServerContext, 'pool' | 'clock' | 'events'>,
  clientId: string,
  refs: readonly ItemRef[],
  caller: { readonly accountId: string; readonly username: string },
  catalog: Catalog,
): Promise<void> {
  const now = clock.now();
  await inTransaction(pool, async (tx) => {
    await lockClients(tx, [clientId]);
    const values = chosen(await findReported(tx, clientId), refs, catalog);
    const change = { clientIds: [clientId], values, accountId: caller.accountId, by: caller.username };
    await submitChange(tx, { ...change, cause: 'take-over', jobId: null, drift: false }, now);
  });
  events.changed('clients', [clientId]);
}

async function findReported(tx: ClientBase, clientId: string): Promise<ReportedValues> {
  const { rows } = await tx.query<{ document: Buffer | null }>({
    name: 'reported-of-client',
    text: 'select r.document from clients c left join reported_values r on r.client_id = c.id where c.id = $1',
    values: [clientId],
  });
  const [row] = rows;
  if (row === undefined) throw clientNotFound(clientId);
  return row.document === null ? new Map() : decodeDocument(row.document);
}

function chosen(reported: ReportedValues, refs: readonly ItemRef[], catalog: Catalog): WantedValue[] {
  const errors: FieldError[] = [];
  const values = new Map<string, WantedValue>();
  for (const [place, ref] of refs.entries()) {
    const key = itemKey(ref.name, ref.index);
    const found = reported.get(key);
    const problem = problemOf(ref, found, catalog);
    if (problem !== undefined) errors.push({ field: `items.${place}.item`, ...problem });
    else values.set(key, { ...ref, value: found?.value ?? '' });
  }
  const [first] = errors;
  if (first !== undefined) throw new AppError('value.not_taken_over', first.message, { errors });
  return [...values.values()];
}

function problemOf(
  { name, index }: ItemRef,
  found: ReportedValue | undefined,
  catalog: Catalog,
): Omit<FieldError, 'field'> | undefined {
  const item = shownText(index === undefined ? name : `${name} ${index}`, 80).text;
  const say = (code: string, en: string, de: string) => ({ code, message: en, text: { en, de } });
  if (found === undefined) {
    return say(
      'value.not_reported',
      `The phone does not report “${item}”, so there is nothing to take over.`,
      `Das Telefon meldet „${item}“ nicht, daher gibt es nichts zu übernehmen.`,
    );
  }
  if (found.value === null) {
    return say(
      'value.secret',
      `“${item}” is a secret: what the phone has is not kept, so type it anew.`,
      `„${item}“ ist geheim: Der Wert des Telefons wird nicht gespeichert; geben Sie ihn neu ein.`,
    );
  }
  const parameter = catalog.findParameterForValue(name, index ?? null);
  const notWritable = parameter === undefined ? undefined : validateWritable(parameter);
  if (notWritable !== undefined) {
    return { code: notWritable.code, message: notWritable.message, text: notWritable.text };
  }
  if (catalog.fixedItems.has(name)) {
    return say(
      'parameter.read_only',
      `“${item}” is set by the phone itself, so it cannot be desired.`,
      `„${item}“ legt das Telefon selbst fest; der Wert kann nicht vorgegeben werden.`,
    );
  }
  if (found.value.length > MAX_ORDERED_LENGTH || !shownText(found.value, MAX_ORDERED_LENGTH).exact) {
    return say(
      'value.unusable',
      `What the phone reports for “${item}” is too long or has signs that cannot be sent back.`,
      `Was das Telefon für „${item}“ meldet, ist zu lang oder enthält Zeichen, die nicht zurückgesendet werden können.`,
    );
  }
  return undefined;
}
