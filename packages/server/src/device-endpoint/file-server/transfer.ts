import type { ServerResponse } from 'node:http';
import type { Bandwidth } from './bandwidth.ts';
import type { PartCache } from './part-cache.ts';

/** One TLS record: of each phone so much is under way at a time while the bandwidth is limited. */
const SHARED_BYTES = 16_384;
const FREE_BYTES = 65_536;

export interface TransferOrder {
  readonly contentId: string;
  readonly start: number;
  readonly length: number;
  /** A phone that takes nothing for so long is given up. */
  readonly stallMs: number;
  readonly onSent: (bytes: number) => void;
}

/**
 * Sends a part of a content as fast as the bandwidth allows and the phone takes it. Never more than one part of a phone is in
 * memory.
 *
 * @returns whether all of it was handed to the connection
 */
export async function transfer(
  response: ServerResponse,
  { bandwidth, parts }: { readonly bandwidth: Bandwidth; readonly parts: PartCache },
  { contentId, start, length, stallMs, onSent }: TransferOrder,
): Promise<boolean> {
  const end = start + length;
  for (let at = start; at < end; ) {
    const wanted = Math.min(bandwidth.isLimited ? SHARED_BYTES : FREE_BYTES, end - at);
    await bandwidth.take(wanted);
    if (response.destroyed) {
      bandwidth.giveBack(wanted);
      return false;
    }
    const part = await parts.read(contentId, at, wanted);
    if (part === undefined) return false;
    if (part.length < wanted) bandwidth.giveBack(wanted - part.length);
    at += part.length;
    // A copy: what waits in a slow connection must not hold the whole part that others have gone past.
    const isTaken = response.write(bandwidth.isLimited ? Buffer.from(part) : part);
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
