import type { FileType, Wording } from '../../infra/db/index.ts';

/** A file that is brought to phones, as it was when the order was given. */
export interface FileToBring {
  readonly action: 'deploy';
  readonly fileId: string;
  readonly type: FileType;
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hexadecimal digits; null: nobody has read it. */
  readonly sha256: string | null;
  /** `SIP` or `HFA`; null: no software, or nobody knows. */
  readonly softwareType: string | null;
  readonly softwareVersion: string | null;
  /** Short names of the models that it is for; empty: all. */
  readonly models: readonly string[];
}

/** A file that phones shall have no longer. */
export interface FileToRemove {
  readonly action: 'delete';
  readonly type: FileType;
  readonly name: string;
}

/** A file of an order. */
export type OrderedFile = FileToBring | FileToRemove;

/** Software goes at once, calls or not, or when the phone is idle. */
export type DeploymentPriority = 'normal' | 'immediate';

/** What a `deploy-files` job does, as stored with the job. */
export interface DeploymentPayload {
  readonly files: readonly OrderedFile[];
  readonly priority: DeploymentPriority;
  /** Software may be older than what a phone has. */
  readonly allowsDowngrade: boolean;
  /** Phones get also what they have already. */
  readonly repeats: boolean;
  /** Each phone gets those of the files that are for it, as of a template; otherwise it has to take all of them. */
  readonly onlyFitting: boolean;
  /** The template that they come from. */
  readonly template?: { readonly id: string; readonly name: string };
}

/** How a file of a target stands. */
export type FileState =
  /** The phone has still to be told of it. */
  | 'pending'
  /** The phone was told of it. */
  | 'told'
  /** It lies on the phone, or is the software that runs there. */
  | 'stored'
  /** The phone does not have it any more. */
  | 'deleted'
  /** The phone had it already, or had it no longer. */
  | 'present'
  /** The phone did not take it. */
  | 'refused'
  /** This phone does not get it, and the reason says why. */
  | 'left-out';

/** What became of one file of a target so far. */
export interface FileProgress {
  readonly state: FileState;
  /** How often the phone was told of it. */
  readonly tries: number;
  readonly reason?: Wording;
  /** The software of the phone when it was told of other software. */
  readonly softwareBefore?: string;
}

/** Places of files that a target does not get, from before it was begun. */
export function leftOutOf({ files = {} }: Partial<DeploymentProgress>): ReadonlySet<string> {
  return new Set(
    Object.entries(files).flatMap(([place, { state }]) => (state === 'left-out' ? [place] : [])),
  );
}

/** What became of the files of a target, by place in the order from 0. */
export interface DeploymentProgress {
  readonly files: Readonly<Record<string, FileProgress>>;
  /** When the phone was told of files last, ISO 8601. */
  readonly toldAt?: string;
}
