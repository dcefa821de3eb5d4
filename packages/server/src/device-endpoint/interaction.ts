import { randomBytes } from 'node:crypto';
import { type Item, isInitialReason, type ServerMessage } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import type { KeptAcceptance } from '../features/acceptance/index.ts';
import { type ArrivedContact, deviceIdOf, profileHash, profileOf } from '../features/clients/index.ts';
import { settleJobs } from '../features/jobs/index.ts';
import type { PhoneSettings } from '../features/settings/index.ts';
import { inventoryHash as hashInventory } from '../features/values/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import type { EventHub } from '../infra/events/index.ts';
import type { Logger } from '../infra/log/index.ts';
import type { SecretBox } from '../infra/secrets/index.ts';
import { Admission } from './admission.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import type { Dialogue, OutgoingItem, StepResult } from './dialogue/dialogue.ts';
import { step } from './dialogue/step.ts';
import { DialogueFinder, type Taken } from './dialogue-finder.ts';
import type { CommittedStep, StepToCommit } from './dialogue-store/commit-steps.ts';
import type { StoredDialogue } from './dialogue-store/dialogues.queries.ts';
import { shortCutOf } from './dialogue-store/short-cuts.ts';
import { KeptDialogues } from './kept-dialogues.ts';
import { decodePieces, fingerprintOf, type Piece, plainTextOf, toPiece } from './pieces.ts';
import { type SharedRoundTrips, shareRoundTrips } from './shared-round-trips.ts';

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
  /** Whether unknown phones may register; absent: all of them. */
  readonly acceptance?: Pick<KeptAcceptance, 'decide'>;
}

/** A phone that lost our answer repeats its message soon; later the same bytes are a message of their own. */
const REPEAT_MS = 10 * 60_000;
/** Grace on top of the contact gap, so that the phone's clock has passed it for sure. */
const GAP_GRACE_MS = 10_000;
/** A message that collides with another one of its phone is looked at again this often. */
const MAX_COLLISIONS = 5;

/** A message could not be answered; the phone must come again. */
export class InteractionError extends Error {
  override readonly name = 'InteractionError';
}

/** What a message leaves beside what the dialogue decided. */
interface CommitContext
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
  readonly requestHash: Buffer;
  /** The pieces of the next reply may stay in the memory of this node. */
  readonly mayKeepPieces: boolean;
}

/**
 * Answers phones: reads what is known and open in as few round trips as the message allows, lets the pure dialogue
 * decide, makes its effects durable and only then answers. Any node can answer any message (architecture section 4): what
 * is in memory between two messages is only a copy, or pieces for which the phone can be asked again.
 */
export class Interaction {
  readonly #deps: InteractionDeps;
  readonly #shared: SharedRoundTrips;
  readonly #admission: Admission;
  readonly #kept: KeptDialogues;
  readonly #dialogues: DialogueFinder;

  constructor(deps: InteractionDeps) {
    this.#deps = deps;
    this.#shared = shareRoundTrips(deps);
    this.#admission = new Admission(deps);
    this.#kept = new KeptDialogues(deps.clock);
    this.#dialogues = new DialogueFinder(deps, this.#shared, this.#kept);
  }

