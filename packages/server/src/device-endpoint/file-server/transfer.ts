import type { ServerResponse } from 'node:http';
import type { Bandwidth } from './bandwidth.ts';
import type { PartCache, PartSource } from './part-cache.ts';
import type { SendBuffers } from './send-buffers.ts';

/** One TLS record: of each phone so much is under way at a time while the bandwidth is limited. */
export const SHARED_BYTES = 16_384;
const FREE_BYTES = 65_536;

export interface TransferOrder {
  readonly source: PartSource;
  readonly start: number;
  readonly length: number;
  /** A phone that takes nothing for so long is given up. */
  readonly stallMs: number;
  readonly onSent: (bytes: number) => void;
  /** Waited for before the last bytes leave. */
  readonly beforeLast: () => Promise<void>;
}

/**
 * Sends a part of a content as fast as the bandwidth allows and the phone takes it. Never more than one part of a phone is in
 * memory.
 *
 * @returns whether all of it was handed to the connection
 */
export async function transfer(
  response: ServerResponse,
  tools: { readonly bandwidth: Bandwidth; readonly parts: PartCache; readonly buffers: SendBuffers },
  { source, start, length, stallMs, onSent, beforeLast }: TransferOrder,
): Promise<boolean> {
  const { bandwidth, parts, buffers } = tools;
  const end = start + length;
  for (let at = start; at < end; ) {
    const wanted = Math.min(bandwidth.isLimited ? SHARED_BYTES : FREE_BYTES, end - at);
    await bandwidth.take(wanted);
    if (response.destroyed) {
      bandwidth.giveBack(wanted);
      return false;
    }
    const part = await parts.read(source, at, wanted);
    if (part === undefined) return false;
    if (part.length < wanted) bandwidth.giveBack(wanted - part.length);
    at += part.length;
    if (at === end) await beforeLast();
    if (response.destroyed) {
      bandwidth.giveBack(part.length);
      return false;
    }
    // A copy: what waits in a slow connection must not hold the whole part that others have gone past.
    const isTaken = bandwidth.isLimited ? buffers.write(response, part) : response.write(part);
    onSent(part.length);
    if (!isTaken && !(await isDrained(response, stallMs))) return false;
  }
  return isFinished(response);
}

/** Waits until the phone has taken what was written; false when it is gone or takes nothing any more. */
function isDrained(response: ServerResponse, stallMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (taken: boolean) => {
      clearTimeout(timer);
      response.off('drain', onDrain).off('close', onClose);
      resolve(taken);
    };
    const onDrain = () => finish(true);
    const onClose = () => finish(false);
    const timer = setTimeout(() => finish(false), stallMs);
    response.once('drain', onDrain).once('close', onClose);
    if (response.destroyed) finish(false);
  });
}

function isFinished(response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished));
    response.once('finish', () => resolve(true));
    if (response.destroyed) resolve(false);
    else response.end();
  });
}
