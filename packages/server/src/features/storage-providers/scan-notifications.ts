import type { ClientBase } from 'pg';
import type { StoredProblem } from '../../infra/db/index.ts';
import { clearNotifications, raiseNotification } from '../notifications/index.ts';
import { problemKinds } from './connection/problem-kinds.ts';
import { hasNewCause, type TakenScan } from './scans.queries.ts';

const KIND = 'storage_provider.scan_failed';

/**
 * Tells administrators once of each cause for which scheduled scans fail, and of scans that were given up, until one ends well. Call it
 * in the transaction that ends the scan.
 *
 * @returns whether the notifications have changed
 */
export async function tellOfScan(
  tx: ClientBase,
  scan: TakenScan,
  provider: string,
  { problem, now }: { readonly problem: StoredProblem | null; readonly now: Date },
): Promise<boolean> {
  if (problem === null) return withdrawScanNotifications(tx, [scan.providerId]);
  if (!(await hasNewCause(tx, scan, problem.kind))) return false;
  const { providerId } = scan;
  const params = { provider, providerId, sentence: problem.en, sentenceDe: problem.de };
  return raiseNotification(tx, { kind: KIND, params, dedupeKey: keyOf(providerId, problem.kind) }, now);
}

/** Takes back what was told of scans of providers that work again or are gone. @returns whether there was anything */
export async function withdrawScanNotifications(
  tx: ClientBase,
  providerIds: readonly string[],
): Promise<boolean> {
  const keys = providerIds.flatMap((id) => problemKinds.map((kind) => keyOf(id, kind)));
  return clearNotifications(tx, KIND, keys);
}

function keyOf(providerId: string, problemKind: string): string {
  return `${providerId} ${problemKind}`;
}
