import type { OutboundGuard } from '../../../infra/outbound/index.ts';

export const providerTypes = ['s3', 'https'] as const;
export type ProviderType = (typeof providerTypes)[number];

/** Where a provider is and who we are there; secrets are open here and nowhere else. */
export interface ProviderPlace {
  readonly type: ProviderType;
  /** S3: the endpoint. HTTPS: the folder of the index page, or the list file. */
  readonly url: string;
  readonly region: string;
  readonly bucket: string;
  readonly pathStyle: boolean;
  /** S3: begin of the keys that count; empty: all. */
  readonly prefix: string;
  /** S3: access key. HTTPS: user name; empty: none. */
  readonly user: string;
  readonly secret: string;
  /** PEM of certificates that are trusted beside the usual ones; empty: none. */
  readonly ca: string;
}

/** Something that lies at a provider. */
export interface ListedObject {
  /** S3: the whole key. HTTPS: the decoded path below the provider's folder. */
  readonly key: string;
  /** Bytes; null when the provider does not say exactly. */
  readonly size: number | null;
  /** Changes with the content, as far as the provider tells; empty when it tells nothing. */
  readonly mark: string;
}

/** Some of what lies at a provider, at most 1,000 objects. */
export interface ListedPage {
  readonly objects: readonly ListedObject[];
  /** Entries that were left out because they cannot be files of this provider: links elsewhere, names that are none. */
  readonly skipped: number;
}

/** A part of an object. */
export interface ObjectPart {
  readonly bytes: Buffer;
  /** Bytes of the whole object, as the answer says; null when it does not. */
  readonly size: number | null;
  /** `ETag` of the answer, or its `Last-Modified`: it changes with the content. Null: it has neither. */
  readonly mark: string | null;
}

/** How to talk to one kind of provider. All of it throws `ProviderProblem`, whatever the other side does. */
export interface ProviderConnection {
  /** Makes sure that the provider can be reached, lets us in, and has what was configured. */
  check(signal?: AbortSignal): Promise<void>;
  /** Everything that lies there, once each, in pages. It reads on only when the next page is asked for. */
  list(signal?: AbortSignal): AsyncIterable<ListedPage>;
  /** Reads at most `length` bytes from `from`. A provider that does not know ranges is read from its begin only. */
  readPart(key: string, from: number, length: number, signal?: AbortSignal): Promise<ObjectPart>;
  /** A URL by which a phone gets the object: presigned (S3), valid for `expiresSeconds` from `now`, or direct. */
  urlOf(key: string, expiresSeconds: number, now: Date): Promise<string>;
  close(): void;
}

export interface ConnectionOptions {
  readonly guard: OutboundGuard;
  /** Whether the provider's certificate must be valid and trusted. */
  readonly verifyTls: boolean;
  /** Longest wait for an answer, and between two pieces of one; default 15 s. */
  readonly timeoutMs?: number;
}
