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
import {
  admitContacts,
  countUnreachable,
  findAwaitedClients,
  findOpenTargetIds,
  giveContactPlacesBack,
  postponeTargets,
  type TargetUpdate,
  takeContactPlaces,
  updateTargets,
  wording,
} from '../../features/jobs/index.ts';
import type { PhoneSettings } from '../../features/settings/index.ts';
import { noteAsked, postponeValuesDue } from '../../features/values/index.ts';
import { GroupCommit } from '../../infra/batch/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import { findClientsInDialogue } from '../dialogue-store/dialogues.queries.ts';
import { findContactGaps } from './contact-gap.ts';
import { Places } from './places.ts';
import { type ContactProblem, sendContactRequest } from './send-contact-request.ts';

export interface ContactRequestDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly settings: () => PhoneSettings;
}

export interface ContactRequesterOptions extends ContactRequestDeps {
  readonly log: Logger;
  /** Contact requests of a process that may wait for their phones at once; default 400. */
  readonly maxUnderWay?: number;
  /** How long a phone may take to answer; default 8 s. */
  readonly answerTimeoutMs?: number;
}

/** A phone waits some 30 s for an answer, and then a while until it says its message again. */
const DIALOGUE_PATIENCE_SECONDS = 60;
const MAX_UNDER_WAY = 400;
/** Clients that are announced in one transaction. */
const MAX_PORTION = 100;
const MAX_RESULTS = 100;
const STOP_LIMIT_MS = 2_000;
/**
 * A phone that cannot be reached is tried at least this often. One whose contact address cannot be used has no other until it
 * calls, and then it gets its work.
 */
const MAX_BACK_OFF_SECONDS = 3_600;

/**
 * Asks clients with due work to call. Never two requests within the interval for a phone, on whatever node; when the
 * phone does not come, it is asked again after its contact gap, until the job's time is over. A slow phone costs a place
 * among the requests under way, not the turn of the others.
 */
export class ContactRequester {
  readonly #options: ContactRequesterOptions;
  readonly #places: Places;
  readonly #portion: number;
  readonly #underWay = new Set<Promise<void>>();
  readonly #results: GroupCommit<ContactResult, { recorded: true }>;
  #stopped = false;

  constructor(options: ContactRequesterOptions) {
    const { maxUnderWay = MAX_UNDER_WAY } = options;
    this.#options = options;
    this.#places = new Places(maxUnderWay);
    this.#portion = Math.min(MAX_PORTION, maxUnderWay);
    this.#results = new GroupCommit({
      keyOf: (result) => result.clientId,
      maxSize: MAX_RESULTS,
      commit: async (results) => {
        await recordResults(options, results);
        return results.map(() => ({ recorded: true }));
      },
    });
  }

  /** Resolves when all of the requests are on their way; what is left when this is stopped stays due. */
  async request(clientIds: readonly string[]): Promise<void> {
    for (let from = 0; from < clientIds.length && !this.#stopped; from += this.#portion) {
      await this.#requestPortion(clientIds.slice(from, from + this.#portion));
    }
  }

  /** Waits a moment for the requests under way; a phone whose result is lost is asked again after its contact gap. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.race([Promise.all(this.#underWay), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  }

  /** The interval is counted from the announcement, so nobody is announced before there is a place to send from. */
  async #requestPortion(clientIds: readonly string[]): Promise<void> {
    await this.#places.take(clientIds.length);
    let sent = 0;
    try {
      if (this.#stopped) return;
      for (const { clientId, check, gapSeconds } of await announceContacts(this.#options, clientIds)) {
        if (!check.usable) continue;
        sent += 1;
        const sending = this.#send(clientId, check.contact, gapSeconds).finally(() => {
          this.#underWay.delete(sending);
          this.#places.giveBack(1);
        });
        this.#underWay.add(sending);
      }
    } finally {
      this.#places.giveBack(clientIds.length - sent);
    }
  }

  async #send(clientId: string, contact: ContactAddress, gapSeconds: number): Promise<void> {
    const { log, answerTimeoutMs } = this.#options;
    try {
      const limit = answerTimeoutMs === undefined ? {} : { timeoutMs: answerTimeoutMs };
      const outcome = await sendContactRequest(contact, limit);
      // It is announced as a request that was heard; nothing is to be added to that.
      if (outcome.asked) return;
      const { problem } = outcome;
      await this.#results.add({ clientId, address: contact.address, problem, gapSeconds });
    } catch (error) {
      log.warn({ err: error }, 'the result of a contact request could not be recorded');
    }
  }
}