  /**
   * Answers one message of a phone, after everything that the answer acknowledges is committed.
   *
   * @throws when nothing could be committed; the phone must come again
   */
  async answer(arrived: ArrivedMessage): Promise<Answer> {
    for (let collisions = 0; collisions < MAX_COLLISIONS; collisions += 1) {
      const answer = isInitialReason(arrived.decoded.message.reason)
        ? await this.#answerInitial(arrived)
        : await this.#answerReply(arrived, collisions > 0);
      if (answer !== undefined) return answer;
    }
    throw new InteractionError('a phone sends messages faster than they can be answered');
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
    if (client === undefined) return this.#cleanUp(arrived);
    const previous = client.hasDialogue
      ? (await this.#shared.dialoguesByClient.add(client.clientId)).found
      : undefined;
    const requestHash = once(() => fingerprintOf(message, toPiece(arrived.decoded.itemListBytes).digest));
    if (previous !== undefined && this.#isRepeat(previous, requestHash(), arrived.address)) {
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
      piecesLost: false,
      secretsAllowed,
    });
    this.#deps.events.changed('clients', [client.clientId]);
    if (result.dialogue === undefined && result.effects.length === 0 && previous === undefined) {
      return this.#encode(arrived, result);
    }
    const cookie = randomBytes(16).toString('hex').toUpperCase();
    if (previous !== undefined) this.#kept.forget(previous.cookie);
    return this.#commit(arrived, result, {
      clientId: client.clientId,
      cookie,
      base: previous ?? null,
      hasWork: client.hasWork,
      secretsAllowed,
      knownInventory: client.inventoryHash,
      address: arrived.address,
      requestHash: requestHash(),
      inventoryHash: undefined,
      isKnownInventory: false,
      plainInventory: undefined,
      unstoredPieces: [],
      removesPieces: previous !== undefined && previous.dialogue.pieces > 0,
      mayKeepPieces: true,
      replyItems: () => message.items,
    });
  }

  /**
   * Records the contact; a phone that is new or says something new of itself is stored with its profile. Undefined for an unknown
   * phone that may not register (yet).
   */
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
    const admitted =
      known === null
        ? await this.#admission.admit({ deviceId, address: arrived.address, profile })
        : 'at-once';
    if (admitted === 'no') return undefined;
    const heldBefore = admitted === 'held-before';
    const stored = await this.#shared.profiles.add({ ...contact, profile, heldBefore });
    if (stored.registered)
      this.#deps.log.info({ deviceId, address: arrived.address }, 'a new client registered');
    return {
      clientId: stored.clientId,
      hasInventory: known?.hasInventory ?? false,
      inventoryHash: known?.inventoryHash ?? null,
      hasWork: stored.recognized || (known?.hasWork ?? false),
      hasDialogue: known?.hasDialogue ?? false,
      contactRequestedAt: known?.contactRequestedAt ?? null,
      contactRequestedAddress: known?.contactRequestedAddress ?? null,
      softwareChanged: stored.softwareChanged,
    };
  }

  async #answerReply(arrived: ArrivedMessage, isSecondLook: boolean): Promise<Answer | undefined> {
    const { message } = arrived.decoded;
    const taken = await this.#dialogues.takeUp(arrived, isSecondLook);
    if (taken === undefined) return this.#cleanUp(arrived);
    const { found, pieces, inMemory, lost } = taken;
    const piece = toPiece(arrived.decoded.itemListBytes);
    const requestHash = fingerprintOf(message, piece.digest);
    if (this.#isRepeat(found, requestHash, arrived.address)) return this.#repeat(arrived, found, false);
    if (lost) {
      this.#deps.log.info(
        { clientId: found.clientId },
        'pieces of a reply are gone, the phone is asked again',
      );
    }
    const replyItems = once(() =>
      pieces.length === 0 ? message.items : [...decodePieces(pieces), ...message.items],
    );
    const result = step({
      dialogue: found.dialogue,
      message,
      client: { hasInventory: true, softwareChanged: false, address: arrived.address },
      work: found.hasWork ? await this.#shared.work.add(found.clientId) : [],
      itemListBytes: piece.items.length,
      replyItems,
      piecesLost: lost,
      secretsAllowed: found.secretsAllowed && found.address === arrived.address,
    });
    const hasRoom = arrived.staysConnected && this.#kept.hasRoomFor(piece.items.length);
    if (inMemory && hasRoom && isOnlyPiece(result)) {
      return this.#keepPiece(arrived, taken, result, piece, requestHash);
    }
    const inventoryHash = result.effects.some((effect) => effect.kind === 'inventory')
      ? hashInventory([...pieces, piece].map(({ digest }) => digest))
      : undefined;
    const isKnownInventory = inventoryHash?.toString('hex') === found.knownInventory;
    const isNewInventory = inventoryHash !== undefined && !isKnownInventory;
    const plainInventory = isNewInventory ? plainTextOf([...pieces, piece]) : undefined;
    // What was stored before is well-formed. Everything else has to prove it before anything is committed.
    if (isNewInventory && plainInventory === undefined) replyItems();
    return this.#commit(arrived, result, {
      clientId: found.clientId,
      cookie: found.cookie,
      base: found,
      hasWork: found.hasWork,
      secretsAllowed: found.secretsAllowed,
      knownInventory: found.knownInventory,
      address: found.address,
      requestHash,
      inventoryHash,
      isKnownInventory,
      plainInventory,
      unstoredPieces: inMemory ? [...pieces, piece] : [piece],
      removesPieces: !inMemory && found.dialogue.pieces > 0 && !isOnlyPiece(result),
      // A phone that goes on elsewhere will do so again.
      mayKeepPieces: !lost,
      replyItems,
    });
  }

  /** Keeps a piece for as long as the connection may last. Nothing is acknowledged by it but that the next may come. */
  #keepPiece(
    arrived: ArrivedMessage,
    { found, pieces }: Taken,
    result: StepResult & { readonly dialogue: Dialogue },
    piece: Piece,
    requestHash: Buffer,
  ): Answer | undefined {
    // The same message came a second time in this moment and was faster.
    if (this.#kept.find(found.cookie)?.pieces !== pieces) return undefined;
    const { dialogue, action, items } = result;
    const lastAnswer = { action, items };
    const updatedAt = this.#deps.clock.now();
    this.#kept.keep({ ...found, dialogue, lastAnswer, requestHash, updatedAt }, [...pieces, piece]);
    return this.#encode(arrived, result);
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
    context: CommitContext,
  ): Promise<Answer | undefined> {
    const { clientId, cookie, base, hasWork, address, requestHash } = context;
    const { dialogue } = result;
    const now = this.#deps.clock.now();
    const keepsPieces =
      context.mayKeepPieces && arrived.staysConnected && dialogue?.pieces === 0 && awaitsReading(dialogue);
    const state = dialogue && {
      dialogue,
      secretsAllowed: context.secretsAllowed,
      knownInventory: context.knownInventory,
      lastAnswer: { action: result.action, items: result.items },
      ...(keepsPieces ? { keptBy: this.#kept.node } : {}),
    };
    const { nonce } = arrived.decoded.message;
    const step: StepToCommit = {
      change: {
        clientId,
        base,
        knowsWork: hasWork,
        next: state && { cookie, address, state, requestHash, nonce, pieces: state.dialogue.pieces },
      },
      effects: result.effects,
      inventoryHash: context.inventoryHash,
      isKnownInventory: context.isKnownInventory,
      plainInventory: context.plainInventory,
      unstoredPieces: context.unstoredPieces,
      removesPieces: context.removesPieces,
      replyItems: context.replyItems,
      nextAttemptAt: new Date(now.getTime() + this.#deps.settings().contactGapSeconds * 1_000 + GAP_GRACE_MS),
    };
    const committed = await this.#commitStep(step);
    if (!committed.taken) return undefined;
    if (state !== undefined && state.dialogue.pieces === 0 && arrived.staysConnected) {
      const { version } = committed;
      this.#kept.keep(
        { clientId, cookie, version, address, ...state, requestHash, hasWork, updatedAt: now },
        [],
      );
    } else {
      this.#kept.forget(cookie);
    }
    this.#announce(clientId, result, committed);
    const answer = this.#encode(arrived, result);
    return state !== undefined && base?.cookie !== cookie ? { ...answer, cookie } : answer;
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

/** Whether a step only takes a piece of a reply that goes on. */
function isOnlyPiece(result: StepResult): result is StepResult & { readonly dialogue: Dialogue } {
  const { dialogue, effects } = result;
  return dialogue !== undefined && effects.length > 0 && effects.every((effect) => effect.kind === 'piece');
}

/** Whether the phone was asked for something that it can be asked for again. */
function awaitsReading({ awaiting }: Dialogue): boolean {
  return awaiting.kind === 'inventory' || awaiting.kind === 'verification';
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
