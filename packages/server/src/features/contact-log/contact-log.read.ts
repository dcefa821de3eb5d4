import type { Catalog } from '@deskfleet/catalog';
import { sql } from 'kysely';
import type { Db, LoggedItem, LoggedStep } from '../../infra/db/index.ts';
import { type ListWindow, listOffset } from '../../infra/http/schemas.ts';
import { clientNotFound } from '../clients/index.ts';
import type { ContactKind, LoggedContact } from './contact-log.schema.ts';
import { MAX_DIALOGUES_OF_CLIENT } from './logged.ts';

export interface ContactList extends ListWindow {
  readonly order: 'asc' | 'desc';
  readonly search: string;
  readonly kind?: ContactKind | undefined;
}

/**
 * One page of the contacts of a client with the number of all that match. They are few (see `logged.ts`), so they are filtered
 * here, as they are shown.
 *
 * @throws AppError `client.not_found`
 */
export async function listContacts(
  db: Db,
  clientId: string,
  list: ContactList,
  catalog: Catalog,
): Promise<{ contacts: LoggedContact[]; total: number }> {
  const client = await db
    .selectFrom('clients')
    .leftJoin('quietContacts', 'quietContacts.clientId', 'clients.id')
    .select('quietContacts.recent')
    .where('clients.id', '=', clientId)
    .executeTakeFirst();
  if (client === undefined) throw clientNotFound(clientId);
  const rows = await db
    .selectFrom('contactLog')
    .selectAll()
    .where('clientId', '=', clientId)
    .orderBy('id', 'desc')
    // A batch may be a few over the bound before it is trimmed.
    .limit(2 * MAX_DIALOGUES_OF_CLIENT)
    .execute();
  const quiet = (client.recent ?? []).map(
    ({ at, reason, address }, place): LoggedContact => ({
      id: `quiet-${at}-${place}`,
      at,
      reason,
      address,
      kind: 'quiet',
      failed: false,
      tookMs: null,
      steps: [],
    }),
  );
  const contacts = [...mergeParts(rows).map((row) => toContact(row, catalog)), ...quiet]
    .filter((contact) => matches(contact, list))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  if (list.order === 'asc') contacts.reverse();
  const first = listOffset(list);
  return { contacts: contacts.slice(first, first + list.pageSize), total: contacts.length };
}

/** The dialogues that worked on a target of a job, as far as they are kept; the newest first. */
export async function findDialoguesOfTarget(
  db: Db,
  { clientId, targetId }: { readonly clientId: string; readonly targetId: string },
  catalog: Catalog,
): Promise<LoggedContact[]> {
  const rows = await db
    .selectFrom('contactLog')
    .selectAll()
    .where('clientId', '=', clientId)
    .where(sql<boolean>`${targetId}::bigint = any(target_ids)`)
    .orderBy('id', 'desc')
    .execute();
  return mergeParts(rows).map((row) => toContact(row, catalog));
}

interface Row {
  readonly id: string;
  readonly beganAt: Date;
  readonly dialogue: string;
  readonly reason: string;
  readonly address: string;
  readonly tookMs: number;
  readonly failed: boolean;
  readonly steps: readonly LoggedStep[];
}

/** Several nodes may have answered parts of one dialogue. */
function mergeParts(rows: readonly Row[]): Row[] {
  return [...Map.groupBy(rows, ({ dialogue }) => dialogue).values()].flatMap((parts) => {
    const inOrder = parts.toSorted((a, b) => a.beganAt.getTime() - b.beganAt.getTime());
    const [first] = inOrder;
    if (first === undefined) return [];
    const since = (part: Row) => part.beganAt.getTime() - first.beganAt.getTime();
    return [
      {
        ...first,
        failed: inOrder.some(({ failed }) => failed),
        tookMs: Math.max(...inOrder.map((part) => since(part) + part.tookMs)),
        steps: inOrder.flatMap((part) =>
          part.steps.map((step) => ({ ...step, afterMs: step.afterMs + since(part) })),
        ),
      },
    ];
  });
}

function toContact(row: Row, catalog: Catalog): LoggedContact {
  const { id, beganAt, reason, address, failed, tookMs, steps } = row;
  return {
    id,
    at: beganAt.toISOString(),
    reason,
    address,
    kind: 'dialogue',
    failed,
    tookMs,
    steps: steps.map((step) => ({
      afterMs: step.afterMs,
      reason: step.reason,
      repliesTo: step.repliesTo ?? null,
      status: step.status ?? null,
      items: step.items ?? null,
      bytes: step.bytes,
      pieces: step.pieces,
      told: toItems(step.told, catalog),
      refused: toItems(step.refused, catalog),
      gaveUp: step.gaveUp ?? null,
      piecesLost: step.piecesLost ?? false,
      answer: step.answer,
      sent: toItems(step.sent, catalog),
      sentCount: step.sentCount,
      tookMs: step.tookMs,
    })),
  };
}

function toItems(items: readonly LoggedItem[] = [], catalog: Catalog) {
  return items.map(({ name, index = null, value = null, secret = false, status = null }) => ({
    item: name,
    index,
    parameterId: catalog.findParameterForValue(name, index)?.id ?? null,
    value,
    secret,
    status,
  }));
}

function matches(contact: LoggedContact, { kind, search }: ContactList): boolean {
  if (kind === 'failed' ? !contact.failed : kind !== undefined && contact.kind !== kind) return false;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [contact.reason, contact.address, ...contact.steps.flatMap(textsOf)].join(' ').toLowerCase();
  return words.every((word) => text.includes(word));
}

function textsOf(step: LoggedContact['steps'][number]): string[] {
  const items = [...step.told, ...step.refused, ...step.sent];
  return [
    step.reason,
    step.repliesTo ?? '',
    step.status ?? '',
    step.gaveUp ?? '',
    step.answer,
    ...items.flatMap(({ item, value, status }) => [item, value ?? '', status ?? '']),
  ];
}
