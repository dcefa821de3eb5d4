import type { Pool } from 'pg';
import { settleJobs } from '../features/jobs/index.ts';
import type { PhoneSettings } from '../features/settings/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import type { EventHub } from '../infra/events/index.ts';
import type { Logger } from '../infra/log/index.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import { findContactGaps } from './contact-requests/contact-gap.ts';
import type { Dialogue, StepResult } from './dialogue/dialogue.ts';
import type { CommittedStep, StepToCommit } from './dialogue-store/commit-steps.ts';
import { shortCutOf } from './dialogue-store/short-cuts.ts';
import type { KeptDialogues } from './kept-dialogues.ts';
import type { SharedRoundTrips } from './shared-round-trips.ts';

/** What a message leaves beside what the dialogue decided. */
export interface CommitContext
  extends Pick<
    StepToCommit,
    | 'inventoryHash'
    | 'isKnownInventory'
    | 'plainInventory'
    | 'unstoredPieces'
    | 'removesPieces'
    | 'replyItems'
  > {
  readonly clientId: string;
  readonly cookie: string;
  /** The dialogue that was read. */
  readonly base: StepToCommit['change']['base'];
  /** Whether open work of the client was known of, and looked at. */
  readonly hasWork: boolean;
  readonly secretsAllowed: boolean;
  /** Fingerprint of the inventory that was stored when the dialogue began. */
  readonly knownInventory: string | null;
  readonly address: string;
  /** Of the message, see `fingerprintOf`. */
  readonly fingerprint: string;
  /** The pieces of the next reply may stay in the memory of this node. */
  readonly mayKeepPieces: boolean;
}

export interface StepCommitterDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly events: EventHub;
  readonly settings: () => PhoneSettings;
}

/** Makes durable what was decided for a message, remembers the dialogue where that helps, and tells who listens. */
export class StepCommitter {
  readonly #deps: StepCommitterDeps;
  readonly #shared: Pick<SharedRoundTrips, 'commits' | 'shortCuts'>;
  readonly #kept: KeptDialogues;

  constructor(
    deps: StepCommitterDeps,
    shared: Pick<SharedRoundTrips, 'commits' | 'shortCuts'>,
    kept: KeptDialogues,
  ) {
    this.#deps = deps;
    this.#shared = shared;
    this.#kept = kept;
  }

  /** @returns false: another message of this phone was faster, or work came up; everything has to be looked at again */
  async commit(arrived: ArrivedMessage, result: StepResult, context: CommitContext): Promise<boolean> {
    const { clientId, cookie, base, hasWork, address, fingerprint } = context;
    const { dialogue } = result;
    const now = this.#deps.clock.now();
    const keepsPieces =
      context.mayKeepPieces &&
      this.#kept.awaits(arrived) &&
      dialogue?.pieces === 0 &&
      awaitsReading(dialogue);
    const state = dialogue && {
      dialogue,
      secretsAllowed: context.secretsAllowed,
      knownInventory: context.knownInventory,
      lastAnswer: { action: result.action, items: result.items },
      ...(keepsPieces ? { keptBy: this.#kept.node } : {}),
    };
    const { nonce } = arrived.decoded.message;
    const committed = await this.#commitStep({
      change: {
        clientId,
        base,
        knowsWork: hasWork,
        next: state && { cookie, address, state, fingerprint, nonce, pieces: state.dialogue.pieces },
      },
      effects: result.effects,
      inventoryHash: context.inventoryHash,
      isKnownInventory: context.isKnownInventory,
      plainInventory: context.plainInventory,
      unstoredPieces: context.unstoredPieces,
      removesPieces: context.removesPieces,
      replyItems: context.replyItems,
      nextAttemptAt: new Date(now.getTime() + (await this.#gapSeconds(clientId, result)) * 1_000),
    });
    if (!committed.taken) return false;
    if (state !== undefined && state.dialogue.pieces === 0 && this.#kept.awaits(arrived)) {
      const { version } = committed;
      this.#kept.keep(
        { clientId, cookie, version, address, ...state, fingerprint, hasWork, updatedAt: now },
        [],
      );
    } else {
      this.#kept.forget(cookie);
    }
    this.#announce(clientId, result, committed);
    return true;
  }

  /** How long a phone is left in peace from now on. What it tells of that is looked up only when something waits for the next call. */
  async #gapSeconds(clientId: string, { action, effects }: StepResult): Promise<number> {
    const waits = effects.some((effect) =>
      effect.kind === 'target'
        ? effect.change?.open === true
        : effect.kind === 'values-due' && !effect.settled,
    );
    const clientIds = action === 'CleanUp' && waits ? [clientId] : [];
    return (await findContactGaps(this.#deps.pool, clientIds, this.#deps.settings()))(clientId);
  }

  /** The short way if there is one; what it does not take goes the long way, where every case is known. */
  async #commitStep(step: StepToCommit): Promise<CommittedStep> {
    const shortCut = shortCutOf(step);
    const committed = shortCut && (await this.#shared.shortCuts[shortCut].add(step));
    return committed?.taken === true ? committed : this.#shared.commits.add(step);
  }

  #announce(clientId: string, result: StepResult, committed: CommittedStep): void {
    const { events, pool, clock, log } = this.#deps;
    if (result.effects.some((effect) => effect.kind !== 'piece')) events.changed('clients', [clientId]);
    const ofUsers = result.effects.filter((effect) => effect.kind === 'mobility');
    if (ofUsers.length > 0) events.changed('users', 'all');
    if (ofUsers.some(({ change }) => change.kind === 'data')) events.changed('notifications', 'all');
    if (committed.jobIds.length > 0) events.changed('jobs', committed.jobIds);
    if (committed.endedJobIds.length === 0) return;
    settleJobs(pool, committed.endedJobIds, clock.now()).then(
      (settled) => events.changed('jobs', settled),
      // The sweep closes what stays open here.
      (error: unknown) => log.warn({ err: error }, 'jobs could not be closed yet'),
    );
  }
}

/** Whether the phone was asked for something that it can be asked for again. */
function awaitsReading({ awaiting }: Dialogue): boolean {
  return awaiting.kind === 'inventory' || awaiting.kind === 'verification';
}
