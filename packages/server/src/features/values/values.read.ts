import { findParameterForValue } from '@deskfleet/catalog';
import { isSecretItem, itemKey } from '@deskfleet/protocol';
import { sql } from 'kysely';
import type { Db, DesiredOrigin, Wording } from '../../infra/db/index.ts';
import { decodeDocument, type ReportedValue } from './reported-document.ts';
import { type ItemRef, refOf } from './values.queries.ts';
import type { ClientValue, ValueState } from './values.schema.ts';

interface DesiredDetail {
  readonly ref: ItemRef;
  readonly origin: DesiredOrigin;
  readonly value: string | null;
  readonly setAt: Date;
  readonly setBy: string | null;
  readonly drift: boolean;
  readonly refusedStatus: string | null;
  readonly refusedAt: Date | null;
}

/** All values of a client; undefined when there is no such client. */
export async function findClientValues(
  db: Db,
  clientId: string,
): Promise<{ reportedAt: Date | null; items: ClientValue[] } | undefined> {
  const client = await db
    .selectFrom('clients')
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .leftJoin('reportedValues', 'reportedValues.clientId', 'clients.id')
    .select(['clientContacts.inventoryAt', 'reportedValues.document'])
    .where('clients.id', '=', clientId)
    .executeTakeFirst();
  if (client === undefined) return undefined;
  const [desired, waiting] = await Promise.all([findDesiredDetails(db, clientId), findWaiting(db, clientId)]);
  const reported =
    client.document === null ? new Map<string, ReportedValue>() : decodeDocument(client.document);
  const keys = new Set([...reported.keys(), ...desired.keys()]);
  return {
    reportedAt: client.inventoryAt,
    items: [...keys].flatMap((key) => toClientValue(reported.get(key), desired.get(key), waiting.get(key))),
  };
}

async function findDesiredDetails(db: Db, clientId: string): Promise<Map<string, DesiredDetail>> {
  const rows = await db
    .selectFrom('desiredValues as v')
    .leftJoin('accounts as a', 'a.id', 'v.setBy')
    .select([
      'v.item',
      'v.idx',
      'v.origin',
      'v.value',
      'v.setAt',
      'v.drift',
      'v.refusedStatus',
      'v.refusedAt',
      'a.username',
    ])
    .where('v.clientId', '=', clientId)
    .execute();
  return new Map(
    rows.map(({ item, idx, username, ...row }) => {
      const ref = refOf(item, idx);
      return [itemKey(ref.name, ref.index), { ...row, ref, setBy: username }];
    }),
  );
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

function toClientValue(
  reported: ReportedValue | undefined,
  desired: DesiredDetail | undefined,
  waitingReason: Wording | null | undefined,
): ClientValue[] {
  const ref = desired?.ref ?? reported;
  if (ref === undefined) return [];
  const state = stateOf(desired, waitingReason !== undefined);
  return [
    {
      item: ref.name,
      index: ref.index ?? null,
      parameterId: findParameterForValue(ref.name, ref.index ?? null)?.id ?? null,
      secret: isSecretItem(ref.name),
      reported: reported?.value ?? null,
      reportedAt: reported?.reportedAt.toISOString() ?? null,
      desired: desired?.value ?? null,
      desiredSet: desired !== undefined,
      desiredOrigin: desired?.origin ?? null,
      desiredAt: desired?.setAt.toISOString() ?? null,
      desiredBy: desired?.setBy ?? null,
      state,
      waitingReason: state === 'waiting' ? (waitingReason ?? null) : null,
      refused:
        desired?.refusedStatus == null || desired.refusedAt === null
          ? null
          : { status: desired.refusedStatus, at: desired.refusedAt.toISOString() },
    },
  ];
}

function stateOf(desired: DesiredDetail | undefined, isOpen: boolean): ValueState {
  if (desired === undefined) return 'unmanaged';
  if (!desired.drift) return 'in-sync';
  if (desired.refusedStatus !== null) return 'refused';
  return isOpen ? 'waiting' : 'drift';
}
