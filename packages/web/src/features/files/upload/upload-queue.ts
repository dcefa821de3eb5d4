import { ApiError } from '../../../api/problem.ts';

/** What the server keeps at once; a portion is some of these. */
export const PIECE_BYTES = 1024 * 1024;

/** A portion may take this long, so that its request ends well before the server's limit. */
const LONGEST_PORTION_MS = 8000;
const SHORTEST_PORTION_MS = 2000;
const MOST_PIECES = 8;

/** Seconds until the next attempt after a broken connection; the last one repeats. */
const PAUSES_S = [1, 2, 4, 8, 15] as const;

/**
 * - `waiting`: others are sent before it
 * - `sending`: its bytes are on their way
 * - `interrupted`: the connection broke; it goes on by itself where it stopped
 * - `paused`: stopped by the administrator
 * - `checking`: all bytes are sent, the server looks what they are
 * - `unknown`: all bytes are there, but neither content nor name say what they are
 */
export type UploadState =
  | 'waiting'
  | 'sending'
  | 'interrupted'
  | 'paused'
  | 'checking'
  | 'unknown'
  | 'done'
  | 'failed'
  | 'canceled';

/** What there is to upload. */
export type UploadSource = Pick<Blob, 'size' | 'slice'> & { readonly name: string };

/** One file of the queue. */
export interface Upload<Stored> {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: UploadState;
  /** Bytes that have arrived. */
  readonly sent: number;
  /** When it goes on after a broken connection, in milliseconds since 1970. */
  readonly retryAt: number | null;
  readonly error: unknown;
  /** What the server made of it. */
  readonly stored: Stored | null;
}

/** How files reach the server. */
export interface UploadTransport<Stored, Type extends string> {
  /** Announces a file. @returns the key of its upload */
  begin: (source: UploadSource, signal: AbortSignal) => Promise<string>;
  /** The bytes that have arrived; null when the server knows nothing of the upload any more. */
  received: (key: string, signal: AbortSignal) => Promise<number | null>;
  /** Sends one portion. @returns the bytes that have arrived with it and, with the last one, what the server made of them */
  send: (
    key: string,
    portion: { offset: number; bytes: Blob; onProgress: (bytes: number) => void },
    signal: AbortSignal,
  ) => Promise<{ received: number; stored: Stored | null }>;
  /** Says what a file is whose content does not. */
  finish: (key: string, type: Type) => Promise<Stored>;
  /** What became of an upload whose last answer was lost; null: nothing, it begins anew. */
  lookUp: (source: UploadSource, signal: AbortSignal) => Promise<Stored | null>;
  abandon: (key: string) => Promise<void>;
}

interface Entry<Stored> {
  upload: Upload<Stored>;
  source: UploadSource;
  key: string | null;
  attempts: number;
  /** In one portion. */
  pieces: number;
  abort: AbortController | null;
}

const ENDED: readonly UploadState[] = ['done', 'failed', 'canceled'];

/** Whether a file is still on its way. */
export const isOpen = ({ state }: Pick<Upload<unknown>, 'state'>): boolean => !ENDED.includes(state);

/** Whether trying again may help: no answer, or an answer of somebody in between who has no server at the moment. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  // A portion of a connection that broke may still be arriving.
  if (error.code === 'file.upload_offset') return true;
  return error.status === 0 || error.status === 429 || error.status >= 502;
}

/** Portions grow while the line is fast and shrink while it is slow. */
function piecesAfter(pieces: number, tookMs: number): number {
  if (tookMs > LONGEST_PORTION_MS) return Math.max(1, Math.floor(pieces / 2));
  return tookMs < SHORTEST_PORTION_MS ? Math.min(MOST_PIECES, pieces * 2) : pieces;
}

/**
 * Files on their way to the server, one after the other.
 *
 * A connection that breaks interrupts; the queue asks the server how much has arrived and goes on from there, at once
 * when the browser is online again and otherwise after some seconds. An objection of the server ends the upload.
 */
