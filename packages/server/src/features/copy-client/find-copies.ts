import type { Catalog } from '@deskfleet/catalog';
import type { ClientBase } from 'pg';
import {
  type ClientKind,
  findCountingWishes,
  findReportedOf,
  inForce,
  type ReportedValues,
} from '../values/index.ts';
import { type CopiedValues, copiedValues } from './copied-values.ts';

/** A client, and the kind of the phone that takes its place. */
interface Replaced {
  readonly client: { readonly id: string };
  readonly kind: ClientKind;
}

/** Groups and mobile users bring their values to the other phone by themselves. */
const COPIED_ORIGINS = new Set(['edit', 'template', 'onboarding']);

/** What goes from clients to the phones that take their places, by the id of the client. */
export async function findCopies(
  tx: ClientBase,
  replaced: readonly Replaced[],
  { withReported }: { readonly withReported: boolean },
  catalog: Catalog,
): Promise<Map<string, CopiedValues>> {
  const ids = replaced.map(({ client }) => client.id);
  const wishes = await findCountingWishes(tx, ids);
  const winners = inForce(wishes.filter(({ origin }) => COPIED_ORIGINS.has(origin)));
  const reported = withReported ? await findReportedOf(tx, ids) : new Map<string, ReportedValues>();
  return new Map(
    replaced.map(({ client: { id }, kind }) => [
      id,
      copiedValues([...(winners.get(id)?.values() ?? [])], reported.get(id)?.values() ?? [], kind, catalog),
    ]),
  );
}
