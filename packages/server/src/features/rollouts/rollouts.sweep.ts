import type { ServerContext } from '../../infra/context.ts';
import { lookAtRollout } from './rollout-engine.ts';
import { takeRollouts } from './rollouts.queries.ts';

const INTERVAL_MS = 1_000;
/** Rollouts that a node looks at in one round. */
const MAX_TAKEN = 20;

/** Looks at the rollouts that are due; each is looked at by one node at a time. */
export async function sweepRollouts(context: ServerContext): Promise<void> {
  const { pool, clock, log } = context;
  for (const id of await takeRollouts(pool, clock.now(), MAX_TAKEN)) {
    try {
      await lookAtRollout(context, id);
    } catch (error) {
      log.warn({ err: error, rollout: id }, 'a rollout could not be looked at; it is looked at again');
    }
  }
}

/** Moves rollouts on every second until stopped. */
export function keepRollouts(context: ServerContext): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    // While the database is slow, one round is enough.
    running ??= sweepRollouts(context)
      .catch((error: unknown) => context.log.warn({ err: error }, 'the rollouts could not be looked at'))
      .finally(() => {
        running = undefined;
      });
  }, INTERVAL_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
