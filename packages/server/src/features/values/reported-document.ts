import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { decodeItemList, type Item, isSecretItem, itemKey, visitPlainItems } from '@deskfleet/protocol';

/** A value that a phone told us. */
export interface ReportedValue {
  readonly name: string;
  readonly index?: number;
  /** Null for a secret: it is known to be there, but never kept. */
  readonly value: string | null;
  readonly reportedAt: Date;
}

/** What a phone last told of its configuration: by `itemKey`, in the phone's order. */
export type ReportedValues = ReadonlyMap<string, ReportedValue>;

/** Compact form on disk: name, index or null, value or null, and milliseconds when they differ from the document's. */
type StoredValue = readonly [name: string, index: number | null, value: string | null, atMs?: number];

interface StoredDocument {
  readonly atMs: number;
  readonly values: readonly StoredValue[];
}

/**
 * Level 1 costs least and shrinks an inventory to a fifth (measured, see docs/performance.md). Its usual tables are for
 * megabytes: an inventory has twenty kilobytes, and a megabyte taken and given back for each leaves memory full of holes.
 */
const compression = {
  // What comes out has some four kilobytes, and until it is stored it holds all that was taken for it.
  chunkSize: 4_096,
  params: {
    [constants.ZSTD_c_compressionLevel]: 1,
    [constants.ZSTD_c_windowLog]: 16,
    [constants.ZSTD_c_hashLog]: 12,
    [constants.ZSTD_c_chainLog]: 10,
  },
};

/** What is kept of a phone at most, far more than any phone has; whoever sends without end must not fill the database. */
const MAX_VALUES = 10_000;
const MAX_CHARACTERS = 2 * 1_048_576;
/** An index and what sets it off from the name. */
const MAX_INDEX_CHARACTERS = 6;
/** The longest form of that: six bytes for a sign. */
const MAX_DOCUMENT_BYTES = 16 * 1_048_576;

/** The document of values that were told at different times, e.g. an inventory with later changes. */
export function encodeDocument(values: ReportedValues): Buffer {
  const [first] = values.values();
  const atMs = first?.reportedAt.getTime() ?? 0;
  const stored: StoredDocument = {
    atMs,
    values: Array.from(values.values(), (value) => toStored(value, atMs)),
  };
  return compress(stored);
}

function toStored({ name, index, value, reportedAt }: ReportedValue, documentMs: number): StoredValue {
  const atMs = reportedAt.getTime();
  const stored = [name, index ?? null, value] as const;
  return atMs === documentMs ? stored : [...stored, atMs];
}

/**
 * The document of a complete inventory, the same as that of `reportedFrom` when it is read. Equal items are left to whoever
 * reads it: that is rarer than writing it, and a map of all items costs more than all the rest.
 */
export function encodeInventory(items: readonly Item[], at: Date): Buffer {
  const values: StoredValue[] = [];
  let characters = 0;
  for (const { name, index, value, status } of items) {
    if (status !== undefined) continue;
    characters += name.length + MAX_INDEX_CHARACTERS + value.length;
    values.push([name, index ?? null, isSecretItem(name) ? null : value]);
  }
  const fits = values.length <= MAX_VALUES && characters <= MAX_CHARACTERS;
  return fits ? compress({ atMs: at.getTime(), values }) : encodeDocument(reportedFrom(items, at));
}

/**
 * The document of a complete inventory as the phone wrote it: taking it apart and together again costs more than all the
 * rest, and it is read far less often than it is written.
 *
 * @param text item list without secrets that `isPlainItemList` takes
 */
export function encodeRawInventory(text: string, at: Date): Buffer {
  return zstdCompressSync(`${RAW}${at.getTime()}\n${text}`, compression);
}

/** Begins a raw document; the other form is an object of JSON. */
const RAW = '@';

const RAW_BYTE = RAW.charCodeAt(0);
const LINE_FEED = 10;

function decodeRaw(bytes: Buffer): ReportedValues {
  const end = bytes.indexOf(LINE_FEED);
  const at = new Date(Number(bytes.toString('latin1', RAW.length, end)));
  return reportedFrom(decodeItemList(bytes.subarray(end)), at);
}

function compress(document: StoredDocument): Buffer {
  return zstdCompressSync(JSON.stringify(document), compression);
}

function decompress(document: Uint8Array): Buffer {
  return zstdDecompressSync(document, { maxOutputLength: MAX_DOCUMENT_BYTES });
}

/**
 * Visits every value of a document in the phone's order, making as little as possible of them: for whoever reads thousands
 * of documents. Equal items may all be visited, and the last one counts.
 */
