import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Port of phones for contact requests, which cannot be chosen. */
export const CONTACT_PORT = 8085;
const LAST_HOST = 253;
/** Nobody calls or is called here: whoever listens has the range. */
const CLAIM_HOST = 254;
/** Neighboring networks of a range. */
const NETWORKS = 4;

export interface LoopbackRange {
  /** An address at which nobody else listens. */
  next(): string;
}

let claimed: Promise<LoopbackRange> | undefined;

/**
 * Loopback addresses that are this process's alone as long as it runs. Phones listen on a fixed port, so two phones with one
 * address disturb each other, and other test processes may belong to another run on the same machine.
 */
export function claimLoopbackRange(): Promise<LoopbackRange> {
  claimed ??= claim();
  return claimed;
}

async function claim(): Promise<LoopbackRange> {
  const network = `127.${randomInt(200, 255)}`;
  const first = randomInt(256 / NETWORKS) * NETWORKS;
  const sign = createServer().unref();
  try {
    await once(sign.listen({ host: `${network}.${first}.${CLAIM_HOST}`, port: CONTACT_PORT }), 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return claim();
    throw error;
  }
  let given = 0;
  return {
    next: () => {
      const place = given++;
      if (place >= NETWORKS * LAST_HOST)
        throw new RangeError(`more than ${place} addresses in one test process`);
      return `${network}.${first + Math.floor(place / LAST_HOST)}.${1 + (place % LAST_HOST)}`;
    },
  };
}
