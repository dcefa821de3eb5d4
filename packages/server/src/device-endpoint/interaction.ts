import { hash, randomBytes } from 'node:crypto';
import {
  type DecodedPhoneMessage,
  type Item,
  isInitialReason,
  type ServerMessage,
} from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { type ArrivedContact, deviceIdOf, profileHash, profileOf } from '../features/clients/index.ts';
import { settleJobs } from '../features/jobs/index.ts';
import type { PhoneSettings } from '../features/settings/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import type { EventHub } from '../infra/events/index.ts';
import type { Logger } from '../infra/log/index.ts';
import type { SecretBox } from '../infra/secrets/index.ts';
import type { OutgoingItem, StepResult } from './dialogue/dialogue.ts';
import { step } from './dialogue/step.ts';
import type { CommittedStep } from './dialogue-store/commit-steps.ts';
import {
  type DialogueChange,
  findDialogueWithoutCookie,
  findPieces,
  type StoredDialogue,
} from './dialogue-store/dialogues.queries.ts';
import { decodePieces } from './piece-items.ts';
import { type SharedRoundTrips, shareRoundTrips } from './shared-round-trips.ts';

/** A message as it arrived, decoded. */
export interface ArrivedMessage {
  readonly decoded: DecodedPhoneMessage;
  readonly body: Uint8Array;
  /** Value of our session cookie, if the phone sent one. */
  readonly cookie: string | undefined;
  readonly address: string;
}

export interface Answer {
  readonly message: ServerMessage;
  /** A new session cookie, when a dialogue begins. */
  readonly cookie?: string;
}

export interface InteractionDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly log: Logger;
  readonly secrets: SecretBox;
  readonly events: EventHub;
  readonly settings: () => PhoneSettings;
}

/** A phone that lost our answer repeats its message soon; later the same bytes are a message of their own. */
const REPEAT_MS = 10 * 60_000;
/** A dialogue without cookie is recognized by its address only while it is fresh. */
const WITHOUT_COOKIE_MS = 2 * 60_000;
/** Grace on top of the contact gap, so that the phone's clock has passed it for sure. */
const GAP_GRACE_MS = 10_000;
/** A message that collides with another one of its phone is looked at again this often. */
const MAX_COLLISIONS = 5;

/**
 * Answers phones: reads what is known and open in as few round trips as the message allows, lets the pure dialogue
 * decide, makes its effects durable and only then answers. It keeps nothing of a phone in memory between two messages,
 * so any node can answer any message (architecture section 4).
 */
export class Interaction {
  readonly #deps: InteractionDeps;
  readonly #shared: SharedRoundTrips;

  constructor(deps: InteractionDeps) {
    this.#deps = deps;
    this.#shared = shareRoundTrips(deps);
  }

