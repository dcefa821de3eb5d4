import type { ActionName, InitialReason, PhoneMessage } from '@deskfleet/protocol';
import type {
  DeploymentPriority,
  DeploymentProgress,
  OrderedFile,
  ToldFile,
} from '../../features/deployments/index.ts';
import type { ConfigureProgress, MobilityOrder } from '../../features/jobs/index.ts';
import type { MobilityChange, MobilityWords } from '../../features/users/index.ts';
import type { DesiredValue, ItemRef } from '../../features/values/index.ts';
import type { TargetState, Wording } from '../../infra/db/index.ts';

/** A value on its way to a phone. Secrets stay sealed until the answer is written; the dialogue never sees them. */
export type OutgoingItem = DesiredValue;

/** The address of a file for this phone: it is made when the answer is written, and the dialogue never sees it. */
export type FileLink = ItemRef & { readonly link: LinkedFile };

/** Which file an address leads to, and for what. */
export interface LinkedFile {
  readonly fileId: string;
  readonly clientId: string;
  readonly targetId: string;
  readonly name: string;
}

/** An item of an answer. */
export type AnswerItem = OutgoingItem | FileLink;

/** Values to be written for a job. */
export interface ConfigureWork {
  readonly kind: 'configure';
  readonly targetId: string;
  /** What is still to be written, with the values wanted now. */
  readonly pending: readonly OutgoingItem[];
  readonly progress: ConfigureProgress;
}

/** Values that have come into force without a job, by templates: they are written like those of a job and tell no target. */
export interface ValuesDueWork {
  readonly kind: 'values-due';
  /** What is in force now of them and what the phone does not have. */
  readonly pending: readonly OutgoingItem[];
  /** Counts what was added to them. */
  readonly version: number;
}

export interface RefreshWork {
  readonly kind: 'refresh-data';
  readonly targetId: string;
}

export interface RestartWork {
  readonly kind: 'restart' | 'factory-reset';
  readonly targetId: string;
  /** The order was given in an earlier dialogue and the phone has not started up since. */
  readonly sent: boolean;
  /** It was sent so long ago that it may be given again. */
  readonly mayRepeat: boolean;
}

/** A mobile user is to be logged on here. */
export interface LogonWork {
  readonly kind: 'logon';
  readonly targetId: string;
  readonly userId: string;
  readonly e164: string;
  readonly place: 'nowhere' | 'here' | 'elsewhere' | 'deleted';
  /** Here: the phone has said so. */
  readonly confirmed: boolean;
  /** Device ID of the phone where the user is. */
  readonly elsewhere: string;
  /** Number of another user who is logged on here. */
  readonly occupiedBy: string | undefined;
  readonly mobilityEnabled: boolean;
  /** What the phone gets; the state that makes it the user's comes last. */
  readonly profile: readonly OutgoingItem[];
}

/** A mobile user is to be logged off here. */
export interface LogoffWork {
  readonly kind: 'logoff';
  readonly targetId: string;
  readonly userId: string;
  readonly e164: string;
  readonly isHere: boolean;
}

/** Files to be brought to the phone, or that it shall have no longer. */
export interface DeployWork {
  readonly kind: 'deploy-files';
  readonly targetId: string;
  readonly clientId: string;
  /** Those for this phone, by place in the order. */
  readonly files: ReadonlyMap<string, OrderedFile>;
  readonly priority: DeploymentPriority;
  readonly allowsDowngrade: boolean;
  /** It gets also what it has already. */
  readonly repeats: boolean;
  readonly progress: DeploymentProgress;
  /** Places of files that are not to be had any more. */
  readonly gone: ReadonlySet<string>;
  /** Places of files that the phone could fetch only from the integrated file server, which is switched off. */
  readonly unserved: ReadonlySet<string>;
  /** Places of files that lie on the phone with the same content. */
  readonly present: ReadonlySet<string>;
  /** How much of its files the phone has fetched, by place; absent: nobody knows, for they do not come from here. */
  readonly fetched: ReadonlyMap<string, 'nothing' | 'part' | 'all'>;
  /** The software that the phone has. */
  readonly softwareVersion: string;
  /** Seconds for which the phone must not be told of software, whoever ordered it; 0: it may. */
  readonly softwareGuardSeconds: number;
  /** The time is over in which phones tell what became of files other than software. */
  readonly isOverdue: boolean;
  /** Another transfer may begin now. */
  readonly hasRoom: boolean;
}

