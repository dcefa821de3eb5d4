import { MAX_MESSAGE_BYTES } from '@deskfleet/protocol';
import { TransportError } from './transport-error.ts';

/** An HTTP response as far as phones look at it. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Values of the Set-Cookie fields, in their order. */
  readonly setCookies: readonly string[];
  /** The server keeps the connection open for another message. */
  readonly keepsOpen: boolean;
}

const MAX_HEAD_BYTES = 16_384;
const EMPTY = Buffer.alloc(0);

/** Fields of a response's head. */
interface Head {
  readonly status: number;
  readonly setCookies: readonly string[];
  readonly length: number | undefined;
  readonly isChunked: boolean;
  /** Chunked, and the phone does not know it: the first bytes with their chunk size are taken for the body. */
  readonly isGarbled: boolean;
  readonly keepsOpen: boolean;
}

/**
 * Reads one HTTP/1.1 response from pieces of a stream (RFC 9112), just as much as a phone needs. Written here because the
 * simulator has to break and bend its exchanges at every byte, thousands of times a second.
 */
export class HttpAnswerReader {
  readonly #understandsChunked: boolean;
  #pending: Buffer = EMPTY;
  #head: Head | undefined;
  #chunks: Buffer[] = [];
  #bodyBytes = 0;
  /** Bytes of the chunk under way; -1 = a chunk's size line comes next, -2 = the trailer. */
  #chunkLeft = -1;

  /** @param understandsChunked false: a chunked answer is garbage, as for firmware up to V2R2 (reference, section 2) */
  constructor(understandsChunked: boolean) {
    this.#understandsChunked = understandsChunked;
  }

  /**
   * Takes the next bytes.
   * @returns the answer once it is complete
   * @throws TransportError `http` when this is no HTTP response or it exceeds 1 MiB
   */
  push(bytes: Buffer): HttpAnswer | undefined {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
    while (this.#head === undefined) {
      const head = this.#readHead();
      if (head === undefined) return undefined;
      // 1xx answers announce another one.
      if (head.status >= 200) this.#head = head;
    }
    return this.#readBody(this.#head);
  }

  /**
   * The server closed the stream.
   * @returns the answer when its end is the end of the stream
   */
  end(): HttpAnswer | undefined {
    const head = this.#head;
    if (head === undefined || head.isChunked || head.length !== undefined) return undefined;
    return this.#finish(head, false);
  }

  #readHead(): Head | undefined {
    const end = this.#pending.indexOf('\r\n\r\n');
    if (end < 0) {
      if (this.#pending.length > MAX_HEAD_BYTES)
        throw new TransportError('http', 'The head of the answer is too long.');
      return undefined;
    }
    const lines = this.#pending.toString('latin1', 0, end).split('\r\n');
    this.#pending = this.#pending.subarray(end + 4);
    return parseHead(lines, this.#understandsChunked);
  }

  #readBody(head: Head): HttpAnswer | undefined {
    if (head.isChunked) return this.#readChunks(head);
    if (head.isGarbled) {
      if (this.#pending.length === 0) return undefined;
      this.#collect(this.#pending);
      return this.#finish(head, false);
    }
    if (head.length === undefined) {
      this.#collect(this.#pending);
      this.#pending = EMPTY;
      return undefined;
    }
    if (head.length > MAX_MESSAGE_BYTES) throw tooLarge();
    if (this.#pending.length < head.length) return undefined;
    this.#collect(this.#pending.subarray(0, head.length));
    return this.#finish(head, head.keepsOpen);
  }

  #readChunks(head: Head): HttpAnswer | undefined {
    while (true) {
      if (this.#chunkLeft > 0) {
        // The chunk's own line end comes with it.
        if (this.#pending.length < this.#chunkLeft + 2) return undefined;
        this.#collect(this.#pending.subarray(0, this.#chunkLeft));
        this.#pending = this.#pending.subarray(this.#chunkLeft + 2);
        this.#chunkLeft = -1;
      }
      const line = this.#readLine();
      if (line === undefined) return undefined;
      if (this.#chunkLeft === -2) {
        if (line === '') return this.#finish(head, head.keepsOpen);
        continue;
      }
      const size = /^([0-9a-f]{1,7})\s*(;.*)?$/i.exec(line)?.[1];
      if (size === undefined) throw new TransportError('http', 'A chunk of the answer has no size.');
      const length = Number.parseInt(size, 16);
      this.#chunkLeft = length === 0 ? -2 : length;
    }
  }

  #readLine(): string | undefined {
    const end = this.#pending.indexOf('\r\n');
    if (end < 0) return undefined;
    const line = this.#pending.toString('latin1', 0, end);
    this.#pending = this.#pending.subarray(end + 2);
    return line;
  }

  #collect(bytes: Buffer): void {
    this.#bodyBytes += bytes.length;
    if (this.#bodyBytes > MAX_MESSAGE_BYTES) throw tooLarge();
    this.#chunks.push(bytes);
  }

  #finish(head: Head, keepsOpen: boolean): HttpAnswer {
    const [first = EMPTY] = this.#chunks;
    const body = this.#chunks.length <= 1 ? first : Buffer.concat(this.#chunks);
    return { status: head.status, body, setCookies: head.setCookies, keepsOpen };
  }
}

function parseHead(lines: readonly string[], understandsChunked: boolean): Head {
  const statusLine = /^HTTP\/1\.([01]) (\d{3})(?: .*)?$/.exec(lines[0] ?? '');
  if (statusLine === null) throw new TransportError('http', 'The answer is not HTTP.');
  const status = Number(statusLine[2]);
  const setCookies: string[] = [];
  let length: number | undefined;
  let isChunked = false;
  let keepsOpen = statusLine[1] === '1';
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'set-cookie') setCookies.push(value);
    else if (name === 'content-length') length = parseLength(value);
    else if (name === 'transfer-encoding') isChunked = value.toLowerCase().includes('chunked');
    else if (name === 'connection') keepsOpen = keepsOpenAfter(value.toLowerCase(), keepsOpen);
  }
  if (status === 204 || status === 304) length = 0;
  const isGarbled = isChunked && !understandsChunked;
  isChunked = isChunked && understandsChunked;
  return { status, setCookies, length: isChunked ? undefined : length, isChunked, isGarbled, keepsOpen };
}

function parseLength(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new TransportError('http', 'The answer has no valid Content-Length.');
  return Number(value);
}

function keepsOpenAfter(connection: string, byDefault: boolean): boolean {
  if (connection.includes('close')) return false;
  return connection.includes('keep-alive') || byDefault;
}

function tooLarge(): TransportError {
  return new TransportError('http', `The answer is larger than ${MAX_MESSAGE_BYTES} bytes.`);
}