  /** Answers one message of a phone, after everything that the answer acknowledges is committed. */
  async answer(arrived: ArrivedMessage): Promise<Answer> {
    for (let collisions = 0; collisions < MAX_COLLISIONS; collisions += 1) {
      const answer = isInitialReason(arrived.decoded.message.reason)
        ? await this.#answerInitial(arrived)
        : await this.#answerReply(arrived);
      if (answer !== undefined) return answer;
    }
    this.#deps.log.warn(
      { address: arrived.address },
      'a phone sends messages faster than they can be answered',
    );
    return this.#cleanUp(arrived);
  }

  async #answerInitial(arrived: ArrivedMessage): Promise<Answer | undefined> {
    const { message } = arrived.decoded;
    const deviceId = deviceIdOf(message.items);
    if (deviceId === undefined) {
      this.#deps.log.warn(
        { address: arrived.address, reason: message.reason },
        'a message without usable mac-addr',
      );
      return this.#cleanUp(arrived);
    }
    const client = await this.#meet(arrived, deviceId);
    const previous = client.hasDialogue
      ? (await this.#shared.dialoguesByClient.add(client.clientId)).found
      : undefined;
    const requestHash = hashOf(arrived.body);
    if (previous !== undefined && this.#isRepeat(previous, requestHash, arrived.address)) {
      return this.#repeat(arrived, previous, true);
    }
    const secretsAllowed = this.#mayHaveSecrets(client, arrived.address);
    const result = step({
      dialogue: previous?.dialogue,
      message,
      client: {
        hasInventory: client.hasInventory,
        softwareChanged: client.softwareChanged,
        address: arrived.address,
      },
      work: client.hasWork ? await this.#shared.work.add(client.clientId) : [],
      itemListBytes: arrived.decoded.itemListBytes.length,
      replyItems: () => message.items,
      secretsAllowed,
    });
    this.#deps.events.changed('clients', [client.clientId]);
    if (result.dialogue === undefined && result.effects.length === 0 && previous === undefined) {
      return this.#encode(arrived, result);
    }
    const cookie = randomBytes(16).toString('hex').toUpperCase();
    return this.#commit(arrived, result, {
      clientId: client.clientId,
      cookie,
      expectedVersion: null,
      secretsAllowed,
      address: arrived.address,
      requestHash,
      earlierPieces: [],
      hadPieces: previous !== undefined && previous.dialogue.pieces > 0,
      replyItems: () => message.items,
    });
  }

  /** Records the contact; a phone that is new or says something new of itself is stored with its profile. */
  async #meet(arrived: ArrivedMessage, deviceId: string) {
    const { items, reason } = arrived.decoded.message;
    const contact: ArrivedContact = {
      deviceId,
      profileHash: profileHash(items, arrived.address),
      reason,
      address: arrived.address,
    };
    const { known } = await this.#shared.contacts.add(contact);
    if (known?.unchanged === true) return known;

    const profile = profileOf(deviceId, items);
    const stored = await this.#shared.profiles.add({ ...contact, profile });
    if (stored.registered)
      this.#deps.log.info({ deviceId, address: arrived.address }, 'a new client registered');
    return {
      clientId: stored.clientId,
      hasInventory: known?.hasInventory ?? false,
      hasWork: known?.hasWork ?? false,
      hasDialogue: known?.hasDialogue ?? false,
      contactRequestedAt: known?.contactRequestedAt ?? null,
      contactRequestedAddress: known?.contactRequestedAddress ?? null,
      softwareChanged: stored.softwareChanged,
    };
  }

  async #answerReply(arrived: ArrivedMessage): Promise<Answer | undefined> {
    const { message, itemListBytes } = arrived.decoded;
    const found = await this.#findDialogue(arrived);
    if (found === undefined) return this.#cleanUp(arrived);
    const requestHash = hashOf(arrived.body);
    if (this.#isRepeat(found, requestHash, arrived.address)) return this.#repeat(arrived, found, false);

    const isLast = message.fragment !== 'next' && found.dialogue.pieces > 0;
    const earlierPieces = isLast ? await findPieces(this.#deps.pool, found.clientId, found.cookie) : [];
    if (isLast && earlierPieces.length !== found.dialogue.pieces) {
      // The pieces are gone with a crash of the database: the chain is broken and the phone has to begin again.
      this.#deps.log.warn({ clientId: found.clientId }, 'pieces of a reply are lost, the dialogue ends');
      return this.#cleanUp(arrived);
    }
    const replyItems = once(() =>
      earlierPieces.length === 0 ? message.items : [...decodePieces(earlierPieces), ...message.items],
    );
    const result = step({
      dialogue: found.dialogue,
      message,
      client: { hasInventory: true, softwareChanged: false, address: arrived.address },
      work: found.hasWork ? await this.#shared.work.add(found.clientId) : [],
      itemListBytes: itemListBytes.length,
      replyItems,
      secretsAllowed: found.secretsAllowed && found.address === arrived.address,
    });
    return this.#commit(arrived, result, {
      clientId: found.clientId,
      cookie: found.cookie,
      expectedVersion: found.version,
      secretsAllowed: found.secretsAllowed,
      address: found.address,
      requestHash,
      earlierPieces,
      hadPieces: isLast,
      replyItems,
    });
  }

  async #findDialogue({ cookie, decoded, address }: ArrivedMessage): Promise<StoredDialogue | undefined> {
    if (cookie !== undefined) {
      const { found } = await this.#shared.dialoguesByCookie.add(cookie);
      if (found !== undefined) return found;
    }
    const since = new Date(this.#deps.clock.now().getTime() - WITHOUT_COOKIE_MS);
    return findDialogueWithoutCookie(this.#deps.pool, decoded.message.nonce, address, since);
  }

  #isRepeat(found: StoredDialogue, requestHash: Buffer, address: string): boolean {
    return (
      found.requestHash.equals(requestHash) &&
      found.address === address &&
      this.#deps.clock.now().getTime() - found.updatedAt.getTime() < REPEAT_MS
    );
  }

  /** The phone has lost our answer and asks again: it gets the same one, and nothing is counted twice. */
  #repeat(arrived: ArrivedMessage, found: StoredDialogue, withCookie: boolean): Answer {
    const { action, items } = found.lastAnswer;
    const answer = this.#encode(arrived, { action, items });
    return withCookie ? { ...answer, cookie: found.cookie } : answer;
  }

  #mayHaveSecrets(
    client: { contactRequestedAt: Date | null; contactRequestedAddress: string | null },
    address: string,
  ): boolean {
    const settings = this.#deps.settings();
    if (!settings.secretsNeedContactRequest) return true;
    if (client.contactRequestedAt === null || client.contactRequestedAddress !== address) return false;
    const ageMs = this.#deps.clock.now().getTime() - client.contactRequestedAt.getTime();
    return ageMs <= settings.contactAnswerSeconds * 1_000;
  }

  async #commit(
    arrived: ArrivedMessage,
    result: StepResult,
    context: {
      clientId: string;
      cookie: string;
      expectedVersion: number | null;
      secretsAllowed: boolean;
      address: string;
      requestHash: Buffer;
      earlierPieces: readonly Uint8Array[];
      hadPieces: boolean;
      replyItems: () => readonly Item[];
    },
  ): Promise<Answer | undefined> {
    const { clientId, cookie, expectedVersion } = context;
    const { dialogue } = result;
    const next: DialogueChange['next'] =
      dialogue === undefined
        ? undefined
        : {
            cookie,
            address: context.address,
            state: {
              dialogue,
              secretsAllowed: context.secretsAllowed,
              lastAnswer: { action: result.action, items: result.items },
            },
            requestHash: context.requestHash,
            nonce: arrived.decoded.message.nonce,
            pieces: dialogue.pieces,
          };
    const now = this.#deps.clock.now();
    const committed = await this.#shared.commits.add({
      change: { clientId, expectedVersion, next },
      effects: result.effects,
      piece: dialogue?.pieces ?? 0,
      rawItems: arrived.decoded.itemListBytes,
      earlierPieces: context.earlierPieces,
      hadPieces: context.hadPieces,
      replyItems: context.replyItems,
      nextAttemptAt: new Date(now.getTime() + this.#deps.settings().contactGapSeconds * 1_000 + GAP_GRACE_MS),
    });
    if (!committed.taken) return undefined;
    this.#announce(clientId, result, committed);
    const answer = this.#encode(arrived, result);
    return expectedVersion === null && next !== undefined ? { ...answer, cookie } : answer;
  }

  #announce(clientId: string, result: StepResult, committed: CommittedStep): void {
    const { events, pool, clock, log } = this.#deps;
    if (result.effects.some((effect) => effect.kind !== 'piece')) events.changed('clients', [clientId]);
    if (committed.jobIds.length > 0) events.changed('jobs', committed.jobIds);
    if (committed.endedJobIds.length === 0) return;
    settleJobs(pool, committed.endedJobIds, clock.now()).then(
      (settled) => events.changed('jobs', settled),
      // The sweep closes what stays open here.
      (error: unknown) => log.warn({ err: error }, 'jobs could not be closed yet'),
    );
  }

  /** Secrets are opened only here, on their way into the answer. */
  #encode(arrived: ArrivedMessage, { action, items }: Pick<StepResult, 'action' | 'items'>): Answer {
    return {
      message: {
        nonce: arrived.decoded.message.nonce,
        action,
        items: items.map((item) => this.#open(item)),
      },
    };
  }

  #open(item: OutgoingItem): Item {
    const { name, index } = item;
    const value = 'value' in item ? item.value : this.#deps.secrets.open(item.sealed);
    return index === undefined ? { name, value } : { name, index, value };
  }

  #cleanUp(arrived: ArrivedMessage): Answer {
    return this.#encode(arrived, { action: 'CleanUp', items: [] });
  }
}

function hashOf(body: Uint8Array): Buffer {
  return hash('sha256', body, 'buffer');
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