/** Open work of a client, oldest order first; values that are due without a job come last. */
export type Work =
  | ConfigureWork
  | RefreshWork
  | RestartWork
  | DeployWork
  | LogonWork
  | LogoffWork
  | ValuesDueWork;

/** What is known about mobile users when a phone says something of them (protocol reference section 16). */
export interface MobilityFacts {
  readonly words: MobilityWords;
  /** Who is logged on here, or whose profile is on its way here. */
  readonly here: { readonly userId: string; readonly e164: string; readonly confirmed: boolean } | undefined;
  /** Who has the number that the phone names. */
  readonly named:
    | {
        readonly userId: string;
        readonly e164: string;
        /** The client where this user is. */
        readonly clientId: string | null;
        readonly passwordMatches: boolean;
        /** Too many wrong passwords in a row. */
        readonly isLocked: boolean;
      }
    | undefined;
  readonly clientId: string;
  /** What the phone gets of the user who is named. */
  readonly profile: readonly OutgoingItem[];
  /** What the phone gets back when the user who is here logs off. */
  readonly own: readonly OutgoingItem[];
  /** What phones keep for the user who is here, of the containers that are asked for. */
  readonly data: readonly OutgoingItem[];
  /** Nobody logs off here without the password; undefined: no password is needed. */
  readonly logoffPasswordMatches: boolean | undefined;
  /** Containers are taken from the phone at logoff. */
  readonly isPrivate: boolean;
  /** Profiles leave only in dialogues that answer our own contact request. */
  readonly isEnhanced: boolean;
}

/** An action for a mobile user. */
interface AwaitingUser {
  readonly userId: string;
  readonly e164: string;
  /** Absent: it was asked for at the phone. */
  readonly targetId?: string;
}

/** A user's containers are read before logoff. */
export interface AwaitingUserRead extends AwaitingUser {
  readonly kind: 'user-read';
  readonly names: readonly string[];
}

/** A profile is written, or containers are given back. */
export interface AwaitingUserWrite extends AwaitingUser {
  readonly kind: 'user-write';
  readonly purpose: 'logon' | 'logoff' | 'data';
  readonly items: readonly OutgoingItem[];
  /** What follows in further messages; of containers only how many have been sent. */
  readonly rest: readonly (readonly OutgoingItem[])[];
  readonly sent: number;
  /** The containers that were asked for. */
  readonly names: readonly string[];
  /** Values that the phone has still to get back afterwards. */
  readonly due: readonly string[];
}

/** What the phone's next message should answer. */
export type Awaiting =
  | { readonly kind: 'inventory' }
  | { readonly kind: 'verification'; readonly items: readonly OutgoingItem[] }
  | { readonly kind: 'write'; readonly items: readonly OutgoingItem[] }
  | AwaitingUserRead
  | AwaitingUserWrite
  /** No reply is due after a restart; one that comes is a refusal. */
  | { readonly kind: 'restart'; readonly targetIds: readonly string[] }
  /** No reply is due after files or software either: the phone tells by `status`, or by starting up (section 14). */
  | {
      readonly kind: 'files' | 'software';
      readonly targetId: string;
      /** Places of the files in the order. */
      readonly places: readonly string[];
    }
  /** A start-up that does not say which software it is of. */
  | { readonly kind: 'software-version'; readonly targetId: string };

/**
 * The state of an interaction between two messages of a phone. It is stored with the client, so that any node can go
 * on (architecture section 4).
 */
export interface Dialogue {
  readonly reason: InitialReason;
  readonly awaiting: Awaiting;
  /** Actions sent so far. */
  readonly exchanges: number;
  /** Pieces received of the reply that is under way, and their bytes. */
  readonly pieces: number;
  readonly pieceBytes: number;
  /** `later`: the phone is in a call and is asked at its next one. */
  readonly inventory: 'not-needed' | 'needed' | 'later' | 'done';
  /** The phone said that it is in a call: nothing is written in this dialogue any more. */
  readonly busy: boolean;
  /** Keys written in this dialogue; each at most once (loop guard, protocol reference 12.15). */
  readonly written: readonly string[];
  /** Values that an earlier dialogue sent without ever hearing what became of them. */
  readonly unverified: readonly OutgoingItem[];
  readonly maxItems: number | null;
}

