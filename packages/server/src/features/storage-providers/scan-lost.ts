import type { ServerContext } from '../../infra/context.ts';

export type ScanDeps = Pick<ServerContext, 'pool' | 'clock' | 'events' | 'log'>;

/** The scan is not this node's any more: somebody has stopped it, or another node has it. */
export class ScanLostError extends Error {
  override readonly name = 'ScanLostError';
}
