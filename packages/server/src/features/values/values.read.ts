import type { Catalog } from '@deskfleet/catalog';
import { isSecretItem, itemKey } from '@deskfleet/protocol';
import { sql } from 'kysely';
import type { Db, Wording } from '../../infra/db/index.ts';
import { isUserLoggedOn } from '../clients/index.ts';
import { settle, stateOf, type Wish } from './precedence.ts';
import { decodeDocument, type ReportedValue } from './reported-document.ts';
import { MAX_SHOWN, MAX_SHOWN_NAME, shownLength, shownText } from './shown-text.ts';
import { type ItemRef, refOf } from './values.queries.ts';
import type { ClientValue, ValueLayer } from './values.schema.ts';

/** A wish with all that is shown of it. */
export interface WishDetail extends Wish {
  readonly ref: ItemRef;
  readonly value: string | null;
  readonly setAt: Date;
  readonly setBy: string | null;
  /** The template or mobile user that wants it; null for the client itself, and when it is gone. */
  readonly source: ValueLayer['source'];
  readonly drift: boolean;
  readonly refusedStatus: string | null;
  readonly refusedAt: Date | null;
}

/** All values of a client; undefined when there is no such client. */
export async function findClientValues(
  db: Db,
  clientId: string,
  catalog: Catalog,
): Promise<{ reportedAt: Date | null; items: ClientValue[] } | undefined> {
  const client = await db
    .selectFrom('clients')
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .leftJoin('reportedValues', 'reportedValues.clientId', 'clients.id')
    .select(['clientContacts.inventoryAt', 'reportedValues.document'])
    .select(['clients.mobilityEnabled', 'clients.mobilityState'])
    .where('clients.id', '=', clientId)
    .executeTakeFirst();
  if (client === undefined) return undefined;
  const [wishes, waiting] = await Promise.all([findWishes(db, clientId), findWaiting(db, clientId)]);
  const circumstances = { userLoggedOn: isUserLoggedOn(client) };
  const reported =
    client.document === null ? new Map<string, ReportedValue>() : decodeDocument(client.document);
  const keys = new Set([...reported.keys(), ...wishes.keys()]);
  return {
    reportedAt: client.inventoryAt,
    items: [...keys].flatMap((key) =>
      toClientValue(
        reported.get(key),
        settle(wishes.get(key) ?? [], circumstances),
        waiting.get(key),
        catalog,
      ),
    ),
  };
}

async function findWishes(db: Db, clientId: string): Promise<Map<string, WishDetail[]>> {
  const rows = await db
    .selectFrom('desiredValues as v')
    .leftJoin('accounts as a', 'a.id', 'v.setBy')
    .leftJoin('templates as t', (join) =>
      join.onRef('t.id', '=', 'v.sourceId').on('v.origin', 'in', ['group', 'template', 'onboarding']),
    )
    .leftJoin('users as u', (join) => join.onRef('u.id', '=', 'v.sourceId').on('v.origin', '=', 'user'))
    .select(['v.item', 'v.idx', 'v.origin', 'v.ranking', 'v.sourceId', 'v.value', 'v.setAt'])
    .select(['v.drift', 'v.refusedStatus', 'v.refusedAt', 'a.username', 't.name', 'u.e164'])
    .where('v.clientId', '=', clientId)
    .execute();
  const wishes = rows.map(
    ({ item, idx, username, name, e164, ...row }): WishDetail => ({
      ...row,
      ref: refOf(item, idx),
      setBy: username,
      source: sourceOf(row.sourceId, name, e164),
    }),
  );
  return Map.groupBy(wishes, ({ ref }) => itemKey(ref.name, ref.index));
}

function sourceOf(id: string, template: string | null, user: string | null): WishDetail['source'] {
  if (template !== null) return { kind: 'template', id, name: template };
  return user === null ? null : { kind: 'user', id, name: user };
}

/** For every item that an open order still has to bring: what the order waits for. */
async function findWaiting(db: Db, clientId: string): Promise<Map<string, Wording | null>> {
  const { rows } = await sql<{ name: string; index: number | null; reason: Wording | null }>`
    select i.name, i.index, t.reason
    from job_targets t
    join jobs j on j.id = t.job_id and j.type = 'configure'
    cross join lateral jsonb_to_recordset(j.payload -> 'values') as i (name text, index int)
    where t.client_id = ${clientId} and t.open
    order by t.id`.execute(db);
  return new Map(rows.map((row) => [itemKey(row.name, row.index ?? undefined), row.reason]));
}

/** A value as the API shows it; nothing when neither phone nor anybody else says something of it. */
export function toClientValue(
  reported: ReportedValue | undefined,
  { sorted, winner }: ReturnType<typeof settle<WishDetail>>,
  waitingReason: Wording | null | undefined,
  catalog: Catalog,
): ClientValue[] {
  const ref = sorted[0]?.ref ?? reported;
  if (ref === undefined) return [];
  const state = stateOf(winner, waitingReason !== undefined);
  const parameter = catalog.findParameterForValue(ref.name, ref.index ?? null);
  const told =
    reported === undefined || reported.value === null
      ? { text: null, exact: true }
      : shownText(reported.value, shownLength(parameter));
  return [
    {
      item: shownText(ref.name, MAX_SHOWN_NAME).text,
      index: ref.index ?? null,
      parameterId: parameter?.id ?? null,
      secret: isSecretItem(ref.name),
      reported: told.text,
      reportedExact: told.exact,
      reportedAt: reported?.reportedAt.toISOString() ?? null,
      desired: winner?.value ?? null,
      desiredSet: winner !== undefined,
      desiredOrigin: winner?.origin ?? null,
      desiredAt: winner?.setAt.toISOString() ?? null,
      desiredBy: winner?.setBy ?? null,
      state,
      waitingReason: state === 'waiting' ? (waitingReason ?? null) : null,
      refused:
        winner?.refusedStatus == null || winner.refusedAt === null
          ? null
          : { status: shownText(winner.refusedStatus, MAX_SHOWN).text, at: winner.refusedAt.toISOString() },
      layers: sorted.map(
        (wish): ValueLayer => ({
          origin: wish.origin,
          source: wish.source,
          value: wish.value,
          set: true,
          setAt: wish.setAt.toISOString(),
          setBy: wish.setBy,
          wins: wish === winner,
        }),
      ),
    },
  ];
}
