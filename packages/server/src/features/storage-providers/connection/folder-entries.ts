import { JSONParser } from '@streamparser/json';
import { IndexPageReader } from './index-page.ts';
import { isKey, isWayBack, pathBelow } from './object-keys.ts';

/** What an index says lies in a folder. */
export interface FolderEntry {
  /** Path below the folder, decoded. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly size: number | null;
  readonly mark: string;
}

/** Reads an index piece by piece. */
export interface FolderReader {
  /** `undefined` stands for an entry that leads nowhere below the folder. */
  read(text: string): (FolderEntry | undefined)[];
  end(): (FolderEntry | undefined)[];
  /** Whether what was read so far is an index, be it an empty one. */
  readonly isIndex: boolean;
}

/**
 * The reader for what a web server answers, by its content type: an index page, nginx's JSON, or a plain list.
 *
 * @param withList whether a plain list is one; below the first address everything is a folder
 */
export function readerFor(contentType: string, folder: URL, withList: boolean): FolderReader | undefined {
  const [type = ''] = contentType.toLowerCase().split(';');
  switch (type.trim()) {
    case 'text/html':
    case 'application/xhtml+xml':
      return htmlReader(folder);
    case 'application/json':
      return jsonReader();
    case 'text/plain':
      return withList ? listReader(folder) : undefined;
  }
  return undefined;
}

function htmlReader(folder: URL): FolderReader {
  const page = new IndexPageReader();
  let entries = 0;
  const toEntries = (read: ReturnType<IndexPageReader['read']>) =>
    read.flatMap(({ link, size, date }): (FolderEntry | undefined)[] => {
      const below = pathBelow(folder, link);
      if (below === undefined) return isWayBack(folder, link) ? [] : [undefined];
      entries += 1;
      return [{ ...below, size, mark: date === '' ? '' : `${date} ${size ?? ''}` }];
    });
  return {
    read: (text) => toEntries(page.read(text)),
    end: () => toEntries(page.end()),
    get isIndex() {
      return page.saysIndex || entries > 0;
    },
  };
}

/** The form of nginx' `autoindex_format json`. */
function jsonReader(): FolderReader {
  let read: (FolderEntry | undefined)[] = [];
  let isList = true;
  let ended = false;
  const parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  parser.onValue = ({ value, key }) => {
    if (typeof key !== 'number') isList = false;
    read.push(toEntry(value));
  };
  parser.onEnd = () => {
    ended = true;
  };
  const take = () => {
    const taken = read;
    read = [];
    return taken;
  };
  return {
    read: (text) => {
      if (!ended) parser.write(text);
      return take();
    },
    end: () => {
      if (!ended) parser.end();
      return take();
    },
    get isIndex() {
      return isList;
    },
  };
}

function toEntry(value: unknown): FolderEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name, type, size, mtime } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !isKey(name)) return undefined;
  const exact = typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null;
  const date = typeof mtime === 'string' ? mtime.slice(0, 40) : '';
  return {
    path: name,
    isFolder: type === 'directory',
    size: exact,
    mark: date === '' ? '' : `${date} ${exact ?? ''}`,
  };
}

/** A line beyond this names no file. */
const MAX_LINE = 4_096;
const CHECKSUM = /^([0-9a-f]{64}) [ *](.+)$/;

/**
 * A plain list: a path in each line, below the folder of the list; behind a tab the size in bytes. The output of `sha256sum` and of
 * `find . -type f` are such lists. Empty lines and those with `#` in front say nothing.
 */
function listReader(folder: URL): FolderReader {
  let rest = '';
  let tooLong = false;
  let isText = true;
  const toLine = (line: string): (FolderEntry | undefined)[] => {
    if (line.includes('\0')) isText = false;
    const text = line.trim();
    return text === '' || text.startsWith('#') ? [] : [readLine(text, folder)];
  };
  return {
    read(text) {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      const entries = lines.flatMap((line, place) => {
        const skipped = place === 0 && tooLong;
        return skipped || line.length > MAX_LINE ? [undefined] : toLine(line);
      });
      if (lines.length > 0) tooLong = false;
      if (rest.length > MAX_LINE) {
        tooLong = true;
        rest = '';
      }
      return entries;
    },
    end: () => (tooLong ? [undefined] : toLine(rest)),
    get isIndex() {
      return isText;
    },
  };
}

function readLine(line: string, folder: URL): FolderEntry | undefined {
  const [, checksum, named] = CHECKSUM.exec(line) ?? [];
  const [first = '', second = ''] = (named ?? line).split('\t');
  const size = /^\d{1,15}$/.test(second.trim()) ? Number(second) : null;
  const mark = checksum ?? (size === null ? '' : String(size));
  if (/^https?:/i.test(first)) {
    const below = pathBelow(folder, first);
    return below === undefined || below.isFolder ? undefined : { ...below, size, mark };
  }
  const path = first.replace(/^\.\//, '').trim();
  return isKey(path) ? { path, isFolder: false, size, mark } : undefined;
}