export function visitDocument(
  document: Uint8Array,
  visit: (name: string, index: number | null, value: string | null) => void,
): void {
  const bytes = decompress(document);
  if (bytes[0] === RAW_BYTE) {
    visitPlainItems(bytes.toString('utf8', bytes.indexOf(LINE_FEED)), visit);
    return;
  }
  const { values } = JSON.parse(bytes.toString('utf8')) as StoredDocument;
  for (const [name, index, value] of values) visit(name, index, value);
}

/**
 * What a document says of an item without index; undefined when it says nothing, or it is a secret. For whoever needs one
 * item of many documents: it costs a fraction of visiting them.
 */
export function findInDocument(document: Uint8Array, item: string): string | undefined {
  const bytes = decompress(document);
  if (bytes[0] === RAW_BYTE) {
    if (!bytes.includes(`"${item}"`)) return undefined;
    const start = `<Item name="${item}">`;
    const from = bytes.lastIndexOf(start) + Buffer.byteLength(start);
    const isPlain = from >= start.length && !bytes.includes(`"${item}"`, from);
    if (isPlain) return bytes.toString('utf8', from, bytes.indexOf('<', from)).trim();
  }
  let found: string | undefined;
  visitDocument(document, (name, index, value) => {
    if (name === item && index === null) found = value ?? undefined;
  });
  return found;
}

/** All values of a document, whichever way it was encoded. */
export function decodeDocument(document: Uint8Array): ReportedValues {
  const bytes = decompress(document);
  return bytes[0] === RAW_BYTE ? decodeRaw(bytes) : decodeStored(bytes);
}

function decodeStored(bytes: Buffer): ReportedValues {
  const stored = JSON.parse(bytes.toString('utf8')) as StoredDocument;
  const values = new Map<string, ReportedValue>();
  for (const [name, index, value, atMs] of stored.values) {
    const reportedAt = new Date(atMs ?? stored.atMs);
    values.set(itemKey(name, index ?? undefined), {
      name,
      ...(index === null ? {} : { index }),
      value,
      reportedAt,
    });
  }
  return values;
}

/**
 * Reads what a phone reports. Items with a status carry no value (protocol reference section 9); the later of two
 * equal ones counts.
 */
export function reportedFrom(items: readonly Item[], at: Date): ReportedValues {
  const values = new Map<string, ReportedValue>();
  for (const { name, index, value, status } of items) {
    if (status !== undefined) continue;
    values.set(itemKey(name, index), {
      name,
      ...(index === undefined ? {} : { index }),
      value: isSecretItem(name) ? null : value,
      reportedAt: at,
    });
  }
  return bounded(values);
}

/**
 * The document of what is known after a phone told some of its values. Values that stay are moved as they are: what is merged is a
 * handful, and making something of all the others would cost more than all the rest.
 *
 * @param document what was known; undefined: nothing
 */
export function mergeIntoDocument(document: Uint8Array | undefined, told: ReportedValues): Buffer {
  if (document === undefined) return encodeDocument(told);
  const bytes = decompress(document);
  if (bytes[0] === RAW_BYTE) return encodeDocument(mergeReported(decodeRaw(bytes), told));
  const { atMs, values } = JSON.parse(bytes.toString('utf8')) as StoredDocument;
  const names = new Set(Array.from(told.values(), ({ name }) => name));
  const left = new Map(told);
  const merged = values.map((stored): StoredValue => {
    if (!names.has(stored[0])) return stored;
    const key = itemKey(stored[0], stored[1] ?? undefined);
    left.delete(key);
    const value = told.get(key);
    return value === undefined ? stored : toStored(value, atMs);
  });
  for (const value of left.values()) merged.push(toStored(value, atMs));
  const characters = merged.reduce(
    (sum, [name, , value]) => sum + name.length + MAX_INDEX_CHARACTERS + (value?.length ?? 0),
    0,
  );
  const fits = merged.length <= MAX_VALUES && characters <= MAX_CHARACTERS;
  return fits ? compress({ atMs, values: merged }) : encodeDocument(mergeReported(decodeStored(bytes), told));
}

/** What is known after a phone told some of its values. */
export function mergeReported(known: ReportedValues, told: ReportedValues): ReportedValues {
  const merged = new Map(known);
  for (const [key, value] of told) merged.set(key, value);
  return bounded(merged);
}

/** The first values, as far as they fit. */
function bounded(values: ReadonlyMap<string, ReportedValue>): ReportedValues {
  const kept = new Map<string, ReportedValue>();
  let characters = 0;
  for (const [key, value] of values) {
    characters += key.length + (value.value?.length ?? 0);
    if (kept.size === MAX_VALUES || characters > MAX_CHARACTERS) break;
    kept.set(key, value);
  }
  return kept;
}
