import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Id, Instant, MaybeInstant, Ref } from './columns.ts';

export type FileType =
  | 'software'
  | 'ringtone'
  | 'screensaver'
  | 'logo'
  | 'ldap-template'
  | 'dongle'
  | 'music-on-hold'
  | 'picture';

/** What a file is on a phone: it is brought there, or taken away. */
export type FileAction = 'deploy' | 'delete';

/** 64-bit numbers are texts when they are read. */
type Bytes = ColumnType<string, number | string, number | string>;

/** Something that can be deployed to phones. */
export interface FilesTable {
  id: Id;
  name: string;
  /** The name in lower case. */
  searchText: ColumnType<string, never, never>;
  type: FileType;
  size: Bytes;
  /** Hexadecimal, lower case; null: nobody has read the whole content, which is so for files of providers. */
  sha256: string | null;
  /** Of software, as phones say it: `Siemens SIP`, `Siemens HFA`. */
  softwareType: string | null;
  softwareVersion: string | null;
  /** Ids of the catalog; empty: any. */
  models: ColumnType<string[], readonly string[] | undefined, readonly string[]>;
  /** What its content said (see `FileFacts` of the files feature). */
  facts: JSONColumnType<object>;
  store: 'database' | 'provider';
  contentId: Ref | null;
  providerId: Ref | null;
  /** Where it lies at the provider: the key of an object, or a path. */
  providerKey: string | null;
  /** What the provider says of this version of the content, to see a change without reading it. */
  providerEtag: string | null;
  createdAt: Instant;
  createdById: Ref | null;
  createdByName: string | null;
  /** When a scan of its provider saw it last. */
  seenAt: MaybeInstant;
  /** Since when its provider has it no more; it stays only because a template uses it. */
  missingSince: MaybeInstant;
  /** Counts the corrections. */
  version: Generated<number>;
  /** Null: never. */
  updatedAt: MaybeInstant;
  updatedBy: string | null;
}

/** Content that lies in the database; one that neither a file nor an upload has is cleared away. */
export interface FileContentsTable {
  id: Id;
  createdAt: Instant;
}

/** A mebibyte of a content; the last one may be shorter. */
export interface FilePiecesTable {
  contentId: Ref;
  place: number;
  bytes: Buffer;
}

/** A file on its way from a browser. */
export interface FileUploadsTable {
  /** Unguessable. */
  id: string;
  contentId: Ref;
  accountId: Ref | null;
  accountName: string;
  name: string;
  size: Bytes;
  received: ColumnType<string, number | undefined, number>;
  /** Where SHA-256 stands after `received` bytes. */
  hashState: Buffer | null;
  /** What the administrator said it is when the upload began. */
  type: FileType | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A file of an order; `fileId` null: it lies only on phones, or was deleted since. */
export interface JobFilesTable {
  jobId: Ref;
  place: number;
  fileId: Ref | null;
  type: FileType;
  name: string;
  action: Generated<FileAction>;
}

export interface TemplateFilesTable {
  templateId: Ref;
  fileId: Ref;
  action: Generated<FileAction>;
  place: Generated<number>;
}

export type DownloadState = 'running' | 'completed' | 'broken-off';

/** One transfer of the integrated file server to a phone. */
export interface FileDownloadsTable {
  id: string;
  fileId: Ref | null;
  fileName: string;
  /** Of the whole file. */
  size: Bytes;
  clientId: Ref | null;
  targetId: Ref | null;
  /** From where it was fetched. */
  address: string;
  /** That was not the address from which the client had called last. */
  fromOtherAddress: Generated<boolean>;
  rangeStart: Bytes;
  /** Sent so far, from `rangeStart` on. */
  bytes: Bytes;
  state: DownloadState;
  startedAt: Instant;
  updatedAt: Instant;
  endedAt: MaybeInstant;
}

/** How many transfers a process has, so that all together keep to the bandwidth. */
export interface FileServerSharesTable {
  process: string;
  transfers: number;
  updatedAt: Instant;
}
