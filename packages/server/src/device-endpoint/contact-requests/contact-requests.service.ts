import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import {
  type ClaimedContact,
  type ContactAddress,
  type ContactAddressCheck,
  checkContactAddress,
  claimContactRequests,
  findContactRequestTimes,
  forgetContactRequests,
} from '../../features/clients/index.ts';
import { findOpenTargetIds, type TargetUpdate, updateTargets, wording } from '../../features/jobs/index.ts';
import type { PhoneSettings } from '../../features/settings/index.ts';
import { GroupCommit } from '../../infra/batch/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction, type Wording } from '../../infra/db/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { type ContactOutcome, sendContactRequest } from './send-contact-request.ts';

export interface ContactRequestDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly settings: () => PhoneSettings;
}

/** Grace on top of the contact gap, so that the phone's clock has passed it for sure. */
const GAP_GRACE_SECONDS = 10;
/** Contact requests of a process that may wait for their phones at once. */
const MAX_UNDER_WAY = 400;
const MAX_RESULTS = 100;
const STOP_LIMIT_MS = 2_000;
/** A phone whose contact address cannot be used calls when it calls; its address is looked at again this often. */
const NO_ADDRESS_RETRY_SECONDS = 300;

/** Claims the clients that may be asked now, records that they are asked, and answers what is to be sent. */
async function announceContacts(
  deps: ContactRequestDeps,
  clientIds: readonly string[],
): Promise<readonly ContactRequest[]> {
  const { pool, clock, events } = deps;
  const settings = deps.settings();
  const now = clock.now();
  const { requests, jobIds, claimedIds } = await inTransaction(pool, async (tx) => {
    const claimed = await claimContactRequests(tx, clientIds, now, settings.contactIntervalSeconds);
    const requests = claimed.map(
      (client): ContactRequest => ({
        ...client,
        check: checkContactAddress(client.contactMeUri, client.address),
      }),
    );
    await forgetContactRequests(tx, clientsOf(requests.filter(({ check }) => !check.usable)));
    // Recorded before it is sent: the phone may call faster than a record after it could be made.
    const announced = await record(
      tx,
      now,
      new Map(requests.map((request) => [request.clientId, announce(request, settings)])),
    );
    return { requests, jobIds: announced, claimedIds: new Set(clientsOf(claimed)) };
  });
  events.changed('jobs', jobIds);
  await postpone(
    deps,
    clientIds.filter((clientId) => !claimedIds.has(clientId)),
  );
  return requests;
}

/**
 * Asks clients with due work to call. Never two requests within the interval for a phone, on whatever node; when the
 * phone does not come, it is asked again after its contact gap, until the job's time is over. A slow phone costs a place
 * among the requests under way, not the turn of the others.
 */
export class ContactRequester {
  readonly #deps: ContactRequestDeps & { readonly log: Logger };
  readonly #underWay = new Set<Promise<void>>();
  readonly #results: GroupCommit<ContactResult, { recorded: true }>;

