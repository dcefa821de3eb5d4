import type { Pool } from 'pg';
import { type ArrivedContact, type KnownClient, recordContacts } from '../features/clients/index.ts';
import { GroupCommit } from '../infra/batch/index.ts';
import type { CatalogInUse } from '../infra/catalog/index.ts';
import type { Clock } from '../infra/clock/index.ts';
import { isDatabaseUnavailable } from '../infra/db/index.ts';
import type { EventHub } from '../infra/events/index.ts';
import type { SecretBox } from '../infra/secrets/index.ts';
import type { Work } from './dialogue/dialogue.ts';
import { type CommittedStep, commitSteps, type StepToCommit } from './dialogue-store/commit-steps.ts';
import {
  findDialoguesByClient,
  findDialoguesByCookie,
  type StoredDialogue,
} from './dialogue-store/dialogues.queries.ts';
import { loadOpenWork } from './dialogue-store/open-work.ts';
import { openDialogues, type ShortCut, storeReadings } from './dialogue-store/short-cuts.ts';
import { type MetPhone, meetPhones, type PhoneToMeet } from './meet-phones.ts';

/** Measured: larger batches gain nothing, smaller ones cost (docs/performance.md). */
const BATCH_SIZE = 64;
/** Measured: of the phones of a storm more share a statement then, at no cost that they could notice. */
const PACE = { ms: 5, enough: 16 };
/** Of calls that come with a new connection each, too few share a statement at that pace: TLS takes most of the time between them. */
const CONTACT_PACE = { ms: 15, enough: 24 };

export interface RoundTripDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly catalog: CatalogInUse;
  readonly secrets: SecretBox;
}

/** What messages of the same few milliseconds ask of the database together (architecture section 4). */
export interface SharedRoundTrips {
  /** Records contacts; null for a phone that has never called. */
  readonly contacts: GroupCommit<ArrivedContact, { known: KnownClient | null }>;
  /** Stores the profiles of phones that are new or changed. */
  readonly profiles: GroupCommit<PhoneToMeet, MetPhone>;
  readonly dialoguesByCookie: GroupCommit<string, { found: StoredDialogue | undefined }>;
  readonly dialoguesByClient: GroupCommit<string, { found: StoredDialogue | undefined }>;
  /** Open work by client id. */
  readonly work: GroupCommit<string, readonly Work[]>;
  /** Makes the effects of messages durable. */
  readonly commits: GroupCommit<StepToCommit, CommittedStep>;
  /** The same for messages that leave little. */
  readonly shortCuts: Readonly<Record<ShortCut, GroupCommit<StepToCommit, CommittedStep>>>;
}

export function shareRoundTrips(deps: RoundTripDeps): SharedRoundTrips {
  const { pool, clock } = deps;
  const common = {
    maxSize: BATCH_SIZE,
    pace: PACE,
    isolates: (error: unknown) => !isDatabaseUnavailable(error),
  };
  const committing = (commit: typeof commitSteps) =>
    new GroupCommit<StepToCommit, CommittedStep>({
      ...common,
      keyOf: (step) => step.change.clientId,
      commit: (steps) => commit(deps, steps, clock.now()),
    });
  return {
    contacts: new GroupCommit({
      ...common,
      pace: CONTACT_PACE,
      keyOf: (contact) => contact.deviceId,
      commit: async (contacts) =>
        (await recordContacts(pool, contacts, clock.now())).map((known) => ({ known })),
    }),
    profiles: new GroupCommit({
      ...common,
      keyOf: (contact) => contact.deviceId,
      commit: (contacts) => meetPhones(deps, contacts),
    }),
    dialoguesByCookie: new GroupCommit({
      ...common,
      keyOf: (cookie) => cookie,
      inFlight: 2,
      commit: async (cookies) => {
        const found = new Map((await findDialoguesByCookie(pool, cookies)).map((row) => [row.cookie, row]));
        return cookies.map((cookie) => ({ found: found.get(cookie) }));
      },
    }),
    dialoguesByClient: new GroupCommit({
      ...common,
      keyOf: (clientId) => clientId,
      commit: async (clientIds) => {
        const found = new Map(
          (await findDialoguesByClient(pool, clientIds)).map((row) => [row.clientId, row]),
        );
        return clientIds.map((clientId) => ({ found: found.get(clientId) }));
      },
    }),
    work: new GroupCommit({
      ...common,
      keyOf: (clientId) => clientId,
      commit: async (clientIds) => {
        const work = await loadOpenWork(pool, clientIds, clock.now());
        return clientIds.map((clientId) => work.get(clientId) ?? []);
      },
    }),
    commits: committing(commitSteps),
    shortCuts: { opening: committing(openDialogues), reading: committing(storeReadings) },
  };
}
