import { randomBytes } from 'node:crypto';
import { isInitialReason, type PhoneMessage } from '@deskfleet/protocol';
import type { KeptAcceptance } from '../features/acceptance/index.ts';
import { deviceIdOf } from '../features/clients/index.ts';
import {
  concernsUsers,
  hasMobility,
  type MobilityWords,
  readMobilityWords,
} from '../features/users/index.ts';
import { inventoryHash as hashInventory } from '../features/values/index.ts';
import type { CatalogInUse } from '../infra/catalog/index.ts';
import type { SecretBox } from '../infra/secrets/index.ts';
import { Admission } from './admission.ts';
import { type Answer, AnswerWriter, type FileAddress } from './answers.ts';
import type { ArrivedMessage } from './arrived-message.ts';
import type { ContactRecorder } from './contact-log/contact-recorder.ts';
import { type LogContext, recordStep } from './contact-log/record-step.ts';
import { isOnlyPiece, type MobilityFacts, type StepResult } from './dialogue/dialogue.ts';
import { step } from './dialogue/step.ts';
import { DialogueFinder } from './dialogue-finder.ts';
import type { StoredDialogue } from './dialogue-store/dialogues.queries.ts';
import { KeptDialogues } from './kept-dialogues.ts';
import { loadMobility } from './load-mobility.ts';
import { type OpeningLimits, OpeningLine } from './opening-line.ts';
import { decodePieces, fingerprintOf, plainTextOf, toPiece } from './pieces.ts';
import { recordContact } from './record-contact.ts';
import { type SharedRoundTrips, shareRoundTrips } from './shared-round-trips.ts';
import { type CommitContext, StepCommitter, type StepCommitterDeps } from './step-committer.ts';

export type { Answer } from './answers.ts';

export interface InteractionDeps extends StepCommitterDeps {
  readonly secrets: SecretBox;
  readonly catalog: CatalogInUse;
  /** Whether unknown phones may register; absent: all of them. */
  readonly acceptance?: Pick<KeptAcceptance, 'decide'>;
  /** Keeps what was said; absent: nothing is logged. */
  readonly recorder?: Pick<ContactRecorder, 'quiet' | 'step'>;
  /** Guide 13.5: profiles of mobile users go only to phones that answer our own contact request; absent: no. */
  readonly enhancedMobility?: () => boolean;
  /** Where phones find files; absent: there are none. */
  readonly fileAddress?: FileAddress;
  /** How many dialogues may begin; absent: as many as a node can do. */
  readonly openings?: Partial<OpeningLimits>;
  /** There is no other node to which a phone could go with its next message; absent: nobody knows. */
  readonly isOnlyNode?: boolean;
}

/** A phone that lost our answer repeats its message soon; later the same bytes are a message of their own. */
const REPEAT_MS = 10 * 60_000;
/** A message that collides with another one of its phone is looked at again this often. */
const MAX_COLLISIONS = 5;

/** A message could not be answered; the phone must come again. */
export class InteractionError extends Error {
  override readonly name = 'InteractionError';
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
  readonly #committer: StepCommitter;
  readonly #answers: AnswerWriter;
  readonly #line: OpeningLine;

  constructor(deps: InteractionDeps) {
    this.#deps = deps;
    this.#shared = shareRoundTrips(deps);
    this.#admission = new Admission(deps);
    this.#kept = new KeptDialogues(deps.clock, deps.isOnlyNode);
    this.#dialogues = new DialogueFinder(deps, this.#shared, this.#kept);
    this.#committer = new StepCommitter(deps, this.#shared, this.#kept);
    this.#answers = new AnswerWriter(deps.secrets, deps.fileAddress ?? noFiles);
    this.#line = new OpeningLine(deps.openings);
  }

  /** Messages that wait until there is less to do. */
  get waiting(): number {
    return this.#line.waiting;
  }

  /** Whether a phone may connect now. @param addressOf asked for only when there is too much to do */
  mayConnect(addressOf: () => string): boolean {
    return this.#line.mayConnect(addressOf);
  }

  /** Asks phones that wait to come again. */
  stop(): void {
    this.#line.stop();
  }

  /**
   * Answers one message of a phone, after everything that the answer acknowledges is committed: at once when that is
   * nothing.
   *
   * @throws when nothing could be committed; the phone must come again. `OverloadError`: there is too much to do
   */
  answer(arrived: ArrivedMessage): Answer | Promise<Answer> {
    return this.#keepPiece(arrived) ?? this.#answerInTurn(arrived);
  }

