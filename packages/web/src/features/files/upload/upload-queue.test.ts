import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../../api/problem.ts';
import { createUploadQueue, type UploadTransport } from './upload-queue.ts';

const broken = () => new ApiError({ code: 'network.unreachable', status: 0, message: 'no answer' });
const refused = () => new ApiError({ code: 'file.too-large', status: 413, message: 'too large' });

interface Kept {
  name: string;
  bytes: number[];
}

/**
 * A server that keeps bytes; the next portions end with `faults`, after half of them has arrived.
 *
 * @param loses - the answer to the last portion gets lost once
 */
function keepingServer({ faults = [], loses = false }: { faults?: Error[]; loses?: boolean } = {}) {
  const arrived = new Map<string, Kept & { size: number }>();
  const made: Kept[] = [];
  const offsets: number[] = [];
  const abandoned: string[] = [];
  let lost = !loses;
  const transport: UploadTransport<Kept, 'ringtone'> = {
    begin: async ({ name, size }) => {
      const key = `${name}-${arrived.size}`;
      arrived.set(key, { name, size, bytes: [] });
      return key;
    },
    received: async (key) => arrived.get(key)?.bytes.length ?? null,
    send: async (key, { offset, bytes, onProgress }) => {
      const upload = arrived.get(key);
      if (upload === undefined) throw refused();
      offsets.push(offset);
      const content = [...new Uint8Array(await bytes.arrayBuffer())];
      const fault = faults.shift();
      upload.bytes.push(...(fault === undefined ? content : content.slice(0, content.length / 2)));
      onProgress(upload.bytes.length - offset);
      if (fault !== undefined) throw fault;
      if (upload.bytes.length < upload.size || upload.name.endsWith('.bin'))
        return { received: upload.bytes.length, stored: null };
      arrived.delete(key);
      made.push(upload);
      if (!lost) {
        lost = true;
        throw broken();
      }
      return { received: upload.size, stored: upload };
    },
    finish: async (key) => arrived.get(key) ?? { name: '', bytes: [] },
    lookUp: async ({ name }) => made.find((one) => one.name === name) ?? null,
    abandon: async (key) => {
      abandoned.push(key);
    },
  };
  return { transport, offsets, abandoned, made };
}

const file = (name: string, size: number) => {
  const content = Uint8Array.from({ length: size }, (_, at) => at);
  const blob = new Blob([content]);
  return { name, size, slice: (from?: number, to?: number) => blob.slice(from, to), content: [...content] };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('the upload queue', () => {
  it('sends files one after the other, in pieces, and keeps what the server made of each', async () => {
    const { transport, offsets } = keepingServer();
    const queue = createUploadQueue(transport, 4);
    const [first, second] = [file('a.img', 10), file('b.wav', 3)];
    queue.add([first, second]);
    expect(queue.uploads().map(({ state }) => state)).toEqual(['sending', 'waiting']);
    await settled();
    expect(queue.uploads().map(({ state }) => state)).toEqual(['done', 'done']);
    expect(queue.uploads()[0]?.stored).toMatchObject({ name: 'a.img', bytes: first.content });
    // The second portion is twice as large, as the first one was quick.
    expect(offsets).toEqual([0, 4, 0]);
  });

  it('goes on where a broken connection stopped, without sending again what has arrived', async () => {
    const { transport, offsets } = keepingServer({ faults: [broken()] });
    const queue = createUploadQueue(transport, 4);
    const one = file('a.img', 10);
    queue.add([one]);
    await settled();
    expect(queue.uploads()[0]).toMatchObject({ state: 'interrupted', sent: 2 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(queue.uploads()[0]?.stored?.bytes).toEqual(one.content);
    expect(offsets).toEqual([0, 2, 6]);
  });

  it('waits longer each time nobody answers, and goes on at once when the browser is online again', async () => {
    const { transport } = keepingServer({ faults: [broken(), broken(), broken()] });
    const queue = createUploadQueue(transport, 8);
    queue.add([file('a.img', 8)]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(queue.uploads()[0]?.state).toBe('interrupted');
    await vi.advanceTimersByTimeAsync(1999);
    expect(queue.uploads()[0]).toMatchObject({ state: 'interrupted', sent: 6 });
    queue.online();
    await settled();
    expect(queue.uploads()[0]).toMatchObject({ state: 'interrupted', sent: 7 });
    queue.online();
    await settled();
    expect(queue.uploads()[0]?.state).toBe('done');
  });

  it('lets the others pass while one is interrupted', async () => {
    const { transport } = keepingServer({ faults: [broken()] });
    const queue = createUploadQueue(transport, 4);
    queue.add([file('a.img', 4), file('b.wav', 4)]);
    await settled();
    expect(queue.uploads().map(({ state }) => state)).toEqual(['interrupted', 'done']);
  });

  it('ends with the objection of the server, and tries again only when asked', async () => {
    const { transport } = keepingServer({ faults: [refused()] });
    const queue = createUploadQueue(transport, 4);
    queue.add([file('a.img', 4)]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue.uploads()[0]).toMatchObject({ state: 'failed', error: { code: 'file.too-large' } });
    queue.resume(1);
    await settled();
    expect(queue.uploads()[0]?.state).toBe('done');
  });

  it('gives up what is canceled and tells the server so', async () => {
    const { transport, abandoned } = keepingServer({ faults: [broken()] });
    const queue = createUploadQueue(transport, 4);
    queue.add([file('a.img', 8)]);
    await settled();
    queue.cancel(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(queue.uploads()[0]?.state).toBe('canceled');
    expect(abandoned).toEqual(['a.img-0']);
  });

  it('sends nothing while it is paused', async () => {
    const { transport, offsets } = keepingServer();
    const queue = createUploadQueue(transport, 4);
    queue.add([file('a.img', 8)]);
    queue.pause(1);
    await vi.advanceTimersByTimeAsync(60_000);
    const before = offsets.length;
    expect(queue.uploads()[0]?.state).toBe('paused');
    queue.resume(1);
    await settled();
    expect(queue.uploads()[0]?.state).toBe('done');
    expect(before).toBe(0);
  });

  it('finds what was made when only the answer to the last portion was lost', async () => {
    const { transport, made } = keepingServer({ loses: true });
    const queue = createUploadQueue(transport, 4);
    queue.add([file('a.img', 4)]);
    await settled();
    expect(queue.uploads()[0]?.state).toBe('interrupted');
    await vi.advanceTimersByTimeAsync(1000);
    expect(queue.uploads()[0]).toMatchObject({ state: 'done', stored: { name: 'a.img' } });
    expect(made).toHaveLength(1);
  });

  it('asks what a file is whose content does not say it', async () => {
    const { transport } = keepingServer();
    const queue = createUploadQueue(transport, 4);
    queue.add([file('a.bin', 4), file('b.wav', 4)]);
    await settled();
    expect(queue.uploads().map(({ state }) => state)).toEqual(['unknown', 'done']);
    await queue.choose(1, 'ringtone');
    expect(queue.uploads()[0]).toMatchObject({ state: 'done', stored: { name: 'a.bin' } });
  });
});
