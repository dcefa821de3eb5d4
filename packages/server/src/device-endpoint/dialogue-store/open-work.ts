import { itemKey } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { findOpenTargets, type OpenTarget } from '../../features/jobs/index.ts';
import { type DesiredValue, findDesired, findValuesDue } from '../../features/values/index.ts';
import type { Work } from '../dialogue/dialogue.ts';
import { type DeployTarget, isDeployTarget, loadDeployWork } from './deploy-work.ts';
import { isUserTarget, loadUserWork, type UserTarget } from './user-work.ts';

/** A phone that was told to restart has this long to come back before it may be told again. */
const RESTART_PATIENCE_MS = 5 * 60_000;

/** Open work by client, with the values that are wanted now: a newer order replaces what an older one wanted. */
export async function loadOpenWork(
  pool: Pool,
  clientIds: readonly string[],
  now: Date,
): Promise<Map<string, readonly Work[]>> {
  // One after the other: an order that is given in between would have targets of which nothing seems to be wanted any more.
  const targets = await findOpenTargets(pool, clientIds);
  const due = await findValuesDue(pool, clientIds);
  const desired = await findDesired(pool, clientIds);
  const users = await loadUserWork(pool, targets);
  const deployments = await loadDeployWork(pool, targets, now);
  const work = new Map<string, Work[]>();
  for (const target of targets) {
    const ofClient = work.get(target.clientId) ?? [];
    const known = users.get(target.targetId) ?? deployments.get(target.targetId);
    if (known !== undefined) ofClient.push(known);
    else if (!isUserTarget(target) && !isDeployTarget(target))
      ofClient.push(workOf(target, desired.get(target.clientId) ?? new Map(), now));
    work.set(target.clientId, ofClient);
  }
  for (const [clientId, { pending, version }] of due) {
    work.set(clientId, [...(work.get(clientId) ?? []), { kind: 'values-due', pending, version }]);
  }
  return work;
}

function workOf(
  target: Exclude<OpenTarget, UserTarget | DeployTarget>,
  desired: ReadonlyMap<string, DesiredValue>,
  now: Date,
): Work {
  const { targetId } = target;
  switch (target.type) {
    case 'configure': {
      const { progress } = target;
      const settled = new Set([...progress.stored, ...Object.keys(progress.refused)]);
      const keys = progress.keys ?? target.payload.values.map(({ name, index }) => itemKey(name, index));
      const pending = keys.flatMap((key) => {
        const wanted = settled.has(key) ? undefined : desired.get(key);
        return wanted === undefined ? [] : [wanted];
      });
      return { kind: 'configure', targetId, pending, progress };
    }
    case 'refresh-data':
      return { kind: 'refresh-data', targetId };
    default: {
      const { sent = false, sentAt } = target.progress;
      const sentMs = sentAt === undefined ? target.updatedAt.getTime() : Date.parse(sentAt);
      const mayRepeat = sent && now.getTime() - sentMs > RESTART_PATIENCE_MS;
      return { kind: target.type, targetId, sent, mayRepeat };
    }
  }
}