interface ContactRequest extends ClaimedContact {
  readonly check: ContactAddressCheck;
  /** It is left in peace so long when it heard the request, or may have heard it. */
  readonly gapSeconds: number;
}

function clientsOf(clients: readonly { readonly clientId: string }[]): string[] {
  return clients.map((client) => client.clientId);
}

function after(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1_000);
}

/**
 * Phones in a dialogue get what is open for them there; asked to call, some would break off and begin anew. They are asked when they
 * have been silent for a while.
 */
async function findServedClients(
  tx: ClientBase,
  clientIds: readonly string[],
  now: Date,
  { contactGapSeconds }: PhoneSettings,
): Promise<[clientId: string, until: Date][]> {
  const patience = Math.min(DIALOGUE_PATIENCE_SECONDS, contactGapSeconds);
  const served = await findClientsInDialogue(tx, clientIds, after(now, -patience));
  return [...served].map(([clientId, at]) => [clientId, after(at, patience)]);
}

/** Claims the clients that may be asked now, records that they are asked, and answers what is to be sent. */
async function announceContacts(
  deps: ContactRequestDeps,
  clientIds: readonly string[],
): Promise<readonly ContactRequest[]> {
  const { pool, clock, events } = deps;
  const settings = deps.settings();
  const gapOf = await findContactGaps(pool, clientIds, settings);
  const now = clock.now();
  const { requests, jobIds, awaited } = await inTransaction(pool, async (tx) => {
    const awaited = new Map([
      ...(await findServedClients(tx, clientIds, now, settings)),
      ...(await findAwaitedClients(tx, clientIds, now)),
    ]);
    const free = clientIds.filter((clientId) => !awaited.has(clientId));
    const admitted = await admitContacts(tx, free, now);
    const claimed = await claimContactRequests(
      tx,
      [...admitted.keys()],
      now,
      settings.contactIntervalSeconds,
    );
    const requests = claimed.map(
      (client): ContactRequest => ({
        ...client,
        check: checkContactAddress(client.contactMeUri, client.address),
        gapSeconds: gapOf(client.clientId),
      }),
    );
    const usable = clientsOf(requests.filter(({ check }) => check.usable));
    const unusable = clientsOf(requests.filter(({ check }) => !check.usable));
    await forgetContactRequests(tx, unusable);
    await takeContactPlaces(tx, new Map(usable.map((id) => [id, admitted.get(id) ?? ''])), now);
    // Recorded before it is sent: the phone may call faster than a record after it could be made.
    const announced = await announce(tx, requests, now);
    const gaps = new Map(requests.map(({ clientId, gapSeconds }) => [clientId, gapSeconds]));
    await noteAsked(tx, gaps, MAX_BACK_OFF_SECONDS, now);
    return { requests, jobIds: announced, awaited };
  });
  events.changed('jobs', jobIds);
  const claimedIds = new Set(clientsOf(requests));
  await postpone(
    deps,
    clientIds.filter((clientId) => !claimedIds.has(clientId)),
    awaited,
  );
  return requests;
}

/**
 * Told before it is sent, and as if the phone heard it. Should this node die meanwhile, nobody knows whether it did, so the
 * phone has its gap.
 */
