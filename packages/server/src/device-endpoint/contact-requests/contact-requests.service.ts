import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientBase, Pool } from 'pg';
import {
  type ClaimedContact,
  type ContactAddressCheck,
  checkContactAddress,
  claimContactRequests,
  findContactRequestTimes,
  forgetContactRequests,
} from '../../features/clients/index.ts';
import { findOpenTargetIds, type TargetUpdate, updateTargets, wording } from '../../features/jobs/index.ts';
import type { PhoneSettings } from '../../features/settings/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction, type Wording } from '../../infra/db/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { sendContactRequest } from './send-contact-request.ts';

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
const STOP_LIMIT_MS = 2_000;
/** A phone whose contact address cannot be used calls when it calls; its address is looked at again this often. */
const NO_ADDRESS_RETRY_SECONDS = 300;

/**
 * Asks clients with due work to call. Never two requests within the interval for a phone, on whatever node; when the
 * phone does not come, it is asked again after its contact gap, until the job's time is over.
 */
export async function requestContacts(deps: ContactRequestDeps, clientIds: readonly string[]): Promise<void> {
  await sendAll(deps, await announceContacts(deps, clientIds));
}

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
 * Sends contact requests without waiting for slow phones: one that does not answer costs a place among those under way, not
 * the turn of the others.
 */
export class ContactRequester {
  readonly #deps: ContactRequestDeps & { readonly log: Logger };
  readonly #underWay = new Set<Promise<void>>();

  constructor(deps: ContactRequestDeps & { readonly log: Logger }) {
    this.#deps = deps;
  }

  /** Resolves when the requests are recorded and there is room for more. */
  async request(clientIds: readonly string[]): Promise<void> {
    const requests = await announceContacts(this.#deps, clientIds);
    for (const request of requests) {
      const sending = sendAll(this.#deps, [request])
        .catch((error: unknown) =>
          this.#deps.log.warn({ err: error }, 'the result of a contact request could not be recorded'),
        )
        .finally(() => this.#underWay.delete(sending));
      this.#underWay.add(sending);
      while (this.#underWay.size >= MAX_UNDER_WAY) await Promise.race(this.#underWay);
    }
  }

  /** Waits a moment for the requests under way. A result that is lost costs the phone one contact gap. */
  async stop(): Promise<void> {
    await Promise.race([Promise.all(this.#underWay), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  }
}

interface ContactRequest extends ClaimedContact {
  readonly check: ContactAddressCheck;
}

function clientsOf(clients: readonly { readonly clientId: string }[]): string[] {
  return clients.map((client) => client.clientId);
}

/** Clients that were asked a moment ago get their next attempt as soon as the interval allows. */
async function postpone(
  { pool, clock, settings }: ContactRequestDeps,
  clientIds: readonly string[],
): Promise<void> {
  if (clientIds.length === 0) return;
  const now = clock.now();
  const [askedAt, targets] = await Promise.all([
    findContactRequestTimes(pool, clientIds),
    findOpenTargetIds(pool, clientIds),
  ]);
  const updates = targets.flatMap(({ targetId, clientId }): TargetUpdate[] => {
    const at = askedAt.get(clientId);
    if (at === undefined) return [];
    const nextAttemptAt = new Date(at.getTime() + settings().contactIntervalSeconds * 1_000);
    return nextAttemptAt > now ? [{ targetId, nextAttemptAt }] : [];
  });
  await inTransaction(pool, (tx) => updateTargets(tx, updates, now));
}

async function sendAll(deps: ContactRequestDeps, requests: readonly ContactRequest[]): Promise<void> {
  const { pool, clock, events, settings } = deps;
  const failed = new Map<string, TargetNews>();
  await Promise.all(
    requests.map(async ({ clientId, check }) => {
      if (!check.usable) return;
      const outcome = await sendContactRequest(check.contact);
      if (!outcome.asked)
        failed.set(clientId, unreachable(check.contact.address, outcome.problem, settings()));
    }),
  );
  if (failed.size === 0) return;
  const jobIds = await inTransaction(pool, async (tx) => {
    await forgetContactRequests(tx, [...failed.keys()]);
    return record(tx, clock.now(), failed);
  });
  events.changed('jobs', jobIds);
}

/** What a contact request means for the open targets of its client. */
type TargetNews = Pick<TargetUpdate, 'state' | 'onlyIf' | 'countAttempt'> & {
  readonly words: Wording;
  readonly retrySeconds: number;
};

function announce({ check }: ContactRequest, settings: PhoneSettings): TargetNews {
  if (!check.usable) {
    const words = wording('target.no_contact_address', { detail: check.problem });
    return { state: 'waiting', words, countAttempt: true, retrySeconds: NO_ADDRESS_RETRY_SECONDS };
  }
  return {
    state: 'contacting',
    words: wording('target.asked', { address: check.contact.address }),
    countAttempt: true,
    retrySeconds: settings.contactGapSeconds + GAP_GRACE_SECONDS,
  };
}

function unreachable(address: string, detail: string, settings: PhoneSettings): TargetNews {
  return {
    state: 'waiting',
    onlyIf: 'contacting',
    words: wording('target.unreachable', { address, detail }),
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
    return [{ targetId, ...change, reason: words, events: [words], nextAttemptAt }];
  });
  return updateTargets(tx, updates, now);
}