  constructor(deps: ContactRequestDeps & { readonly log: Logger }) {
    this.#deps = deps;
    this.#results = new GroupCommit({
      keyOf: (result) => result.clientId,
      maxSize: MAX_RESULTS,
      commit: async (results) => {
        await recordResults(deps, results);
        return results.map(() => ({ recorded: true }));
      },
    });
  }

  /** Resolves when the requests are announced and there is room for more. */
  async request(clientIds: readonly string[]): Promise<void> {
    const requests = await announceContacts(this.#deps, clientIds);
    for (const { clientId, check } of requests) {
      if (!check.usable) continue;
      const sending = this.#send(clientId, check.contact).finally(() => this.#underWay.delete(sending));
      this.#underWay.add(sending);
      while (this.#underWay.size >= MAX_UNDER_WAY) await Promise.race(this.#underWay);
    }
  }

  /** Waits a moment for the requests under way; a phone whose result is lost is asked again after the interval. */
  async stop(): Promise<void> {
    await Promise.race([Promise.all(this.#underWay), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  }

  async #send(clientId: string, contact: ContactAddress): Promise<void> {
    try {
      const outcome = await sendContactRequest(contact);
      await this.#results.add({ clientId, address: contact.address, outcome });
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'the result of a contact request could not be recorded');
    }
  }
}

interface ContactRequest extends ClaimedContact {
  readonly check: ContactAddressCheck;
}

function clientsOf(clients: readonly { readonly clientId: string }[]): string[] {
  return clients.map((client) => client.clientId);
}

/** Due targets of clients that were asked a moment ago get their next attempt as soon as the interval allows. */
async function postpone(
  { pool, clock, settings }: ContactRequestDeps,
  clientIds: readonly string[],
): Promise<void> {
  if (clientIds.length === 0) return;
  const now = clock.now();
  const [askedAt, targets] = await Promise.all([
    findContactRequestTimes(pool, clientIds),
    findOpenTargetIds(pool, clientIds, now),
  ]);
  const updates = targets.flatMap(({ targetId, clientId }): TargetUpdate[] => {
    const at = askedAt.get(clientId);
    if (at === undefined) return [];
    const nextAttemptAt = new Date(at.getTime() + settings().contactIntervalSeconds * 1_000);
    return nextAttemptAt > now ? [{ targetId, nextAttemptAt }] : [];
  });
  await inTransaction(pool, (tx) => updateTargets(tx, updates, now));
}

interface ContactResult {
  readonly clientId: string;
  readonly address: string;
  readonly outcome: ContactOutcome;
}

async function recordResults(
  { pool, clock, events, settings }: ContactRequestDeps,
  results: readonly ContactResult[],
): Promise<void> {
  const unheard = results.filter(({ outcome }) => !outcome.asked);
  const jobIds = await inTransaction(pool, async (tx) => {
    await forgetContactRequests(tx, clientsOf(unheard));
    return record(
      tx,
      clock.now(),
      new Map(results.map((result) => [result.clientId, newsOf(result, settings())])),
    );
  });
  if (unheard.length > 0) events.changed('jobs', jobIds);
}

/** What a contact request means for the open targets of its client. */
type TargetNews = Pick<TargetUpdate, 'state' | 'onlyIf' | 'countAttempt'> & {
  readonly words?: Wording;
  readonly retrySeconds: number;
};

/** Told before it is sent. Should this node die meanwhile, the phone is asked again after the interval. */
function announce({ check }: ContactRequest, settings: PhoneSettings): TargetNews {
  if (!check.usable) {
    const words = wording('target.no_contact_address', { detail: check.problem });
    return { state: 'waiting', words, countAttempt: true, retrySeconds: NO_ADDRESS_RETRY_SECONDS };
  }
  const words = wording('target.asked', { address: check.contact.address });
  return { state: 'contacting', words, countAttempt: true, retrySeconds: settings.contactIntervalSeconds };
}

/** A phone that was asked is left in peace for its contact gap; one that was not is asked again after the interval. */
function newsOf({ address, outcome }: ContactResult, settings: PhoneSettings): TargetNews {
  if (outcome.asked) {
    return { onlyIf: 'contacting', retrySeconds: settings.contactGapSeconds + GAP_GRACE_SECONDS };
  }
  return {
    state: 'waiting',
    onlyIf: 'contacting',
    words: wording('target.unreachable', { address, detail: outcome.problem }),
    retrySeconds: settings.contactIntervalSeconds,
  };
}

async function record(tx: ClientBase, now: Date, news: ReadonlyMap<string, TargetNews>): Promise<string[]> {
  const targets = await findOpenTargetIds(tx, [...news.keys()]);
  const updates = targets.flatMap(({ targetId, clientId }): TargetUpdate[] => {
    const found = news.get(clientId);
    if (found === undefined) return [];
    const { words, retrySeconds, ...change } = found;
    const nextAttemptAt = new Date(now.getTime() + retrySeconds * 1_000);
    const told = words === undefined ? {} : { reason: words, events: [words] };
    return [{ targetId, ...change, ...told, nextAttemptAt }];
  });
  return updateTargets(tx, updates, now);
}