async function announce(tx: ClientBase, requests: readonly ContactRequest[], now: Date): Promise<string[]> {
  const requestOf = new Map(requests.map((request) => [request.clientId, request]));
  const targets = await findOpenTargetIds(tx, [...requestOf.keys()]);
  const updates = targets.flatMap(({ targetId, clientId }): TargetUpdate[] => {
    const request = requestOf.get(clientId);
    if (request === undefined) return [];
    const { check, gapSeconds } = request;
    const words = check.usable
      ? wording('target.asked', { address: check.contact.address })
      : wording('target.no_contact_address', detailOf(check.problem));
    const retrySeconds = check.usable ? gapSeconds : MAX_BACK_OFF_SECONDS;
    return [
      {
        targetId,
        state: check.usable ? 'contacting' : 'waiting',
        countAttempt: check.usable,
        reason: words,
        events: [words],
        nextAttemptAt: after(now, retrySeconds),
      },
    ];
  });
  return updateTargets(tx, updates, now);
}

/**
 * Due targets of clients that may not be asked now get their next attempt as soon as they may.
 *
 * @param awaited clients that were asked and have not called yet, or are in a dialogue, with until when they are left in peace
 */
async function postpone(
  { pool, clock, settings }: ContactRequestDeps,
  clientIds: readonly string[],
  awaited: ReadonlyMap<string, Date>,
): Promise<void> {
  if (clientIds.length === 0) return;
  const askedAt = await findContactRequestTimes(
    pool,
    clientIds.filter((clientId) => !awaited.has(clientId)),
  );
  const { contactIntervalSeconds } = settings();
  const soonest = [...askedAt].map(
    ([clientId, at]) => [clientId, after(at, contactIntervalSeconds)] as const,
  );
  const waits = new Map([...awaited, ...soonest]);
  await inTransaction(pool, async (tx) => {
    await postponeTargets(tx, waits, clock.now());
    await postponeValuesDue(tx, waits, clock.now());
  });
}

/** Why a phone is not asked, as its target tells it. */
function detailOf({ en, de }: ContactProblem['problem']) {
  return { detail: en, detailDe: de };
}

/** A phone that could not be asked. */
interface ContactResult extends Pick<ContactRequest, 'gapSeconds'> {
  readonly clientId: string;
  readonly address: string;
  readonly problem: ContactProblem['problem'];
}

async function recordResults(
  { pool, clock, events }: ContactRequestDeps,
  results: readonly ContactResult[],
): Promise<void> {
  const now = clock.now();
  const resultOf = new Map(results.map((result) => [result.clientId, result]));
  const jobIds = await inTransaction(pool, async (tx) => {
    await forgetContactRequests(tx, clientsOf(results));
    await giveContactPlacesBack(tx, clientsOf(results));
    const targets = await findOpenTargetIds(tx, [...resultOf.keys()]);
    const failures = await countUnreachable(
      tx,
      targets.map(({ targetId }) => targetId),
    );
    const updates = targets.flatMap(({ targetId, clientId }): TargetUpdate[] => {
      const result = resultOf.get(clientId);
      if (result === undefined) return [];
      const words = wording('target.unreachable', {
        address: result.address,
        ...detailOf(result.problem),
      });
      return [
        {
          targetId,
          state: 'waiting',
          onlyIf: 'contacting',
          reason: words,
          events: [words],
          nextAttemptAt: after(now, backOffSeconds(result.gapSeconds, failures.get(targetId) ?? 0)),
        },
      ];
    });
    return updateTargets(tx, updates, now);
  });
  events.changed('jobs', jobIds);
}

/**
 * A phone that cannot be reached is tried again after its gap, then after twice that, and so on: it may have heard the request
 * and only its answer got lost. Nothing is missed by waiting, for a phone that was off calls by itself when it starts;
 * asking finds only those whose network failed without their noticing. Ten thousand dead phones, asked every minute, cost
 * 170 requests and 700 rows a second for the length of their job.
 *
 * @param failures how often it could not be reached before, without a word from it in between
 */
function backOffSeconds(gap: number, failures: number): number {
  return Math.min(gap * 2 ** failures, Math.max(gap, MAX_BACK_OFF_SECONDS));
}
