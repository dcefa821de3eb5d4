import type { Pool } from 'pg';
import {
  type HeldCall,
  type KeptAcceptance,
  MAX_HELD,
  recordHeldCalls,
} from '../features/acceptance/index.ts';
import { type NewNotification, raiseNotifications } from '../features/notifications/index.ts';
import { findMatches } from '../features/plug-and-play/index.ts';
import { GroupCommit } from '../infra/batch/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import { isDatabaseUnavailable } from '../infra/db/index.ts';
import type { EventHub } from '../infra/events/index.ts';
import type { Logger } from '../infra/log/index.ts';

export interface AdmissionDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly log: Logger;
  /** Absent: everybody is accepted. */
  readonly acceptance?: Pick<KeptAcceptance, 'decide'>;
}

/** What becomes of an unknown phone: `held-before`: somebody has approved it, or it is prepared. */
export type Admitted = 'at-once' | 'held-before' | 'no';

const BATCH_SIZE = 64;
/** More phones than this in one batch are told as a number. */
const MAX_NAMED = 3;

/** Decides whether unknown phones may register. One that is accepted by the rules costs no round trip. */
export class Admission {
  readonly #deps: AdmissionDeps;
  readonly #held: GroupCommit<HeldCall, { admitted: boolean }>;

  constructor(deps: AdmissionDeps) {
    this.#deps = deps;
    this.#held = new GroupCommit({
      maxSize: BATCH_SIZE,
      keyOf: (call) => call.deviceId,
      isolates: (error) => !isDatabaseUnavailable(error),
      commit: (calls) => holdCalls(deps, calls),
    });
  }

  async admit(call: HeldCall): Promise<Admitted> {
    const { deviceId, address, profile } = call;
    const decision = this.#deps.acceptance?.decide({ address, model: profile.model }) ?? 'accept';
    if (decision === 'accept') return 'at-once';
    if (decision === 'refuse') {
      this.#deps.log.debug({ deviceId, address }, 'an unknown phone was refused by the rules');
      return 'no';
    }
    return (await this.#held.add(call)).admitted ? 'held-before' : 'no';
  }
}

async function holdCalls(
  { pool, clock, events }: AdmissionDeps,
  calls: readonly HeldCall[],
): Promise<{ admitted: boolean }[]> {
  const now = clock.now();
  const prepared = await findMatches(
    pool,
    calls.map(({ deviceId, profile }) => ({ deviceId, e164: profile.e164 })),
  );
  const waiting = calls.filter((_, place) => !prepared.has(place));
  const { states, toTell, isFull } =
    waiting.length === 0
      ? { states: [], toTell: [], isFull: false }
      : await recordHeldCalls(pool, waiting, now);
  const news = newsOf(toTell.flatMap((place) => waiting[place] ?? []));
  if (isFull) news.push({ kind: 'client.held_full', params: { count: MAX_HELD }, dedupeKey: '' });
  if (toTell.length > 0) events.changed('heldPhones', 'all');
  if ((await raiseNotifications(pool, news, now)) > 0) events.changed('notifications', 'all');
  const approved = new Set(
    waiting.filter((_, place) => states[place] === 'approved').map(({ deviceId }) => deviceId),
  );
  return calls.map(({ deviceId }, place) => ({ admitted: prepared.has(place) || approved.has(deviceId) }));
}

function newsOf(calls: readonly HeldCall[]): NewNotification[] {
  if (calls.length > MAX_NAMED) {
    return [{ kind: 'client.held_many', params: { count: calls.length }, dedupeKey: '' }];
  }
  return calls.map(({ deviceId, address, profile: { e164, model } }) => ({
    kind: 'client.held',
    params: { deviceId, e164, model, address },
    dedupeKey: deviceId,
  }));
}
