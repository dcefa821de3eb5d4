import type { Item } from '@deskfleet/protocol';
import { clipWords } from '../../infra/text/index.ts';

/** What a phone says of a file, in a `status` message or in its list of files (protocol reference section 14). */
export interface ToldFile {
  /** In the phone's spelling, e.g. `RINGTONE`. */
  readonly type: string;
  readonly name: string;
  /** `ok`, `failed`, or other words of the phone. */
  readonly status: string;
  /** As the phone writes them, e.g. `24:12:2025` and `17:05:09`; empty: it does not say. */
  readonly date: string;
  readonly time: string;
}

const PREFIX = 'file-deployment-';
/** Longest words of a phone that are kept. */
const MAX_WORDS = 200;
/** More files than any phone has. */
const MAX_FILES = 500;

type Field = keyof ToldFile;
const fields: readonly Field[] = ['type', 'name', 'status', 'date', 'time'];

/** Whether an item is part of a phone's list of files. */
export function isAboutFiles(item: Pick<Item, 'name'>): boolean {
  return item.name.startsWith(PREFIX);
}

/** The files that items tell of, in the single form or with indexes, in the phone's order. */
export function readToldFiles(
  items: readonly Pick<Item, 'name' | 'index' | 'value' | 'status'>[],
): ToldFile[] {
  const found = new Map<number, Partial<Record<Field, string>>>();
  for (const { name, index = -1, value, status } of items) {
    if (!name.startsWith(PREFIX) || status !== undefined) continue;
    const field = fields.find((one) => one === name.slice(PREFIX.length));
    if (field === undefined) continue;
    const file = found.get(index) ?? {};
    if (!found.has(index) && found.size >= MAX_FILES) break;
    file[field] ??= clipWords(value, MAX_WORDS);
    found.set(index, file);
  }
  return [...found.values()].flatMap(({ type = '', name = '', status = '', date = '', time = '' }) =>
    type === '' && name === '' ? [] : [{ type, name, status, date, time }],
  );
}

/** Whether the phone says that the file is there. */
export function isThere({ status }: Pick<ToldFile, 'status'>): boolean {
  return status.trim().toLowerCase() === 'ok';
}
