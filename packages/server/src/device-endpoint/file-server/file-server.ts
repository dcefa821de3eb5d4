import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import {
  createFileLinks,
  type DeployableFile,
  FILES_PATH,
  type FileLink,
  type FileLinks,
  findFiles,
  readPart,
  readRange,
} from '../../features/files/index.ts';
import type { ProviderContents } from '../../features/storage-providers/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import type { BadRequestGuard } from '../listener/bad-request-guard.ts';
import { BandwidthShare } from './bandwidth-share.ts';
import { DownloadRecorder, type RunningDownload } from './download-recorder.ts';
import { PartCache, type PartSource } from './part-cache.ts';
import { SendBuffers } from './send-buffers.ts';
import { SHARED_BYTES, transfer } from './transfer.ts';

/** What the file server is told by its settings. */
export interface FileServerSettings {
  readonly serverEnabled: boolean;
  /** Kilobytes (1,000 bytes) a second over all nodes; null: no limit. */
  readonly bandwidthKilobytes: number | null;
}

export interface FileServerDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: EventHub;
  readonly log: Logger;
  readonly secrets: SecretBox;
  readonly badRequests: BadRequestGuard;
  readonly settings: () => FileServerSettings;
  /** What lies elsewhere; absent: only what lies here is given out. */
  readonly providers?: ProviderContents;
  readonly limits?: Partial<FileServerLimits>;
}

/** Limits of the file server of a process; tests have shorter ones. */
export interface FileServerLimits {
  readonly maxTransfers: number;
  /** A phone that asks for parts of a file side by side may have so many. */
  readonly maxTransfersPerClient: number;
  readonly stallMs: number;
}

const usualLimits: FileServerLimits = { maxTransfers: 2_000, maxTransfersPerClient: 4, stallMs: 60_000 };

/** Seconds after which a phone that was turned away may come again. */
const RETRY_SECONDS = 30;

type Refusal = {
  readonly status: number;
  readonly problem: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** A phone with a proper link is turned away without a word in the log. */
  readonly isBad: boolean;
};

/** Gives files to phones on their own ports, by links that were made for each of them (see `createFileLinks`). */
export class FileServer {
  readonly #deps: FileServerDeps;
  readonly #limits: FileServerLimits;
  readonly #links: FileLinks;
  readonly #share: BandwidthShare;
  readonly #parts = new PartCache();
  readonly #buffers = new SendBuffers(SHARED_BYTES);
  readonly #recorder: DownloadRecorder;
  readonly #byClient = new Map<string, number>();
  #underWay = 0;
  #stopping = false;

