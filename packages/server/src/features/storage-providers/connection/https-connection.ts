import type { IncomingMessage } from 'node:http';
import { OutboundAgent } from '../../../infra/outbound/index.ts';
import { type FolderEntry, type FolderReader, readerFor } from './folder-entries.ts';
import { textOf, withAnswer } from './https-answers.ts';
import { DEFAULT_TIMEOUT_MS, MAX_DEPTH, MAX_FOLDERS, MAX_OBJECTS, PAGE_SIZE } from './limits.ts';
import { isKey, urlBelow } from './object-keys.ts';
import type {
  ConnectionOptions,
  ListedObject,
  ListedPage,
  ObjectPart,
  ProviderConnection,
  ProviderPlace,
} from './provider-connection.ts';
import { ProviderProblem, tooMuch } from './provider-problem.ts';

/** A folder that is still to be read. */
interface Folder {
  readonly url: URL;
  /** Path below the provider's folder with a slash at its end; empty for that itself. */
  readonly path: string;
  readonly depth: number;
}

/** Files behind a web server that shows indexes of its folders, or has a list of them. */
export class HttpsConnection implements ProviderConnection {
  readonly #agent: OutboundAgent;
  readonly #start: URL;
  readonly #timeoutMs: number;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(place: ProviderPlace, { guard, verifyTls, timeoutMs = DEFAULT_TIMEOUT_MS }: ConnectionOptions) {
    this.#start = new URL(place.url);
    this.#timeoutMs = timeoutMs;
    this.#agent = new OutboundAgent(guard, {
      tls: { verify: verifyTls, ca: place.ca === '' ? undefined : place.ca },
    });
    const credentials = Buffer.from(`${place.user}:${place.secret}`).toString('base64');
    this.#headers = place.user === '' ? {} : { authorization: `Basic ${credentials}` };
  }

  /** Where the keys begin: the folder of the index, or that in which the list lies. */
  get #base(): URL {
    return new URL('.', this.#start);
  }

  async check(signal?: AbortSignal): Promise<void> {
    await this.#ask(this.#start, {}, signal, async (answer) => {
      const reader = this.#readerOf(answer, this.#start, 0);
      let length = 0;
      let entries = 0;
      for await (const text of textOf(answer)) {
        entries += reader.read(text).filter((entry) => entry !== undefined).length;
        length += text.length;
        if (entries > 0 || length > ENOUGH_TO_KNOW) break;
      }
      if (entries === 0 && length <= ENOUGH_TO_KNOW) reader.end();
      if (!reader.isIndex) throw noIndex(this.#start);
    });
  }

  async *list(signal?: AbortSignal): AsyncGenerator<ListedPage> {
    const waiting: Folder[] = [{ url: this.#start, path: '', depth: 0 }];
    const known = new Set([this.#start.pathname]);
    let objects = 0;
    for (let folder = waiting.shift(); folder !== undefined; folder = waiting.shift()) {
      const { path, depth } = folder;
      for await (const entries of this.#readFolder(folder, signal)) {
        const page: ListedObject[] = [];
        let skipped = 0;
        for (const entry of entries) {
          if (entry === undefined || !isKey(path + entry.path)) skipped += 1;
          else if (!entry.isFolder) page.push({ key: path + entry.path, size: entry.size, mark: entry.mark });
          else
            skipped += this.#enter(waiting, known, { path: `${path}${entry.path}/`, depth: depth + 1 })
              ? 0
              : 1;
        }
        objects += page.length;
        if (objects > MAX_OBJECTS) throw tooManyObjects();
        yield { objects: page, skipped };
      }
    }
  }

  /** Remembers a folder for later. @returns false for one that is known or too deep: links may lead in a circle */
  #enter(waiting: Folder[], known: Set<string>, folder: Omit<Folder, 'url'>): boolean {
    const url = new URL(`${urlBelow(this.#base, folder.path.slice(0, -1)).href}/`);
    if (known.has(url.pathname)) return true;
    if (folder.depth > MAX_DEPTH) return false;
    known.add(url.pathname);
    if (known.size > MAX_FOLDERS) {
      throw tooMuch(
        `There are more than ${MAX_FOLDERS} folders, or links that lead in a circle.`,
        `Es gibt mehr als ${MAX_FOLDERS} Ordner oder Verweise, die im Kreis führen.`,
      );
    }
    waiting.push({ ...folder, url });
    return true;
  }

  /** The entries of a folder in portions. */
  async *#readFolder(
    { url, depth }: Folder,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<(FolderEntry | undefined)[]> {
    // Read whole before it is handed on: what is done with a page must not count as silence of the server.
    const entries = await this.#ask(url, {}, signal, async (answer) => {
      const reader = this.#readerOf(answer, url, depth);
      const read: (FolderEntry | undefined)[] = [];
      for await (const text of textOf(answer)) read.push(...reader.read(text));
      read.push(...reader.end());
      if (depth === 0 && !reader.isIndex) throw noIndex(url);
      if (!answer.complete) throw new ProviderProblem('broken', 'url', brokenOff(url));
      return read;
    });
    for (let from = 0; from < entries.length; from += PAGE_SIZE) yield entries.slice(from, from + PAGE_SIZE);
  }

  #readerOf(answer: IncomingMessage, url: URL, depth: number): FolderReader {
    const reader = readerFor(answer.headers['content-type'] ?? '', new URL('.', url), depth === 0);
    if (reader === undefined) throw noIndex(url);
    return reader;
  }

  async readPart(key: string, from: number, length: number, signal?: AbortSignal): Promise<ObjectPart> {
    const url = urlBelow(this.#base, key);
    const range = { range: `bytes=${from}-${from + length - 1}` };
    return this.#ask(url, range, signal, async (answer) => {
      const { start, size } = rangeOf(answer);
      const mark = answer.headers.etag ?? answer.headers['last-modified'] ?? null;
      if (start !== from) return { bytes: Buffer.alloc(0), size, mark };
      const pieces: Buffer[] = [];
      let read = 0;
      for await (const piece of answer as AsyncIterable<Buffer>) {
        pieces.push(piece);
        read += piece.length;
        if (read >= length) break;
      }
      return { bytes: Buffer.concat(pieces).subarray(0, length), size, mark };
    });
  }

  urlOf(key: string): Promise<string> {
    return Promise.resolve(urlBelow(this.#base, key).href);
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask<T>(
    url: URL,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
    read: (answer: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    const options = { headers: { ...this.#headers, ...headers }, timeoutMs: this.#timeoutMs, signal };
    return withAnswer(this.#agent, url, options, read);
  }
}

const ENOUGH_TO_KNOW = 262_144;

/** Which part of an object an answer has, and how long the object is. */
function rangeOf({ statusCode, headers }: IncomingMessage): {
  readonly start: number;
  readonly size: number | null;
} {
  if (statusCode === 206) {
    const [, start = '', total = ''] =
      /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(headers['content-range'] ?? '') ?? [];
    return { start: start === '' ? -1 : Number(start), size: /^\d+$/.test(total) ? Number(total) : null };
  }
  const length = headers['content-length'] ?? '';
  return { start: 0, size: /^\d{1,15}$/.test(length) ? Number(length) : null };
}

function noIndex(url: URL): ProviderProblem {
  const place = `${url.host}${url.pathname}`;
  return new ProviderProblem('no-index', 'url', {
    en: `${place} is neither an index of a folder (nginx, Apache, IIS; HTML or JSON) nor a plain list of files: enter the address of a folder that the web server lists.`,
    de: `${place} ist weder das Verzeichnis eines Ordners (nginx, Apache, IIS; HTML oder JSON) noch eine einfache Dateiliste: Geben Sie die Adresse eines Ordners an, dessen Inhalt der Webserver zeigt.`,
  });
}

function brokenOff(url: URL) {
  return {
    en: `The index of ${url.host}${url.pathname} was broken off.`,
    de: `Das Verzeichnis von ${url.host}${url.pathname} wurde abgebrochen.`,
  };
}

export function tooManyObjects(): ProviderProblem {
  const number = (language: string) => MAX_OBJECTS.toLocaleString(language);
  return tooMuch(
    `There are more than ${number('en')} files, or the list never ends: choose a folder or prefix with fewer.`,
    `Es sind mehr als ${number('de')} Dateien, oder die Liste endet nie: Wählen Sie einen Ordner oder ein Präfix mit weniger.`,
  );
}
