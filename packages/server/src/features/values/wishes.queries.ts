import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import type { DesiredOrigin } from '../../infra/db/index.ts';
import { settle } from './precedence.ts';
import { refOf } from './values.queries.ts';

/** What an origin wants of a value on a client, with its marks. */
export interface ClientWish {
  readonly clientId: string;
  readonly item: string;
  readonly idx: number;
  readonly origin: DesiredOrigin;
  readonly ranking: number;
  readonly sourceId: string;
  readonly value: string | null;
  readonly sealed: string | null;
  readonly drift: boolean;
}

/** Everything that counts on clients at the moment (see `counts`), also what is not in force. */
export async function findCountingWishes(
  tx: ClientBase,
  clientIds: readonly string[],
): Promise<ClientWish[]> {
  const { rows } = await tx.query<ClientWish>({
    name: 'counting-wishes',
    text: `
      select client_id as "clientId", item, idx, origin, ranking, source_id as "sourceId", value, sealed, drift
      from counting_values where client_id = any($1::bigint[])`,
    values: [clientIds],
  });
  return rows;
}

/** Of wishes that count, those in force, by client and `itemKey`. */
export function inForce(wishes: readonly ClientWish[]): Map<string, Map<string, ClientWish>> {
  const winners = new Map<string, Map<string, ClientWish>>();
  for (const [clientId, ofClient] of Map.groupBy(wishes, (wish) => wish.clientId)) {
    const byKey = Map.groupBy(ofClient, ({ item, idx }) => itemKey(item, refOf(item, idx).index));
    const ofValues = new Map<string, ClientWish>();
    for (const [key, ofValue] of byKey) {
      // Those of users who are not logged on were left out already.
      const { winner } = settle(ofValue, { userLoggedOn: true });
      if (winner !== undefined) ofValues.set(key, winner);
    }
    winners.set(clientId, ofValues);
  }
  return winners;
}

/** Whether the same is wanted; of two seals of one secret nobody knows that they are equal. */
export function isSameWish(
  a: Pick<ClientWish, 'value' | 'sealed'> | undefined,
  b: Pick<ClientWish, 'value' | 'sealed'> | undefined,
): boolean {
  return a !== undefined && b !== undefined && a.value === b.value && a.sealed === b.sealed;
}