  constructor(deps: FileServerDeps) {
    this.#deps = deps;
    this.#limits = { ...usualLimits, ...deps.limits };
    this.#links = createFileLinks(deps.secrets);
    this.#recorder = new DownloadRecorder(deps);
    this.#share = new BandwidthShare({
      ...deps,
      limit: () => {
        const { bandwidthKilobytes } = deps.settings();
        return bandwidthKilobytes === null ? null : bandwidthKilobytes * 1_000;
      },
    });
  }

  static isFor(url: string | undefined): boolean {
    return url?.startsWith(FILES_PATH) === true;
  }

  /** Answers a request for a file; never throws. */
  serve(request: IncomingMessage, response: ServerResponse, address: string): void {
    this.#answer(request, response, address).catch((error: unknown) => {
      this.#deps.log.error({ err: error, address }, 'a file could not be sent');
      if (response.headersSent) response.destroy();
      else refuse(response, { status: 503, problem: 'the file cannot be sent now', isBad: false });
    });
  }

  /** Breaks off what is running. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#recorder.stop();
    await this.#share.stop();
    this.#deps.providers?.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    const link = this.#check(request);
    if ('problem' in link) {
      if (link.isBad) this.#deps.badRequests.record(address, link.problem);
      refuse(response, link);
      return;
    }
    const leave = this.#enter(link.clientId);
    try {
      await this.#open(request, response, link, address);
    } finally {
      leave();
    }
  }

  /** Counts before anything is waited for: a thousand requests at once are a thousand. */
  #enter(clientId: string): () => void {
    this.#underWay += 1;
    this.#byClient.set(clientId, (this.#byClient.get(clientId) ?? 0) + 1);
    return () => {
      this.#underWay -= 1;
      const left = (this.#byClient.get(clientId) ?? 1) - 1;
      if (left === 0) this.#byClient.delete(clientId);
      else this.#byClient.set(clientId, left);
    };
  }

  async #open(
    request: IncomingMessage,
    response: ServerResponse,
    link: FileLink,
    address: string,
  ): Promise<void> {
    const file = (await findFiles(this.#deps.pool, [link.fileId])).get(link.fileId);
    const source = file && (await this.#sourceOf(file));
    if (file === undefined || source === undefined) {
      refuse(response, { status: 410, problem: 'the file is not here any more', isBad: false });
      return;
    }
    try {
      const part = partOf(request, file, source);
      if ('problem' in part) {
        refuse(response, part);
        return;
      }
      response.writeHead(part.isWhole ? 200 : 206, headersOf(file, source, part));
      if (request.method === 'HEAD') response.end();
      else await this.#send(response, file, { source, link, address, ...part });
    } finally {
      source.close?.();
    }
  }

  async #sourceOf(file: DeployableFile): Promise<OpenSource | undefined> {
    const { id, size, contentId, providerId, providerKey: key, isMissing } = file;
    const { pool, providers } = this.#deps;
    if (contentId !== null) {
      return { name: contentId, read: (start, length) => readPart(pool, contentId, start, length) };
    }
    if (providers === undefined || providerId === null || key === null || isMissing) return undefined;
    const object = await providers.open({ providerId, key, size });
    return (
      object && {
        name: `${id}-${size}-${Buffer.from(object.mark).toString('base64url')}`,
        read: (start, length) => object.readPart(start, Math.min(length, size - start)),
        close: () => object.close(),
      }
    );
  }

  #check({ method, url = '' }: IncomingMessage): FileLink | Refusal {
    if (method !== 'GET' && method !== 'HEAD') {
      return {
        status: 405,
        problem: 'files are fetched by GET',
        headers: { allow: 'GET, HEAD' },
        isBad: true,
      };
    }
    const link = this.#links.read(url);
    if (link === undefined) return { status: 404, problem: 'a link to a file is not valid', isBad: true };
    if (link.expiresAt <= this.#deps.clock.now()) {
      return { status: 410, problem: 'a link to a file has expired', isBad: true };
    }
    if (!this.#deps.settings().serverEnabled) {
      return { status: 503, problem: 'the integrated file server is switched off', isBad: false };
    }
    const isFull =
      this.#underWay >= this.#limits.maxTransfers ||
      (this.#byClient.get(link.clientId) ?? 0) >= this.#limits.maxTransfersPerClient;
    if (this.#stopping || isFull) {
      const headers = { 'retry-after': RETRY_SECONDS };
      return { status: 503, problem: 'too many files are being sent', headers, isBad: false };
    }
    return link;
  }

  async #send(
    response: ServerResponse,
    file: DeployableFile,
    order: {
      readonly source: PartSource;
      readonly link: FileLink;
      readonly address: string;
      readonly start: number;
      readonly length: number;
    },
  ): Promise<void> {
    const { source, link, address, start, length } = order;
    const download: RunningDownload = {
      id: randomUUID(),
      fileId: file.id,
      fileName: file.name,
      size: file.size,
      clientId: link.clientId,
      targetId: link.targetId,
      address,
      rangeStart: start,
      bytes: 0,
      state: 'running',
      startedAt: this.#deps.clock.now(),
      endedAt: null,
    };
    this.#recorder.begin(download);
    let isComplete = false;
    try {
      await this.#share.enter();
      isComplete = await transfer(
        response,
        { bandwidth: this.#share.bandwidth, parts: this.#parts, buffers: this.#buffers },
        {
          source,
          start,
          length,
          stallMs: this.#limits.stallMs,
          onSent: (bytes) => {
            download.bytes += bytes;
          },
          beforeLast: async () => {
            if (start + length === file.size) await this.#recorder.complete(download, length);
          },
        },
      );
    } finally {
      this.#share.leave();
      if (download.state === 'running') this.#recorder.end(download, isComplete ? 'completed' : 'broken-off');
      if (!isComplete) response.destroy();
    }
  }
}

interface OpenSource extends PartSource {
  close?(): void;
}

interface Part {
  readonly start: number;
  readonly length: number;
  readonly isWhole: boolean;
}

function partOf({ headers }: IncomingMessage, file: DeployableFile, source: PartSource): Part | Refusal {
  // A phone that goes on after a break must go on with the same content (RFC 9110, section 13.1.5).
  const ifRange = headers['if-range'];
  const isSame = ifRange === undefined || ifRange === entityTag(source);
  const range = isSame ? readRange(headers.range, file.size) : undefined;
  if (range === 'unsatisfiable') {
    return {
      status: 416,
      problem: 'the part that was asked for begins behind the end of the file',
      headers: { 'content-range': `bytes */${file.size}` },
      isBad: false,
    };
  }
  return range === undefined ? { start: 0, length: file.size, isWhole: true } : { ...range, isWhole: false };
}

function headersOf(
  file: DeployableFile,
  source: PartSource,
  { start, length, isWhole }: Part,
): Record<string, string | number> {
  return {
    'content-type': 'application/octet-stream',
    'content-length': length,
    'accept-ranges': 'bytes',
    etag: entityTag(source),
    'cache-control': 'private',
    ...(isWhole ? {} : { 'content-range': `bytes ${start}-${start + length - 1}/${file.size}` }),
  };
}

/** The same name always means the same bytes. */
function entityTag({ name }: PartSource): string {
  return `"${name}"`;
}

function refuse(response: ServerResponse, { status, problem, headers }: Refusal): void {
  if (response.destroyed) return;
  const text = `${problem}\n`;
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    connection: 'close',
    ...headers,
  });
  response.end(text);
}