  async #answerInTurn(arrived: ArrivedMessage): Promise<Answer> {
    const beganMs = performance.now();
    let stands = false;
    const stand = () => {
      if (stands) return undefined;
      stands = true;
      return this.#line.enter(arrived);
    };
    try {
      for (let collisions = 0; collisions < MAX_COLLISIONS; collisions += 1) {
        const answer = isInitialReason(arrived.decoded.message.reason)
          ? await this.#answerInitial(arrived, beganMs, stand)
          : await this.#answerReply(arrived, beganMs, collisions > 0);
        if (answer !== undefined) return answer;
      }
      throw new InteractionError('a phone sends messages faster than they can be answered');
    } finally {
      if (stands) this.#line.leave(arrived.address);
    }
  }

  /** @param stand waits in the line, once for a message; undefined: there is nothing (more) to wait for */
  async #answerInitial(
    arrived: ArrivedMessage,
    beganMs: number,
    stand: () => Promise<void> | undefined,
  ): Promise<Answer | undefined> {
    const { message } = arrived.decoded;
    const deviceId = deviceIdOf(message.items);
    if (deviceId === undefined) {
      this.#deps.log.warn(
        { address: arrived.address, reason: message.reason },
        'a message without usable mac-addr',
      );
      return this.#answers.cleanUp(arrived);
    }
    const client = await recordContact(
      { shared: this.#shared, admission: this.#admission, log: this.#deps.log, stand },
      arrived,
      deviceId,
    );
    if (client === undefined) return this.#answers.cleanUp(arrived);
    const previous = client.hasDialogue
      ? (await this.#shared.dialoguesByClient.add(client.clientId)).found
      : undefined;
    const fingerprint = once(() => fingerprintOf(message, toPiece(arrived.decoded.itemListBytes).digest));
    if (previous !== undefined && this.#isRepeat(previous, fingerprint(), arrived.address)) {
      return this.#answers.repeat(arrived, previous, true);
    }
    const secretsAllowed = this.#mayHaveSecrets(client, arrived.address);
    const mobility = await this.#mobilityOf(client, message);
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
      ...(mobility === undefined ? {} : { mobility }),
    });
    const waits = result.dialogue && stand();
    if (waits !== undefined) {
      await waits;
      // Much may have happened meanwhile.
      return undefined;
    }
    this.#deps.events.changed('clients', [client.clientId]);
    if (result.dialogue === undefined && result.effects.length === 0 && previous === undefined) {
      this.#deps.recorder?.quiet(client.clientId, message.reason, arrived.address);
      return this.#answers.write(arrived, result);
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
      fingerprint: fingerprint(),
      inventoryHash: undefined,
      isKnownInventory: false,
      plainInventory: undefined,
      unstoredPieces: [],
      removesPieces: previous !== undefined && previous.dialogue.pieces > 0,
      mayKeepPieces: true,
      replyItems: () => message.items,
      beganMs,
      pieces: 0,
      pieceBytes: 0,
      piecesLost: false,
      reason: message.reason,
    });
  }

  /**
   * Keeps a piece of a reply that goes on, if the dialogue is in memory as well.
   * Nothing is acknowledged by it but that the next piece may come, and what is open for the phone has no say in it.
   */
  #keepPiece(arrived: ArrivedMessage): Answer | Promise<Answer> | undefined {
    const { message, itemListBytes } = arrived.decoded;
    if (message.fragment !== 'next' || message.reason !== 'reply-to' || !this.#kept.awaits(arrived))
      return undefined;
    const taken = this.#dialogues.takeKept(arrived);
    if (taken?.inMemory !== true || !this.#kept.hasRoomFor(itemListBytes.length)) return undefined;
    const { found, pieces } = taken;
    const piece = toPiece(itemListBytes);
    const fingerprint = fingerprintOf(message, piece.digest);
    if (this.#isRepeat(found, fingerprint, arrived.address))
      return this.#answers.repeat(arrived, found, false);
    const result = step({
      dialogue: found.dialogue,
      message,
      client: { hasInventory: true, softwareChanged: false, address: arrived.address },
      work: [],
      itemListBytes: itemListBytes.length,
      replyItems: () => message.items,
      piecesLost: false,
      secretsAllowed: false,
    });
    if (!isOnlyPiece(result)) return undefined;
    this.#line.answered(found.clientId, arrived.address, true);
    const { dialogue, action, items } = result;
    const updatedAt = this.#deps.clock.now();
    this.#kept.keep({ ...found, dialogue, lastAnswer: { action, items }, fingerprint, updatedAt }, [
      ...pieces,
      piece,
    ]);
    return this.#answers.write(arrived, result);
  }

  async #answerReply(
    arrived: ArrivedMessage,
    beganMs: number,
    isSecondLook: boolean,
  ): Promise<Answer | undefined> {
    const { message } = arrived.decoded;
    const taken = await this.#dialogues.takeUp(arrived, isSecondLook);
    if (taken === undefined) return this.#answers.cleanUp(arrived);
    const { found, pieces, inMemory, lost } = taken;
    const piece = toPiece(arrived.decoded.itemListBytes);
    const fingerprint = fingerprintOf(message, piece.digest);
    if (this.#isRepeat(found, fingerprint, arrived.address))
      return this.#answers.repeat(arrived, found, false);
    if (lost) {
      this.#deps.log.info(
        { clientId: found.clientId },
        'pieces of a reply are gone, the phone is asked again',
      );
    }
    const replyItems = once(() =>
      pieces.length === 0 ? message.items : [...decodePieces(pieces), ...message.items],
    );
    const mobility = await this.#mobilityOfReply(found);
    const result = step({
      dialogue: found.dialogue,
      message,
      client: { hasInventory: true, softwareChanged: false, address: arrived.address },
      work: found.hasWork ? await this.#shared.work.add(found.clientId) : [],
      itemListBytes: piece.items.length,
      replyItems,
      piecesLost: lost,
      secretsAllowed: found.secretsAllowed && found.address === arrived.address,
      ...(mobility === undefined ? {} : { mobility }),
    });
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
      fingerprint,
      inventoryHash,
      isKnownInventory,
      plainInventory,
      unstoredPieces: inMemory ? [...pieces, piece] : [piece],
      removesPieces: !inMemory && found.dialogue.pieces > 0 && !isOnlyPiece(result),
      // A phone that goes on elsewhere will do so again.
      mayKeepPieces: !lost,
      replyItems,
      beganMs,
      pieces: found.dialogue.pieces,
      pieceBytes: found.dialogue.pieceBytes,
      piecesLost: lost,
      reason: found.dialogue.reason,
    });
  }

  #isRepeat(found: StoredDialogue, fingerprint: string, address: string): boolean {
    return (
      found.fingerprint === fingerprint &&
      found.address === address &&
      this.#deps.clock.now().getTime() - found.updatedAt.getTime() < REPEAT_MS
    );
  }

  /** Undefined for nearly all messages: they cost nothing then. */
  async #mobilityOf(
    { clientId, hasUser }: { readonly clientId: string; readonly hasUser: boolean },
    message: PhoneMessage,
  ): Promise<MobilityFacts | undefined> {
    if (!hasUser && !hasMobility(message.items)) return undefined;
    const words = readMobilityWords(message.reason, message.items);
    if (!hasUser && !concernsUsers(words)) return undefined;
    const containers = words.request === 'data' ? words.containers : [];
    return this.#loadMobility(clientId, words, containers);
  }

  async #mobilityOfReply({ clientId, dialogue }: StoredDialogue): Promise<MobilityFacts | undefined> {
    const { awaiting } = dialogue;
    if (awaiting.kind !== 'user-read' && awaiting.kind !== 'user-write') return undefined;
    const containers = awaiting.kind === 'user-write' && awaiting.purpose === 'data' ? awaiting.names : [];
    return this.#loadMobility(clientId, readMobilityWords('reply-to', []), containers);
  }

  #loadMobility(
    clientId: string,
    words: MobilityWords,
    containers: readonly string[],
  ): Promise<MobilityFacts> {
    const { pool, secrets, clock, enhancedMobility = () => false } = this.#deps;
    return loadMobility(
      { pool, secrets, isEnhanced: enhancedMobility },
      clientId,
      words,
      containers,
      clock.now(),
    );
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
    context: CommitContext & LogContext,
  ): Promise<Answer | undefined> {
    if (!(await this.#committer.commit(arrived, result, context))) return undefined;
    this.#line.answered(context.clientId, arrived.address, result.dialogue !== undefined);
    // Pieces of a reply are told of with the last one.
    if (!isOnlyPiece(result)) recordStep(this.#deps.recorder, arrived, result, context);
    const answer = await this.#answers.write(arrived, result);
    const { cookie, base } = context;
    return result.dialogue !== undefined && base?.cookie !== cookie ? { ...answer, cookie } : answer;
  }
}

async function noFiles(): Promise<string> {
  throw new InteractionError('this server offers no files');
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