export interface ClientView {
  /** A complete inventory was stored at some time. */
  readonly hasInventory: boolean;
  /** The firmware differs from the one of the last contact. */
  readonly softwareChanged: boolean;
  /** Address from which the message came. */
  readonly address: string;
}

/** Everything `step` may look at. */
export interface StepInput {
  /** For a reply the dialogue it belongs to; for an initial message the one that was left open before. */
  readonly dialogue: Dialogue | undefined;
  readonly message: PhoneMessage;
  readonly client: ClientView;
  readonly work: readonly Work[];
  /** Size of the message's item list in bytes. */
  readonly itemListBytes: number;
  /** Every item of the reply, those of its earlier pieces first; costs a parse, so it is a function. */
  readonly replyItems: () => PhoneMessage['items'];
  /** Earlier pieces of this reply may have come and are gone, so it cannot be put together any more. */
  readonly piecesLost: boolean;
  /** Whether secrets may leave the server in this dialogue. */
  readonly secretsAllowed: boolean;
  /** Absent: the message does not concern mobile users. */
  readonly mobility?: MobilityFacts;
}

/** A restart that was sent and did not happen, because the phone is in a call. */
export const NOT_SENT = {} as const satisfies Readonly<Record<string, never>>;

/** The state of a target after a step. `open` stays true while the dialogue still has to do something for it. */
export interface TargetChange {
  readonly state: TargetState;
  readonly open: boolean;
  readonly reason?: Wording | null;
  readonly progress?: ConfigureProgress | DeploymentProgress | { readonly sent: true } | typeof NOT_SENT;
  /** Seconds after which the phone is asked to call, should it not; absent: its contact gap. */
  readonly waitSeconds?: number;
  /** The phone has just been told of files. */
  readonly toldNow?: true;
}

/** What has to be made durable before the answer leaves. */
export type Effect =
  /** The reply with all of its pieces is the complete inventory; it replaces what was known. */
  | { readonly kind: 'inventory' }
  /** The phone told some of its items. */
  | { readonly kind: 'reported'; readonly items: PhoneMessage['items'] }
  /** The phone confirmed that it stored these values. */
  | { readonly kind: 'stored'; readonly items: readonly OutgoingItem[] }
  /** The phone refused values, in its own words. */
  | { readonly kind: 'refused'; readonly items: readonly (OutgoingItem & { readonly status: string })[] }
  /** Keep this piece of an unfinished reply. */
  | { readonly kind: 'piece' }
  /** Something happened to a target. */
  | {
      readonly kind: 'target';
      readonly targetId: string;
      readonly change?: TargetChange;
      readonly event?: Wording;
    }
  /** The phone is told of files that it will fetch for a target; or it fetches none now. */
  | { readonly kind: 'transfer'; readonly targetId: string; readonly begins: boolean }
  /** The phone is told of software; or it will not install it. */
  | { readonly kind: 'software'; readonly targetId: string; readonly told: boolean }
  /** The phone tells what became of files, or its silence does; a file without status was deleted. */
  | { readonly kind: 'files-told'; readonly files: readonly (ToldFile & { readonly source?: FileSource })[] }
  /** Values that were due without a job: nothing is left of them, or something is. */
  | { readonly kind: 'values-due'; readonly version: number; readonly settled: boolean }
  /** Something happened to a mobile user. */
  | { readonly kind: 'mobility'; readonly change: MobilityChange }
  /** A mobile user is to be logged on or off. */
  | { readonly kind: 'mobility-order'; readonly order: MobilityOrder }
  /** Ask the phone to call as soon as its contact gap allows. */
  | { readonly kind: 'request-contact' };

/** Where a file on a phone comes from. */
export interface FileSource {
  readonly targetId: string;
  /** Absent: the file was deleted. */
  readonly fileId?: string;
  readonly sha256?: string;
}

export interface StepResult {
  readonly action: ActionName;
  readonly items: readonly AnswerItem[];
  /** The dialogue to go on with; undefined when this answer ends it. */
  readonly dialogue: Dialogue | undefined;
  readonly effects: readonly Effect[];
}

/** Whether a step only takes a piece of a reply that goes on. */
export function isOnlyPiece(result: StepResult): result is StepResult & { readonly dialogue: Dialogue } {
  const { dialogue, effects } = result;
  return dialogue !== undefined && effects.length > 0 && effects.every((effect) => effect.kind === 'piece');
}
