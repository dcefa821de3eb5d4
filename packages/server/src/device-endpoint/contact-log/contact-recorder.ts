import { hash } from 'node:crypto';
import type { Reason } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import {
  type LoggedDialogue,
  type QuietContacts,
  storeDialogueLog,
  storeQuietContacts,
} from '../../features/contact-log/index.ts';
import type { PhoneSettings } from '../../features/settings/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import type { LoggedStep } from '../../infra/db/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { isFailure } from './logged-step.ts';
import { type ContactsOfClient, WaitingContacts } from './waiting-contacts.ts';

export interface ContactRecorderDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly settings: () => Pick<PhoneSettings, 'contactLogDays'>;
}

const EVERY_MS = 1_000;
/** A dialogue that goes on elsewhere, or not at all, is stored as far as it came. */
const PATIENCE_MS = 15_000;
const BATCH = 200;
/** Messages a second above which phones go first: then only one batch a second is stored. */
const BUSY = 500;
const BATCHES_WHEN_IDLE = 5;
/** What waits in memory at most; what comes beyond is not logged, and the server's log says how much that was. */
const MAX_WAITING_DIALOGUES = 20_000;
const MAX_WAITING_CLIENTS = 100_000;
const MAX_STEPS = 60;

/**
 * Thousands may wait, so each is as small as it can be: nothing of it is an empty list or set, and times count from the beginning of
 * the recorder, for small numbers take no memory of their own.
 */
interface OpenDialogue {
  readonly clientId: string;
  readonly reason: string;
  readonly address: string;
  readonly beganAfterMs: number;
  lastAfterMs: number;
  ended: boolean;
  failed: boolean;
  targetIds: ReadonlySet<string> | undefined;
  stepCount: number;
  /** As JSON with commas between them: a step itself would hold the texts of its message. */
  steps: string;
}

/**
 * Remembers what phones and this node say to each other and writes it behind, so that no phone waits for its log: should the
 * node die, the last seconds of the log are lost and nothing else (docs/decisions/contact-log.md).
 */
export class ContactRecorder {
  readonly #deps: ContactRecorderDeps;
  /** By session cookie. */
  readonly #dialogues = new Map<string, OpenDialogue>();
  readonly #quiet = new WaitingContacts();
  /** On the clock, in milliseconds. */
  readonly #beganMs: number;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | undefined;
  #messages = 0;
  #dropped = 0;

  constructor(deps: ContactRecorderDeps) {
    this.#deps = deps;
    this.#beganMs = deps.clock.now().getTime();
    this.#timer = setInterval(() => {
      // While the database is slow, one is enough.
      this.#running ??= this.#store(false).finally(() => {
        this.#running = undefined;
      });
    }, EVERY_MS);
    this.#timer.unref();
  }

  /** A known phone called and there was nothing to do. */
  quiet(clientId: string, reason: Reason, address: string): void {
    this.#messages += 1;
    if (this.#deps.settings().contactLogDays === 0) return;
    if (this.#quiet.clientCount >= MAX_WAITING_CLIENTS && !this.#quiet.has(clientId)) {
      this.#dropped += 1;
      return;
    }
    this.#quiet.add(clientId, { at: this.#deps.clock.now().getTime(), reason, address });
  }

  /** A message was answered; `step` is asked for only when it is kept. */
  step(
    cookie: string,
    message: {
      readonly clientId: string;
      readonly reason: string;
      readonly address: string;
      readonly tookMs: number;
      readonly ends: boolean;
      /** Targets of jobs on which it worked. */
      readonly targetIds: readonly string[];
    },
    step: (afterMs: number) => LoggedStep,
  ): void {
    this.#messages += 1;
    if (this.#deps.settings().contactLogDays === 0) return;
    const nowMs = this.#afterMs();
    let dialogue = this.#dialogues.get(cookie);
    if (dialogue === undefined) {
      if (this.#dialogues.size >= MAX_WAITING_DIALOGUES) {
        this.#dropped += 1;
        return;
      }
      const { clientId, reason, address, tookMs } = message;
      const beganAfterMs = Math.round(nowMs - tookMs);
      dialogue = {
        clientId,
        reason,
        address,
        beganAfterMs,
        lastAfterMs: nowMs,
        ended: false,
        failed: false,
        targetIds: undefined,
        stepCount: 0,
        steps: '',
      };
      this.#dialogues.set(cookie, dialogue);
    }
    dialogue.lastAfterMs = nowMs;
    dialogue.ended = message.ends;
    if (message.targetIds.length > 0) {
      dialogue.targetIds = new Set([...(dialogue.targetIds ?? []), ...message.targetIds]);
    }
    if (dialogue.stepCount < MAX_STEPS) {
      const logged = step(nowMs - message.tookMs - dialogue.beganAfterMs);
      dialogue.failed ||= isFailure(logged);
      const text = JSON.stringify(logged);
      dialogue.steps = dialogue.stepCount === 0 ? text : `${dialogue.steps},${text}`;
      dialogue.stepCount += 1;
    }
  }

  /** Stores everything that waits. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
    await this.#store(true);
  }

  async #store(everything: boolean): Promise<void> {
    const { pool, log } = this.#deps;
    const isBusy = this.#messages > BUSY;
    this.#messages = 0;
    if (this.#dropped > 0) {
      log.warn({ contacts: this.#dropped }, 'contacts were left out of the log, for too many came at once');
      this.#dropped = 0;
    }
    try {
      for (let batch = 0; everything || batch < (isBusy ? 1 : BATCHES_WHEN_IDLE); batch += 1) {
        const dialogues = this.#takeDialogues(everything);
        const quiet = this.#quiet.take(BATCH);
        if (dialogues.length === 0 && quiet.length === 0) return;
        await storeDialogueLog(pool, dialogues);
        await storeQuietContacts(pool, quiet.map(toQuietContacts));
      }
    } catch (error) {
      log.warn({ err: error }, 'some contacts could not be logged');
    }
  }

  #takeDialogues(everything: boolean): LoggedDialogue[] {
    const nowMs = this.#afterMs();
    const taken: LoggedDialogue[] = [];
    for (const [cookie, dialogue] of this.#dialogues) {
      if (taken.length === BATCH) break;
      if (!everything && !dialogue.ended && nowMs - dialogue.lastAfterMs < PATIENCE_MS) continue;
      this.#dialogues.delete(cookie);
      const { clientId, beganAfterMs, lastAfterMs, reason, address, failed, targetIds, steps } = dialogue;
      taken.push({
        clientId,
        // The cookie itself is what a phone proves its dialogue with.
        dialogue: hash('sha256', cookie, 'hex').slice(0, 16),
        beganAt: new Date(this.#beganMs + beganAfterMs),
        reason,
        address,
        tookMs: lastAfterMs - beganAfterMs,
        failed,
        targetIds: [...(targetIds ?? [])],
        steps,
      });
    }
    return taken;
  }

  /** Since it began. */
  #afterMs(): number {
    return this.#deps.clock.now().getTime() - this.#beganMs;
  }
}

function toQuietContacts({ clientId, count, latest }: ContactsOfClient): QuietContacts {
  const recent = latest.map(({ at, reason, address }) => ({
    at: new Date(at).toISOString(),
    reason,
    address,
  }));
  return { clientId, count, recent };
}