export function createUploadQueue<Stored, Type extends string>(
  transport: UploadTransport<Stored, Type>,
  pieceBytes = PIECE_BYTES,
) {
  let entries: Entry<Stored>[] = [];
  let uploads: readonly Upload<Stored>[] = [];
  let next = 1;
  const listeners = new Set<() => void>();
  const timers = new Map<number, ReturnType<typeof setTimeout>>();

  const publish = (): void => {
    uploads = entries.map(({ upload }) => upload);
    for (const notify of listeners) notify();
  };
  const change = (entry: Entry<Stored>, changes: Partial<Upload<Stored>>): void => {
    entry.upload = { ...entry.upload, ...changes };
    publish();
  };
  const find = (id: number) => entries.find(({ upload }) => upload.id === id);

  /** Where to go on; null when the upload has ended behind our back. */
  const standing = async (entry: Entry<Stored>, signal: AbortSignal): Promise<number | null> => {
    const { key, source, upload } = entry;
    if (key !== null) {
      const received = await transport.received(key, signal);
      if (received !== null) return received;
      const stored = upload.sent < source.size ? null : await transport.lookUp(source, signal);
      if (stored !== null) {
        change(entry, { state: 'done', stored });
        return null;
      }
    }
    entry.key = await transport.begin(source, signal);
    signal.throwIfAborted();
    return 0;
  };

  const transfer = async (entry: Entry<Stored>, signal: AbortSignal): Promise<void> => {
    const { source } = entry;
    const begin = await standing(entry, signal);
    if (begin === null || entry.key === null) return;
    signal.throwIfAborted();
    let sent = begin;
    change(entry, { sent });
    while (sent < source.size) {
      const offset = sent;
      const end = Math.min(source.size, offset + entry.pieces * pieceBytes);
      const began = Date.now();
      const answer = await transport.send(
        entry.key,
        {
          offset,
          bytes: source.slice(offset, end) as Blob,
          onProgress: (count) =>
            change(entry, {
              sent: offset + count,
              ...(offset + count < source.size ? {} : { state: 'checking' as const }),
            }),
        },
        signal,
      );
      signal.throwIfAborted();
      entry.attempts = 0;
      entry.pieces = piecesAfter(entry.pieces, Date.now() - began);
      sent = answer.received;
      if (answer.stored !== null) {
        change(entry, { sent: source.size, state: 'done', stored: answer.stored });
        return;
      }
      change(entry, { sent });
    }
    change(entry, { state: 'unknown' });
  };

  const interrupt = (entry: Entry<Stored>, error: unknown): void => {
    const pause = PAUSES_S[Math.min(entry.attempts, PAUSES_S.length - 1)] ?? 15;
    entry.attempts += 1;
    timers.set(
      entry.upload.id,
      setTimeout(() => wake(entry), pause * 1000),
    );
    change(entry, { state: 'interrupted', error, retryAt: Date.now() + pause * 1000 });
  };

  const run = async (entry: Entry<Stored>): Promise<void> => {
    const abort = new AbortController();
    entry.abort = abort;
    change(entry, { state: 'sending', error: null, retryAt: null });
    try {
      await transfer(entry, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) {
        if (isPassing(error)) interrupt(entry, error);
        else change(entry, { state: 'failed', error });
      }
    } finally {
      if (entry.abort === abort) entry.abort = null;
    }
    proceed();
  };

  const proceed = (): void => {
    if (entries.some(({ abort }) => abort !== null)) return;
    const waiting = entries.find(({ upload }) => upload.state === 'waiting');
    if (waiting !== undefined) void run(waiting);
  };

  const wake = (entry: Entry<Stored>): void => {
    clearTimeout(timers.get(entry.upload.id));
    timers.delete(entry.upload.id);
    if (entry.upload.state !== 'interrupted') return;
    change(entry, { state: 'waiting' });
    proceed();
  };

  const stop = (entry: Entry<Stored>, state: 'paused' | 'canceled'): void => {
    clearTimeout(timers.get(entry.upload.id));
    entry.abort?.abort();
    entry.abort = null;
    change(entry, { state, retryAt: null });
    proceed();
  };

  return {
    add(sources: readonly UploadSource[]): void {
      const added = sources.map((source): Entry<Stored> => {
        const { name, size } = source;
        const id = next++;
        return {
          upload: { id, name, size, state: 'waiting', sent: 0, retryAt: null, error: null, stored: null },
          source,
          key: null,
          attempts: 0,
          pieces: 1,
          abort: null,
        };
      });
      entries = [...entries, ...added];
      publish();
      proceed();
    },
    pause(id: number): void {
      const entry = find(id);
      if (entry !== undefined && isOpen(entry.upload)) stop(entry, 'paused');
    },
    /** Goes on with what was paused, interrupted or has failed. */
    resume(id: number): void {
      const entry = find(id);
      if (entry === undefined || !['paused', 'interrupted', 'failed'].includes(entry.upload.state)) return;
      clearTimeout(timers.get(id));
      entry.attempts = 0;
      change(entry, { state: 'waiting', error: null, retryAt: null });
      proceed();
    },
    /** Gives it up; what has arrived is thrown away. */
    cancel(id: number): void {
      const entry = find(id);
      if (entry === undefined || entry.upload.state === 'done') return;
      stop(entry, 'canceled');
      const { key } = entry;
      // What cannot be told now is cleaned up by the server after a while.
      if (key !== null) transport.abandon(key).catch(() => undefined);
    },
    /** Says what a file is whose content does not. */
    async choose(id: number, type: Type): Promise<void> {
      const entry = find(id);
      if (entry === undefined || entry.key === null || entry.upload.state !== 'unknown') return;
      change(entry, { state: 'checking', error: null });
      try {
        change(entry, { state: 'done', stored: await transport.finish(entry.key, type) });
      } catch (error) {
        change(entry, { state: 'unknown', error });
      }
    },
    /** Takes those away that have ended. */
    clear(): void {
      entries = entries.filter(({ upload }) => isOpen(upload));
      publish();
    },
    /** The network is there again: whatever was interrupted goes on. */
    online(): void {
      for (const entry of entries) wake(entry);
    },
    uploads: (): readonly Upload<Stored>[] => uploads,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
