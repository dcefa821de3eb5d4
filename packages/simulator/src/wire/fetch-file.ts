import { createHash, type Hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TlsTraits } from '../models/traits.ts';
import { TransportError, toTransportError } from './transport-error.ts';

/** What a phone remembers of a file it fetched. */
export interface FetchedFile {
  readonly bytes: number;
  /** The first and the last bytes: a firmware image tells there what it is. */
  readonly head: Buffer;
  readonly tail: Buffer;
  /** Of the whole content, lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface FetchOptions {
  /** The phone's own address; absent: the machine chooses. */
  readonly localAddress?: string;
  /** How long the server may be silent. */
  readonly timeoutMs: number;
  /** What the phone's link brings; absent: everything that comes. */
  readonly bytesPerSecond?: number;
  readonly tls: TlsTraits;
  readonly headBytes: number;
  readonly tailBytes: number;
  readonly signal: AbortSignal;
  /** Asked for each part that arrives: whether the connection breaks now. */
  readonly breaks: () => boolean;
}

const MAX_FILE_BYTES = 1024 * 1024 * 1024;
/** Connections that break before a phone gives a file up; where it goes on, the count begins anew. */
const MAX_BREAKS = 3;
const PAUSE_AFTER_BREAK_MS = 50;

/**
 * Fetches a file by HTTPS, taking any certificate as phones in default mode do (reference, section 14). After a connection
 * that breaks, the rest is asked for; a server that knows no ranges sends all of it again.
 *
 * @throws TransportError when it is not there, too large, or the connection fails again and again
 */
export async function fetchFile(url: string, options: FetchOptions): Promise<FetchedFile> {
  const target = URL.parse(url);
  if (target === null || target.protocol !== 'https:') throw new TransportError('http', 'Not an HTTPS URL.');
  let download = new Download(options);
  for (let breaks = 0; ; ) {
    const before = download.bytes;
    try {
      const response = await ask(target, before, options);
      if (before > 0 && response.statusCode === 200) download = new Download(options);
      await download.take(response);
      return download.finish();
    } catch (error) {
      if (options.signal.aborted || (error instanceof TransportError && error.kind === 'http')) throw error;
      breaks = download.bytes > before ? 1 : breaks + 1;
      if (breaks > MAX_BREAKS) throw toTransportError(error);
      await sleep(PAUSE_AFTER_BREAK_MS, undefined, { signal: options.signal });
    }
  }
}

/** @returns the answer of the server, with the file or its rest behind it */
function ask(
  target: URL,
  from: number,
  { localAddress, timeoutMs, tls, signal }: FetchOptions,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const download = request(target, {
      agent: false,
      rejectUnauthorized: false,
      minVersion: tls.minVersion,
      maxVersion: tls.maxVersion,
      ciphers: tls.ciphers,
      timeout: timeoutMs,
      signal,
      ...(from === 0 ? {} : { headers: { range: `bytes=${from}-` } }),
      ...(localAddress === undefined ? {} : { localAddress, family: isIP(localAddress) }),
    });
    download.on('timeout', () =>
      download.destroy(new TransportError('timeout', `No data within ${timeoutMs} ms.`)),
    );
    download.on('error', (error) => reject(toTransportError(error)));
    download.on('response', (response) => {
      const isRest = from > 0 && response.statusCode === 206 && beginsAt(response, from);
      if (response.statusCode === 200 || isRest) resolve(response);
      else {
        download.destroy();
        reject(new TransportError('http', `The file server answered ${response.statusCode}.`));
      }
    });
    download.end();
  });
}

function beginsAt(response: IncomingMessage, from: number): boolean {
  return response.headers['content-range']?.startsWith(`bytes ${from}-`) === true;
}

/** A file on its way, over as many connections as it takes. */
class Download {
  readonly #options: FetchOptions;
  readonly #hash: Hash = createHash('sha256');
  readonly #head: Buffer[] = [];
  #tail = Buffer.alloc(0);
  #bytes = 0;

  constructor(options: FetchOptions) {
    this.#options = options;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes what comes over one connection, as slowly as the phone's link is. */
  async take(response: IncomingMessage): Promise<void> {
    const { bytesPerSecond, breaks, signal } = this.#options;
    const announced = Number(response.headers['content-length'] ?? Number.NaN);
    let taken = 0;
    for await (const part of response as AsyncIterable<Buffer>) {
      this.#add(part);
      taken += part.length;
      if (this.#bytes > MAX_FILE_BYTES) throw new TransportError('http', 'The file is too large.');
      if (taken < announced && breaks()) throw new TransportError('reset', 'The connection broke.');
      if (bytesPerSecond !== undefined) {
        await sleep((part.length / bytesPerSecond) * 1_000, undefined, { signal });
      }
    }
    if (!response.complete || taken < announced) {
      throw new TransportError('reset', 'The file ended too soon.');
    }
  }

  finish(): FetchedFile {
    return {
      bytes: this.#bytes,
      head: Buffer.concat(this.#head),
      tail: this.#tail,
      sha256: this.#hash.digest('hex'),
    };
  }

  #add(part: Buffer): void {
    const { headBytes, tailBytes } = this.#options;
    if (this.#bytes < headBytes) this.#head.push(part.subarray(0, headBytes - this.#bytes));
    const joined = part.length >= tailBytes ? part : Buffer.concat([this.#tail, part]);
    // A copy: a view would keep the whole part in memory.
    this.#tail = Buffer.from(joined.subarray(Math.max(0, joined.length - tailBytes)));
    this.#hash.update(part);
    this.#bytes += part.length;
  }
}
