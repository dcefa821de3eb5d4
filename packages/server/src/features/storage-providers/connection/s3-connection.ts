import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { OutboundAgent } from '../../../infra/outbound/index.ts';
import { tooManyObjects } from './https-connection.ts';
import { DEFAULT_TIMEOUT_MS, MAX_ANSWER_MS, MAX_OBJECTS, PAGE_SIZE } from './limits.ts';
import { isKey } from './object-keys.ts';
import type {
  ConnectionOptions,
  ListedObject,
  ListedPage,
  ObjectPart,
  ProviderConnection,
  ProviderPlace,
} from './provider-connection.ts';
import { ProviderProblem } from './provider-problem.ts';
import { BoundedHandler } from './s3-handler.ts';
import { noS3, problemOfS3 } from './s3-problem.ts';

/** A bucket of anything that speaks S3. */
export class S3Connection implements ProviderConnection {
  readonly #client: S3Client;
  readonly #agent: OutboundAgent;
  readonly #place: ProviderPlace;
  readonly #url: URL;

  constructor(place: ProviderPlace, { guard, verifyTls, timeoutMs = DEFAULT_TIMEOUT_MS }: ConnectionOptions) {
    this.#place = place;
    this.#url = new URL(place.url);
    this.#agent = new OutboundAgent(guard, {
      tls: { verify: verifyTls, ca: place.ca === '' ? undefined : place.ca },
      maxSockets: 16,
    });
    this.#client = new S3Client({
      endpoint: place.url,
      region: place.region,
      forcePathStyle: place.pathStyle,
      credentials: { accessKeyId: place.user, secretAccessKey: place.secret },
      // Other stores than Amazon's do not know the checksums that the SDK would add.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      followRegionRedirects: false,
      maxAttempts: 2,
      requestHandler: new BoundedHandler(this.#agent, timeoutMs),
    });
  }

  async check(signal?: AbortSignal): Promise<void> {
    const { Contents: [first] = [], Name, KeyCount } = await this.#list(undefined, 1, signal);
    if (first === undefined && Name === undefined && KeyCount === undefined) throw noS3(this.#url);
    // A key may be allowed to list and not to read.
    if (first?.Key !== undefined) await this.readPart(decodeKey(first.Key, true), 0, 1, signal);
  }

  async *list(signal?: AbortSignal): AsyncGenerator<ListedPage> {
    let token: string | undefined;
    let lastKey = '';
    let count = 0;
    do {
      const answer: ListObjectsV2CommandOutput = await this.#list(token, PAGE_SIZE, signal);
      const contents = answer.Contents ?? [];
      const objects = contents.flatMap(({ Key = '', Size, ETag = '' }): ListedObject[] => {
        const key = decodeKey(Key, answer.EncodingType === 'url');
        if (!isKey(key) || !key.startsWith(this.#place.prefix)) return [];
        const size = Size !== undefined && Number.isSafeInteger(Size) && Size >= 0 ? Size : null;
        return [{ key, size, mark: ETag.slice(0, 200) }];
      });
      count += contents.length;
      const last = contents.at(-1)?.Key ?? '';
      const next = answer.IsTruncated === true ? answer.NextContinuationToken : undefined;
      if (count > MAX_OBJECTS) throw tooManyObjects();
      if (next !== undefined && (next === token || contents.length === 0 || last === lastKey))
        throw this.#noProgress();
      yield { objects, skipped: contents.length - objects.length };
      lastKey = last;
      token = next;
    } while (token !== undefined);
  }

  async readPart(key: string, from: number, length: number, signal?: AbortSignal): Promise<ObjectPart> {
    return this.#try(signal, async (abortSignal) => {
      const command = new GetObjectCommand({
        Bucket: this.#place.bucket,
        Key: key,
        Range: `bytes=${from}-${from + length - 1}`,
      });
      const answer = await this.#client.send(command, { abortSignal });
      const { Body, ContentRange = '', ContentLength, ETag, LastModified } = answer;
      const pieces: Uint8Array[] = [];
      let read = 0;
      for await (const piece of (Body ?? []) as AsyncIterable<Uint8Array>) {
        pieces.push(piece);
        read += piece.length;
        if (read >= length) break;
      }
      const [, start = '0', total] = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15})$/.exec(ContentRange) ?? [];
      const size = total === undefined ? (ContentLength ?? null) : Number(total);
      const bytes = Number(start) === from ? Buffer.concat(pieces).subarray(0, length) : Buffer.alloc(0);
      return { bytes, size, mark: ETag ?? LastModified?.toISOString() ?? null };
    });
  }

  urlOf(key: string, expiresSeconds: number, now: Date): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.#place.bucket, Key: key });
    return getSignedUrl(this.#client, command, { expiresIn: expiresSeconds, signingDate: now });
  }

  close(): void {
    this.#client.destroy();
    this.#agent.destroy();
  }

  #list(token: string | undefined, size: number, signal: AbortSignal | undefined) {
    const { bucket, prefix } = this.#place;
    const command = new ListObjectsV2Command({
      Bucket: bucket,
      MaxKeys: size,
      EncodingType: 'url',
      ...(prefix === '' ? {} : { Prefix: prefix }),
      ...(token === undefined ? {} : { ContinuationToken: token }),
    });
    return this.#try(signal, (abortSignal) => this.#client.send(command, { abortSignal }));
  }

  async #try<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const limit = AbortSignal.timeout(MAX_ANSWER_MS);
    try {
      return await work(signal === undefined ? limit : AbortSignal.any([limit, signal]));
    } catch (error) {
      throw problemOfS3(error, this.#url, this.#place);
    }
  }

  #noProgress(): ProviderProblem {
    return new ProviderProblem('broken', 'url', {
      en: `${this.#url.host} gives the same part of its list again and again.`,
      de: `${this.#url.host} gibt immer wieder denselben Teil seiner Liste aus.`,
    });
  }
}

function decodeKey(key: string, encoded: boolean): string {
  if (!encoded) return key;
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return '';
  }
}
